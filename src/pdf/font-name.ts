/** The PostScript name of a TrueType font, by which a PDF calls it; undefined if it has none (ISO/IEC 14496-22, name, 6). */
export function fontName(font: Buffer): string | undefined {
  const tables = font.readUInt16BE(4);
  for (let i = 0; i < tables; i++) {
    const record = 12 + 16 * i;
    if (font.toString('latin1', record, record + 4) === 'name') return readName(font, font.readUInt32BE(record + 8));
  }
  return undefined;
}

const postScript = 6;
const windows = 3;

function readName(font: Buffer, table: number): string | undefined {
  const texts = table + font.readUInt16BE(table + 4);
  for (let i = 0; i < font.readUInt16BE(table + 2); i++) {
    const record = table + 6 + 12 * i;
    if (font.readUInt16BE(record + 6) !== postScript) continue;
    const from = texts + font.readUInt16BE(record + 10);
    const bytes = Buffer.from(font.subarray(from, from + font.readUInt16BE(record + 8)));
    return font.readUInt16BE(record) === windows ? bytes.swap16().toString('utf16le') : bytes.toString('latin1');
  }
  return undefined;
}
