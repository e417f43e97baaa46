import { inflateSync } from 'node:zlib';
import {
  decodePDFRawStream,
  PDFArray,
  type PDFContext,
  type PDFObject,
  type PDFPage,
  PDFRawStream,
  PDFRef,
} from '@cantoo/pdf-lib';
import { nameText, toName } from './names.ts';

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

/** A number, a name with its slash, a string as bytes, an array or a dictionary. */
export type Operand = number | string | Buffer | boolean | null | Operand[] | Map<string, Operand>;

/** 0 regular character, 1 white space, 2 delimiter (ISO 32000-1, 7.2.2). */
const kinds = new Uint8Array(256);
for (const code of [0, 9, 10, 12, 13, 32]) kinds[code] = 1;
for (const character of '()<>[]{}/%') kinds[character.charCodeAt(0)] = 2;

const known = new Map<number, string>();

/**
 * The operators of a content stream, in order; an inline image (BI … EI) is one.
 * @throws Error when a string, an array or an inline image has no end.
 */
export function* operations(content: Buffer): Generator<Operation> {
  const size = content.length;
  let at = 0;
  let start = -1;
  while (at < size) {
    const code = content[at] as number;
    if (kinds[code] === 1) {
      at++;
      continue;
    }
    if (code === 0x25) {
      at = endOfLine(content, at);
      continue;
    }
    if (start < 0) start = at;
    if (kinds[code] === 2) {
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
    yield { operator, start, at: from, end: at };
    start = -1;
  }
  if (start >= 0) throw new Error('a content stream ends in the middle of an operation');
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

/** The operands of an operation. */
export function operandsOf(content: Buffer, { start, at }: Operation): Operand[] {
  const text = content.toString('latin1', start, at);
  // Nearly all operands are numbers alone, or one glyph in hexadecimal.
  if (/^[\d\s.+-]*$/.test(text)) return text.trim() === '' ? [] : text.trim().split(/\s+/).map(Number);
  if (/^<[\dA-Fa-f]+>\s*$/.test(text)) return [hexBytes(text.slice(1, text.indexOf('>')))];
  const tokens = text.matchAll(
    /\((?:[^()\\]|\\[\s\S])*\)|<<|>>|<[\dA-Fa-f\s]*>|\[|\]|\/[^\s()<>[\]{}/%]*|[^\s()<>[\]{}/%]+/g,
  );
  const stack: Operand[][] = [[]];
  for (const [token] of tokens) {
    const top = stack.at(-1) as Operand[];
    if (token === '[' || token === '<<') stack.push([]);
    else if (token === ']' || token === '>>') {
      const inside = stack.pop() ?? [];
      stack.at(-1)?.push(token === ']' ? inside : dictionary(inside));
    } else top.push(simpleOperand(token));
  }
  return stack[0] ?? [];
}

function simpleOperand(token: string): Operand {
  if (token.startsWith('/')) return decodeName(token);
  if (token.startsWith('<')) return hexBytes(token.slice(1, -1).replace(/\s/g, ''));
  if (token.startsWith('(')) return literalBytes(token.slice(1, -1));
  if (token === 'true' || token === 'false') return token === 'true';
  return token === 'null' ? null : Number(token);
}

function decodeName(name: string): string {
  return name.replace(/#([\dA-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '\n': '' };

/** ISO 32000-1, table 3. */
function literalBytes(text: string): Buffer {
  const plain = text.replace(/\\([0-7]{1,3}|[\s\S])/g, (_, code: string) =>
    /[0-7]/.test(code) ? String.fromCharCode(Number.parseInt(code, 8) & 0xff) : (escapes[code] ?? code),
  );
  return Buffer.from(plain, 'latin1');
}

function hexBytes(digits: string): Buffer {
  return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex');
}

function dictionary(inside: Operand[]): Map<string, Operand> {
  const entries = new Map<string, Operand>();
  for (let i = 0; i + 1 < inside.length; i += 2) entries.set(String(inside[i]), inside[i + 1] as Operand);
  return entries;
}

/** The bytes of a stream, its filters undone. */
export function decodeStream(stream: PDFRawStream): Buffer {
  const { dict } = stream;
  if (!dict.has(toName('Filter'))) {
    const { buffer, byteOffset, length } = stream.contents;
    return Buffer.from(buffer, byteOffset, length);
  }
  if (dict.get(toName('Filter')) === toName('FlateDecode') && !dict.has(toName('DecodeParms'))) {
    return inflateSync(stream.contents);
  }
  return Buffer.from(decodePDFRawStream(stream).decode());
}

/** The content of a page: its streams read as one (ISO 32000-1, table 30, Contents). */
export function pageContent(context: PDFContext, contents: PDFObject | undefined): Buffer {
  const resolved = contents && context.lookup(contents);
  const streams = resolved instanceof PDFArray ? resolved.asArray().map((part) => context.lookup(part)) : [resolved];
  const parts = streams.flatMap((stream) =>
    stream instanceof PDFRawStream ? [decodeStream(stream), Buffer.from('\n')] : [],
  );
  return Buffer.concat(parts);
}

/**
 * Gives pages new content, not compressed: it is read again and again, and compressed when the part is taken apart. The streams that
 * they had go when all is written: pages may share one.
 */
export class ContentWriter {
  readonly #context: PDFContext;
  readonly #replaced = new Set<PDFRef>();

  constructor(context: PDFContext) {
    this.#context = context;
  }

  replace({ node }: PDFPage, content: Buffer): void {
    const before = node.get(toName('Contents'));
    const resolved = before && this.#context.lookup(before);
    for (const part of [before, ...(resolved instanceof PDFArray ? resolved.asArray() : [])]) {
      if (part instanceof PDFRef) this.#replaced.add(part);
    }
    node.set(toName('Contents'), this.#context.register(this.#context.stream(content)));
  }

  finish(): void {
    for (const ref of this.#replaced) this.#context.delete(ref);
  }
}

/** How a stream is coded; not so any more when its content is replaced. */
const coding: ReadonlySet<string> = new Set(['Filter', 'DecodeParms', 'Length']);

/** Gives content that stands apart from the pages new bytes, not compressed; the rest of its dictionary stays. */
export function replaceForm(context: PDFContext, ref: PDFRef, { dict }: PDFRawStream, content: Buffer): void {
  const stream = context.stream(content);
  for (const [key, value] of dict.entries()) if (!coding.has(nameText(key))) stream.dict.set(key, value);
  context.assign(ref, stream);
}
