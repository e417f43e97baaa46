/** What the checker needs of a TrueType font program: how many glyphs it has and how wide they are. */
export interface TrueType {
  glyphs: number;
  /** Advance of a glyph in thousandths of the em. */
  width(glyph: number): number;
  /** Whether the glyph has an outline. */
  isDrawn(glyph: number): boolean;
}

/** Reads a TrueType font program; undefined if it is none or is damaged. */
export function readTrueType(font: Buffer): TrueType | undefined {
  try {
    const tables = new Map<string, Buffer>();
    for (let i = 0; i < font.readUInt16BE(4); i++) {
      const entry = 12 + 16 * i;
      const start = font.readUInt32BE(entry + 8);
      tables.set(
        font.toString('latin1', entry, entry + 4),
        font.subarray(start, start + font.readUInt32BE(entry + 12)),
      );
    }
    const [head, maxp, hhea, hmtx] = ['head', 'maxp', 'hhea', 'hmtx'].map((tag) => tables.get(tag));
    if (!head || !maxp || !hhea || !hmtx) return undefined;
    const unit = head.readUInt16BE(18);
    const long = head.readInt16BE(50) === 1;
    const metrics = hhea.readUInt16BE(34);
    const loca = tables.get('loca');
    const place = (glyph: number) => (long ? loca?.readUInt32BE(4 * glyph) : loca?.readUInt16BE(2 * glyph)) ?? 0;
    return {
      glyphs: maxp.readUInt16BE(4),
      width: (glyph) => (hmtx.readUInt16BE(4 * Math.min(glyph, metrics - 1)) * 1000) / unit,
      isDrawn: (glyph) => loca !== undefined && place(glyph + 1) > place(glyph),
    };
  } catch {
    return undefined;
  }
}
