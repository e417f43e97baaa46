import type { ObjectTable } from './file.ts';
import { equalKey, type Landing, relocate, splitObjects, type WrittenObjects } from './relocatable.ts';

/** Where parts land: it gives their objects numbers in the file, those that they share only once. */
export class Ground {
  readonly #table: ObjectTable;
  readonly #numbers = new Map<string, number>();
  readonly #landed = new Set<string>();

  constructor(table: ObjectTable) {
    this.#table = table;
  }

  /** The number of a shared object, whether it has been written already or will be. */
  readonly shared = (key: string): number => {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    // What is shared for being equal comes from the parts; fonts and the tag of the document are made by the book.
    const number = key.startsWith(equalKey) ? this.#table.reserveForParts() : this.#table.reserve();
    this.#numbers.set(key, number);
    return number;
  };

  /** Writes the objects of a part. `row`: its first row in the table from content to tags. */
  land(part: WrittenObjects, row: number): Landing {
    const table = this.#table;
    const objects = splitObjects(part.objects);
    const landing = { base: table.reserveForParts(objects.length), row, shared: this.shared };
    for (const [i, object] of objects.entries())
      if (object !== '') table.set(landing.base + i, relocate(object, landing));
    for (const [number, stream] of part.streams)
      table.setStream(landing.base + number, { ...stream, dictionary: relocate(stream.dictionary, landing) });
    for (const [key, object] of part.shared) {
      if (this.#landed.has(key)) continue;
      this.#landed.add(key);
      if (typeof object === 'string') table.set(this.shared(key), relocate(object, landing));
      else table.setStream(this.shared(key), { ...object, dictionary: relocate(object.dictionary, landing) });
    }
    return landing;
  }
}
