/** A closed curve of quadratic pieces: points on it and between them control points, in font units. */
export type Contour = { x: number; y: number; on: boolean }[];

/** The outline of a glyph of a TrueType font (OpenType, glyf), and its units in an em; undefined for one made of others. */
export function glyphOutline(font: Buffer, glyph: number): { contours: Contour[]; unitsPerEm: number } | undefined {
  const tables = new Map<string, Buffer>();
  for (let i = 0; i < font.readUInt16BE(4); i++) {
    const entry = 12 + 16 * i;
    const start = font.readUInt32BE(entry + 8);
    tables.set(font.toString('latin1', entry, entry + 4), font.subarray(start, start + font.readUInt32BE(entry + 12)));
  }
  const [head, loca, glyf] = ['head', 'loca', 'glyf'].map((tag) => tables.get(tag));
  if (!head || !loca || !glyf) return undefined;
  const long = head.readInt16BE(50) === 1;
  const start = long ? loca.readUInt32BE(4 * glyph) : 2 * loca.readUInt16BE(2 * glyph);
  const data = glyf.subarray(start);
  const count = data.readInt16BE(0);
  return count < 0 ? undefined : { contours: readContours(data, count), unitsPerEm: head.readUInt16BE(18) };
}

function readContours(data: Buffer, count: number): Contour[] {
  const ends = Array.from({ length: count }, (_, i) => data.readUInt16BE(10 + 2 * i));
  const points = (ends.at(-1) ?? -1) + 1;
  let at = 10 + 2 * count;
  at += 2 + data.readUInt16BE(at);
  const flags: number[] = [];
  while (flags.length < points) {
    const flag = data[at++] as number;
    flags.push(flag);
    // Bit 3: the flag is repeated.
    if (flag & 8) for (let repeats = data[at++] as number; repeats > 0; repeats--) flags.push(flag);
  }
  const coordinates = (short: number, same: number) => {
    let value = 0;
    return flags.map((flag) => {
      if (flag & short) value += flag & same ? (data[at++] as number) : -(data[at++] as number);
      else if (!(flag & same)) {
        value += data.readInt16BE(at);
        at += 2;
      }
      return value;
    });
  };
  const xs = coordinates(2, 16);
  const ys = coordinates(4, 32);
  return ends.map((end, i) =>
    flags.slice((ends[i - 1] ?? -1) + 1, end + 1).map((flag, k) => {
      const point = (ends[i - 1] ?? -1) + 1 + k;
      return { x: xs[point] as number, y: ys[point] as number, on: (flag & 1) === 1 };
    }),
  );
}
