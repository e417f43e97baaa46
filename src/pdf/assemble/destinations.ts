import type { ObjectTable } from './file.ts';
import { writeNames } from './name-tree.ts';
import { destinationName } from './names.ts';
import { ascii } from './syntax.ts';

/**
 * Writes the named destinations (ISO 32000-1, 12.3.2.3), sorted: links, the outline and addresses such as `book.pdf#fig-map`
 * lead to them. As strings, for a name may have 127 bytes at most, and an id of 15 Han characters has more. The number of
 * their tree.
 */
export function writeDestinations(table: ObjectTable, places: ReadonlyMap<string, string>): number {
  const named = [...places].map(([id, place]): [string, string] => [destinationName(id), place]);
  named.sort(([a], [b]) => (a < b ? -1 : 1));
  return writeNames(
    table,
    named.map(([name, place]) => [ascii(name), place]),
  );
}
