/**
 * The objects of a part as text that can be put anywhere in a book. What depends on the place stands between a mark for its kind
 * and an end mark, and is filled in when the book is assembled. The marks are control characters, which stand nowhere else: in
 * names and strings they are escaped.
 */
export const marks = {
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

export function joinObjects(texts: readonly string[]): string {
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
