/**
 * An sRGB display profile of some 500 bytes: primaries, white and tone curve of IEC 61966-2-1 as a matrix profile of version
 * 4.3 (ISO 15076-1), adapted to the D50 white of profiles. Made here, so that it needs no one's licence.
 */
export function srgbProfile(): Buffer {
  const curve = parametric(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045);
  const elements: [string, Buffer][] = [
    ['desc', localised('sRGB')],
    ['cprt', localised('CC0')],
    ['wtpt', xyz(0.9642, 1, 0.8249)],
    ['chad', adaptation],
    ['rXYZ', xyz(0.4360747, 0.2225045, 0.0139322)],
    ['gXYZ', xyz(0.3850649, 0.7168786, 0.0971045)],
    ['bXYZ', xyz(0.1430804, 0.0606169, 0.7141733)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
  const tableSize = 4 + 12 * elements.length;
  const table = Buffer.alloc(tableSize);
  table.writeUInt32BE(elements.length);
  const places = new Map<Buffer, number>();
  const data: Buffer[] = [];
  let offset = 128 + tableSize;
  for (const [i, [tag, element]] of elements.entries()) {
    // Elements that are the same are kept once.
    const place = places.get(element) ?? offset;
    if (place === offset) {
      const padded = Buffer.concat([element, Buffer.alloc((4 - (element.length % 4)) % 4)]);
      places.set(element, offset);
      data.push(padded);
      offset += padded.length;
    }
    const entry = 4 + 12 * i;
    table.write(tag, entry, 'latin1');
    table.writeUInt32BE(place, entry + 4);
    table.writeUInt32BE(element.length, entry + 8);
  }
  return Buffer.concat([header(offset), table, ...data]);
}

/** ISO 15076-1, 7.2: size, version, class, colour space, date, signature and the white of the profile connection space. */
function header(size: number): Buffer {
  const bytes = Buffer.alloc(128);
  bytes.writeUInt32BE(size);
  bytes.writeUInt32BE(0x04300000, 8);
  bytes.write('mntrRGB XYZ ', 12, 'latin1');
  for (const [i, part] of [2024, 1, 1].entries()) bytes.writeUInt16BE(part, 24 + 2 * i);
  bytes.write('acsp', 36, 'latin1');
  fixed(0.9642, 1, 0.8249).copy(bytes, 68);
  return bytes;
}

/** s15Fixed16Number: sixteen bits before the point, sixteen after. */
function fixed(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) bytes.writeInt32BE(Math.round(value * 65536), 4 * i);
  return bytes;
}

function xyz(x: number, y: number, z: number): Buffer {
  return Buffer.concat([Buffer.from('XYZ \0\0\0\0', 'latin1'), fixed(x, y, z)]);
}

/** Type 3: y = (ax + b)^g from d on, cx below. */
function parametric(g: number, a: number, b: number, c: number, d: number): Buffer {
  return Buffer.concat([Buffer.from('para\0\0\0\0\0\x03\0\0', 'latin1'), fixed(g, a, b, c, d)]);
}

/** From D65, the white of sRGB, to D50 (Bradford). */
const adaptation = Buffer.concat([
  Buffer.from('sf32\0\0\0\0', 'latin1'),
  fixed(1.0478112, 0.0228866, -0.050127, 0.0295424, 0.9904844, -0.0170491, -0.0092345, 0.0150436, 0.7521316),
]);

function localised(text: string): Buffer {
  const characters = Buffer.from(text, 'utf16le').swap16();
  const head = Buffer.alloc(28);
  head.write('mluc', 0, 'latin1');
  for (const [at, value] of [
    [8, 1],
    [12, 12],
    [20, characters.length],
    [24, 28],
  ] as const) {
    head.writeUInt32BE(value, at);
  }
  head.write('enUS', 16, 'latin1');
  return Buffer.concat([head, characters]);
}
