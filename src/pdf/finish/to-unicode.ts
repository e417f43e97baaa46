/** The text of each code, from a ToUnicode CMap (ISO 32000-1, 9.10.3). */
export function readToUnicode(cmap: Buffer): Map<number, string> {
  const text = cmap.toString('latin1');
  const codes = new Map<number, string>();
  for (const [, body] of text.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code, value] of (body ?? '').matchAll(/<([\dA-Fa-f]+)>\s*<([\dA-Fa-f\s]*)>/g)) {
      codes.set(Number.parseInt(code ?? '', 16), utf16(value ?? ''));
    }
  }
  for (const [, body] of text.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    const ranges = (body ?? '').matchAll(/<([\dA-Fa-f]+)>\s*<([\dA-Fa-f]+)>\s*(?:<([\dA-Fa-f]*)>|\[([^\]]*)\])/g);
    for (const [, first, last, start, list] of ranges) {
      const [from, to] = [Number.parseInt(first ?? '', 16), Number.parseInt(last ?? '', 16)];
      const each =
        list === undefined ? undefined : [...list.matchAll(/<([\dA-Fa-f]*)>/g)].map(([, value]) => utf16(value ?? ''));
      const units = Buffer.from(start ?? '', 'hex');
      for (let code = from; code <= to && code - from < 65_536; code++) {
        codes.set(code, each ? (each[code - from] ?? '') : counted(units, code - from));
      }
    }
  }
  return codes;
}

function utf16(hex: string): string {
  const bytes = Buffer.from(hex.replace(/\s/g, ''), 'hex');
  return bytes.length % 2 === 0 ? bytes.swap16().toString('utf16le') : '';
}

/** The start of a range, its last unit counted up. */
function counted(start: Buffer, by: number): string {
  const bytes = Buffer.from(start);
  if (bytes.length >= 2) bytes.writeUInt16BE((bytes.readUInt16BE(bytes.length - 2) + by) & 0xffff, bytes.length - 2);
  return utf16(bytes.toString('hex'));
}
