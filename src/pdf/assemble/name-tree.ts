import type { ObjectTable } from './file.ts';
import { array, dictionary, reference } from './syntax.ts';

/** How many names go into a leaf: a reader finds the leaf by its limits and looks through no other. */
const leafSize = 100;

/** Writes a tree from strings, sorted by their bytes, to objects (ISO 32000-1, 7.9.6). Its number. */
export function writeNames(table: ObjectTable, sorted: readonly (readonly [key: string, value: string])[]): number {
  const leaves: number[] = [];
  for (let i = 0; i < sorted.length; i += leafSize) {
    const leaf = sorted.slice(i, i + leafSize);
    const limits = array([leaf[0]?.[0] ?? '', leaf.at(-1)?.[0] ?? '']);
    const names = array(leaf.map(([key, value]) => `${key} ${value}`));
    leaves.push(table.add(dictionary({ Limits: limits, Names: names })));
  }
  return table.add(dictionary({ Kids: array(leaves.map(reference)) }));
}
