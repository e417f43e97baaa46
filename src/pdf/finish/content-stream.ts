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
import type { Operation } from './operations.ts';

/** A number, a name with its slash, a string as bytes, an array or a dictionary. */
export type Operand = number | string | Buffer | boolean | null | Operand[] | Map<string, Operand>;

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

/** What was read before of pages: one step after the other looks at it. */
const contentOf = new WeakMap<PDFObject, Buffer>();

/** The content of a page: its streams read as one (ISO 32000-1, table 30, Contents). It is not to be written to. */
export function pageContent(context: PDFContext, contents: PDFObject | undefined): Buffer {
  const resolved = contents && context.lookup(contents);
  const known = resolved && contentOf.get(resolved);
  if (known) return known;
  const streams = resolved instanceof PDFArray ? resolved.asArray().map((part) => context.lookup(part)) : [resolved];
  const parts = streams.flatMap((stream) =>
    stream instanceof PDFRawStream ? [decodeStream(stream), Buffer.from('\n')] : [],
  );
  const content = Buffer.concat(parts);
  // A list of streams may come to name others.
  if (resolved instanceof PDFRawStream) contentOf.set(resolved, content);
  return content;
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
