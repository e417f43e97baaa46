import { PDFArray, PDFContext, PDFDict, type PDFObject, PDFObjectParser, PDFRef } from '@cantoo/pdf-lib';
import { toName } from '../finish/names.ts';
import type { Laid } from '../place.ts';
import { placesIn } from './links.ts';

/** A line of the table of objects: ten digits of offset, five of generation, `n` (ISO 32000-1, 7.5.4). */
const lineLength = 20;

/**
 * How many pages a print has and what stands on which, from the few objects that say so: the page numbers of other parts hang on
 * it, and the rest of the print takes a hundred times as long to read.
 * undefined where the print is not as Chromium writes it; whoever reads all of it tells what is wrong.
 */
export function peek(bytes: Uint8Array): Laid | undefined {
  try {
    return read(new IndexedFile(bytes));
  } catch {
    return undefined;
  }
}

function read(print: IndexedFile): Laid | undefined {
  const catalog = print.lookup(print.trailer.get(toName('Root')));
  if (!(catalog instanceof PDFDict)) return undefined;
  const indexes = new Map<PDFRef, number>();
  const seen = new Set<PDFObject>();
  // Pages are leaves of a tree (ISO 32000-1, 7.7.3).
  const count = (node: PDFObject | undefined): void => {
    if (!(node instanceof PDFRef) || seen.has(node)) return;
    seen.add(node);
    const held = print.lookup(node);
    const kids = held instanceof PDFDict ? held.get(toName('Kids')) : undefined;
    if (kids instanceof PDFArray) for (const kid of kids.asArray()) count(kid);
    else indexes.set(node, indexes.size);
  };
  count(catalog.get(toName('Pages')));
  const named = print.lookup(catalog.get(toName('Dests')));
  if (!(named instanceof PDFDict)) return undefined;
  const places = placesIn(named, indexes, (value) => print.lookup(value));
  return { count: indexes.size, destinations: new Map(places.map(({ id, index }) => [id, index])) };
}

/** A file of which objects are read one by one, by its table of objects. */
class IndexedFile {
  readonly trailer: PDFDict;
  readonly #file: Buffer;
  readonly #context = PDFContext.create();
  readonly #table: number;

  /** @throws Error if it has no such table, and one alone. */
  constructor(bytes: Uint8Array) {
    this.#file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const end = this.#file.lastIndexOf('startxref');
    const [, at] = /^startxref\s+(\d+)\s+%%EOF\s*$/.exec(this.#file.toString('latin1', end)) ?? [];
    const [head, count] = /^xref\s+0 (\d+)\s*\n/.exec(this.#file.toString('latin1', Number(at), Number(at) + 40)) ?? [];
    if (!head) throw new Error('its objects are not listed at its end');
    this.#table = Number(at) + head.length;
    const trailer = this.#parse(this.#table + lineLength * Number(count), /^trailer\s*/);
    if (!(trailer instanceof PDFDict) || trailer.has(toName('Prev')))
      throw new Error('it has several tables of objects');
    this.trailer = trailer;
  }

  /** What a reference stands for; anything else for itself. */
  lookup(value: PDFObject | undefined): PDFObject | undefined {
    if (!(value instanceof PDFRef)) return value;
    const line = this.#table + lineLength * value.objectNumber;
    return this.#parse(Number(this.#file.toString('latin1', line, line + 10)), /^\d+ \d+ obj\s*/);
  }

  #parse(at: number, before: RegExp): PDFObject {
    const head = before.exec(this.#file.toString('latin1', at, at + 40));
    if (!head) throw new Error(`there is no object at byte ${at}`);
    return PDFObjectParser.forBytes(this.#file.subarray(at + head[0].length), this.#context).parseObject();
  }
}
