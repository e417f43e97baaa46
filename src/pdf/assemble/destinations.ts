import type { ObjectTable } from './file.ts';
import { destinationName } from './names.ts';
import { dictionary, name } from './syntax.ts';

/**
 * Writes the named destinations (ISO 32000-1, 12.3.2.3), sorted: links, the outline and addresses such as `book.pdf#fig-map`
 * lead to them. The number of their dictionary.
 */
export function writeDestinations(table: ObjectTable, places: ReadonlyMap<string, string>): number {
  const entries = [...places].map(([id, place]): [string, string] => [name(destinationName(id)), place]);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return table.add(dictionary(Object.fromEntries(entries.map(([key, place]) => [key.slice(1), place]))));
}
