import { deflateSync } from 'node:zlib';
import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFString,
} from '@cantoo/pdf-lib';
import { nameText, toName } from '../finish/names.ts';
import {
  type CompiledStream,
  equalKey,
  joinObjects,
  marks,
  sharedReference,
  type WrittenObjects,
} from './relocatable.ts';

/** Writes what can be reached from the roots that it is asked for, and numbers it from 0 in the order in which it is met. */
export class Relocator {
  readonly #context: PDFContext;
  readonly #shared: ReadonlyMap<PDFRef, string>;
  readonly #rows: ReadonlyMap<number, number>;
  readonly #numbers = new Map<PDFRef, number>();
  readonly #queue: PDFRef[] = [];
  readonly #used = new Set<string>();
  readonly #waiting: [string, PDFRef][] = [];

  /** `shared`: objects that are written apart, by the key under which parts share them. `rows`: new numbers of StructParents. */
  constructor(context: PDFContext, shared: ReadonlyMap<PDFRef, string>, rows: ReadonlyMap<number, number>) {
    this.#context = context;
    this.#shared = shared;
    this.#rows = rows;
  }

  /** The number of an object of the part's own. */
  numberOf(ref: PDFRef): number {
    let number = this.#numbers.get(ref);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(ref, number);
      this.#queue.push(ref);
    }
    return number;
  }

  write(value: PDFObject): string {
    if (value instanceof PDFRef) return this.#reference(value);
    if (value instanceof PDFArray)
      return `[${value
        .asArray()
        .map((item) => this.write(item))
        .join(' ')}]`;
    if (value instanceof PDFDict) return `<<${this.entries(value)}>>`;
    if (value instanceof PDFString) return escapeControls(value.toString());
    return value.toString();
  }

  /** The entries of a dictionary, but not those that are named. */
  entries(dict: PDFDict, without: readonly string[] = []): string {
    let written = '';
    for (const [key, value] of dict.entries()) {
      const name = nameText(key);
      if (without.includes(name)) continue;
      if (name === 'StructParents' || name === 'StructParent') {
        const row = value instanceof PDFNumber ? this.#rows.get(value.asNumber()) : undefined;
        if (row !== undefined) written += `/${name} ${marks.row}${row}${marks.end}`;
      } else {
        written += `${key.toString()} ${this.write(value)}`;
      }
    }
    return written;
  }

  stream(stream: PDFRawStream): CompiledStream {
    // What was changed on the way is not compressed yet.
    const plain = !stream.dict.has(toName('Filter'));
    const bytes = plain ? deflateSync(stream.contents) : stream.contents;
    const filter = plain ? '/Filter /FlateDecode' : '';
    return { dictionary: `<<${this.entries(stream.dict, ['Length'])}${filter}/Length ${bytes.length}>>`, bytes };
  }

  /** Writes everything met so far and what that leads to. `apart`: objects that are written elsewhere. */
  finish(apart: ReadonlySet<PDFRef> = new Set()): WrittenObjects {
    const objects: string[] = [];
    const streams: [number, CompiledStream][] = [];
    const shared: [string, string | CompiledStream][] = [];
    for (;;) {
      const next = this.#queue.shift();
      const [key, ref] = next ? [] : (this.#waiting.shift() ?? []);
      if (next) {
        const number = this.#numbers.get(next) as number;
        const object = this.#context.lookup(next);
        objects[number] = '';
        if (apart.has(next)) continue;
        if (object instanceof PDFRawStream) streams.push([number, this.stream(object)]);
        else objects[number] = object ? this.write(object) : 'null';
      } else if (key !== undefined && ref) {
        const object = this.#context.lookup(ref) as PDFObject;
        // Fonts and the tag of the document are made by the book.
        if (!key.startsWith(equalKey)) continue;
        shared.push([key, object instanceof PDFRawStream ? this.stream(object) : this.write(object)]);
      } else return { objects: joinObjects(objects), streams, shared };
    }
  }

  /** A finding with its object's number made relocatable. */
  place<T extends { object?: string }>(finding: T): T {
    const [, number, rest = ''] = /^(\d+) 0 R(.*)$/.exec(finding.object ?? '') ?? [];
    const known = number === undefined ? undefined : this.#numbers.get(PDFRef.of(Number(number)));
    return known === undefined ? finding : { ...finding, object: `${marks.own}${known}${marks.end}${rest}` };
  }

  #reference(ref: PDFRef): string {
    const key = this.#shared.get(ref);
    if (key !== undefined) {
      if (!this.#used.has(key)) this.#waiting.push([key, ref]);
      this.#used.add(key);
      return sharedReference(key);
    }
    // A reference to nothing is null (ISO 32000-1, 7.3.10).
    return this.#context.lookup(ref) === undefined ? 'null' : `${marks.own}${this.numberOf(ref)}${marks.end}`;
  }
}

/** In a literal string as it is written: line ends and tabs may follow a backslash and stay. */
function escapeControls(literal: string): string {
  return literal.replace(/\p{Cc}/gu, (character) =>
    '\t\n\r'.includes(character) ? character : `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
}
