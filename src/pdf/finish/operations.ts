/**
 * A content stream is a list of operators, each behind its operands: `/F4 12 Tf` chooses a font, `<3B01> Tj` shows a glyph
 * (ISO 32000-1, 7.8.2). This is one of them, as byte offsets: operands in [start, at), the operator in [at, end).
 */
export interface Operation {
  operator: string;
  start: number;
  at: number;
  end: number;
}

/** 0 regular character, 1 white space, 2 delimiter (ISO 32000-1, 7.2.2). */
const kinds = new Uint8Array(256);
for (const code of [0, 9, 10, 12, 13, 32]) kinds[code] = 1;
for (const character of '()<>[]{}/%') kinds[character.charCodeAt(0)] = 2;

const known = new Map<number, string>();

/** The operators of a content stream, in order; an inline image (BI … EI) is one. @throws Error as `Operations` does */
export function* operations(content: Buffer): Generator<Operation> {
  const all = new Operations(content);
  while (all.next()) yield { operator: all.operator, start: all.start, at: all.at, end: all.end };
}

/**
 * Goes through the operators of a content stream, and is itself the one that it has come to: a thick book has ten million to be
 * looked at, and each would else be an object of its own.
 */
export class Operations implements Operation {
  operator = '';
  start = 0;
  at = 0;
  end = 0;
  readonly #content: Buffer;

  constructor(content: Buffer) {
    this.#content = content;
  }

  /** Whether there is one more. @throws Error when a string, an array or an inline image has no end. */
  next(): boolean {
    const content = this.#content;
    const size = content.length;
    let at = this.end;
    let start = -1;
    while (at < size) {
      const code = content[at] as number;
      const kind = kinds[code];
      if (kind === 1) {
        at++;
        continue;
      }
      if (code === 0x25) {
        at = endOfLine(content, at);
        continue;
      }
      if (start < 0) start = at;
      if (kind === 2) {
        at = skipDelimited(content, at);
        continue;
      }
      const from = at;
      while (at < size && kinds[content[at] as number] === 0) at++;
      // Numbers begin with a digit, a sign or a point.
      if ((code >= 0x30 && code <= 0x39) || code === 0x2b || code === 0x2d || code === 0x2e) continue;
      const operator = keyword(content, from, at);
      if (operator === 'true' || operator === 'false' || operator === 'null') continue;
      if (operator === 'BI') at = endOfInlineImage(content, at);
      this.operator = operator;
      this.start = start;
      this.at = from;
      this.end = at;
      return true;
    }
    if (start >= 0) throw new Error('a content stream ends in the middle of an operation');
    return false;
  }
}

/** Two million operators are read for a thick book, of some thirty kinds: each name is made once. */
function keyword(content: Buffer, from: number, to: number): string {
  const length = to - from;
  if (length > 3) return content.toString('latin1', from, to);
  let key = content[from] as number;
  if (length > 1) key |= (content[from + 1] as number) << 8;
  if (length > 2) key |= (content[from + 2] as number) << 16;
  let name = known.get(key);
  if (name === undefined) {
    name = content.toString('latin1', from, to);
    known.set(key, name);
  }
  return name;
}

function endOfLine(content: Buffer, from: number): number {
  let at = from;
  while (at < content.length && content[at] !== 10 && content[at] !== 13) at++;
  return at;
}

function skipDelimited(content: Buffer, from: number): number {
  const code = content[from];
  if (code === 0x28) return endOfString(content, from);
  if (code === 0x3c && content[from + 1] !== 0x3c) {
    const end = content.indexOf(0x3e, from);
    if (end < 0) throw new Error('a hexadecimal string has no end');
    return end + 1;
  }
  if (code === 0x3c || (code === 0x3e && content[from + 1] === 0x3e)) return from + 2;
  let at = from + 1;
  if (code === 0x2f) while (at < content.length && kinds[content[at] as number] === 0) at++;
  return at;
}

function endOfString(content: Buffer, from: number): number {
  let depth = 0;
  for (let at = from; at < content.length; at++) {
    const code = content[at];
    if (code === 0x5c) at++;
    else if (code === 0x28) depth++;
    else if (code === 0x29 && --depth === 0) return at + 1;
  }
  throw new Error('a string has no end');
}

function endOfInlineImage(content: Buffer, from: number): number {
  for (let at = content.indexOf('EI', from); at >= 0; at = content.indexOf('EI', at + 2)) {
    const after = content[at + 2];
    if (kinds[content[at - 1] as number] === 1 && (after === undefined || kinds[after] === 1)) return at + 2;
  }
  throw new Error('an inline image has no end');
}
