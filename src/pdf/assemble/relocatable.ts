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

/**
 * The objects of a part as text that can be put anywhere in a book. What depends on the place stands between a mark for its kind
 * and an end mark, and is filled in when the book is assembled. The marks are control characters, which stand nowhere else: in
 * names and strings they are escaped.
 */
const marks = {
  /** A reference to an object of the part's own, by its number in the part. */
  own: '\x01',
  /** A reference to an object that parts share, by its key. */
  shared: '\x03',
  /** A row of the table from content to tags, by its number in the part. */
  row: '\x04',
  end: '\x02',
  /** Between the texts of two objects. */
  next: '\x06',
} as const;

const marked = new RegExp(`([${marks.own}${marks.shared}${marks.row}])([^${marks.end}]*)${marks.end}`, 'g');

/** Where a part lands in the book. */
export interface Landing {
  /** Its object 0 would have this number. */
  base: number;
  /** Its row 0 of the table from content to tags. */
  row: number;
  /** The number of a shared object. */
  shared(key: string): number;
}

export function relocate(relocatable: string, { base, row, shared }: Landing): string {
  return relocatable.replace(marked, (_, kind: string, what: string) => {
    if (kind === marks.own) return `${base + Number(what)} 0 R`;
    return kind === marks.shared ? `${shared(what)} 0 R` : String(row + Number(what));
  });
}

function joinObjects(texts: readonly string[]): string {
  return texts.join(marks.next);
}

export function splitObjects(joined: string): string[] {
  return joined === '' ? [] : joined.split(marks.next);
}

/** A reference to an object that parts share, e.g. a font. */
export function sharedReference(key: string): string {
  return `${marks.shared}${key}${marks.end}`;
}

/** Keys of objects that are shared because their content is equal. */
export const equalKey = 'equal ';

/** A stream: its dictionary as relocatable text, its bytes as they go into the file. */
export interface CompiledStream {
  dictionary: string;
  bytes: Uint8Array;
}

/** What a part consists of. */
export interface WrittenObjects {
  /** The part's own objects from 0 on, joined; '' where a stream stands, or what is written elsewhere. */
  objects: string;
  streams: [number: number, stream: CompiledStream][];
  /** Objects that other parts may have too, by their key. */
  shared: [key: string, object: string | CompiledStream][];
}

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
