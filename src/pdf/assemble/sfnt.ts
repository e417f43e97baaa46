/**
 * A TrueType font is a directory of tables (OpenType 1.9, "Font file"): `glyf` the outlines one behind the other, `loca` where
 * each begins, `hmtx` how wide each is, `maxp` and `head` and `hhea` counts and sizes for all.
 */
export function readTables(font: Buffer): Map<string, Buffer> {
  const tables = new Map<string, Buffer>();
  for (let i = 0; i < font.readUInt16BE(4); i++) {
    const entry = 12 + 16 * i;
    const start = font.readUInt32BE(entry + 8);
    const end = start + font.readUInt32BE(entry + 12);
    if (end > font.length) throw new RangeError('a table of the font lies outside it');
    tables.set(font.toString('latin1', entry, entry + 4), font.subarray(start, end));
  }
  return tables;
}

/** A font of the tables, in the order of their names, with the checksums that go with them. */
export function writeTables(tables: ReadonlyMap<string, Buffer>): Buffer {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const directory = Buffer.alloc(12 + 16 * sorted.length);
  const power = 31 - Math.clz32(sorted.length);
  directory.writeUInt32BE(0x00010000, 0);
  directory.writeUInt16BE(sorted.length, 4);
  directory.writeUInt16BE(16 << power, 6);
  directory.writeUInt16BE(power, 8);
  directory.writeUInt16BE(16 * sorted.length - (16 << power), 10);
  const parts: Buffer[] = [directory];
  let at = directory.length;
  for (const [i, [tag, table]] of sorted.entries()) {
    const entry = 12 + 16 * i;
    directory.write(tag, entry, 'latin1');
    directory.writeUInt32BE(checksum(table), entry + 4);
    directory.writeUInt32BE(at, entry + 8);
    directory.writeUInt32BE(table.length, entry + 12);
    const padding = (4 - (table.length % 4)) % 4;
    parts.push(table, Buffer.alloc(padding));
    at += table.length + padding;
  }
  return Buffer.concat(parts);
}

/** The sum of a table's words of four bytes, the last filled up with zeros. */
function checksum(table: Buffer): number {
  let sum = 0;
  const whole = table.length & ~3;
  for (let i = 0; i < whole; i += 4) sum = (sum + table.readUInt32BE(i)) >>> 0;
  let rest = 0;
  for (let i = whole; i < whole + 4; i++) rest = (rest << 8) | (table[i] ?? 0);
  return (sum + (rest >>> 0)) >>> 0;
}
