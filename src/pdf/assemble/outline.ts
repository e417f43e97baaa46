import { oneLine } from '../../document/chapter.ts';
import type { ContentsEntry } from '../../document/contents.ts';
import type { ObjectTable } from './file.ts';
import { destinationName } from './names.ts';
import { dictionary, name, reference, text } from './syntax.ts';

/**
 * Writes the outline (bookmarks): the entries of the contents, each to its named destination, as a tree of items that know
 * their neighbours (ISO 32000-1, 12.3.3). Its number; undefined if the book has no entries.
 */
export function writeOutline(table: ObjectTable, entries: readonly ContentsEntry[]): number | undefined {
  if (entries.length === 0) return undefined;
  const root = table.reserve();
  const { first, last, count } = writeLevel(table, entries, root);
  table.set(root, dictionary({ Type: '/Outlines', First: reference(first), Last: reference(last), Count: count }));
  return root;
}

interface Level {
  first: number;
  last: number;
  /** How many items show at first. */
  count: number;
}

function writeLevel(table: ObjectTable, entries: readonly ContentsEntry[], parent: number): Level {
  const first = table.reserve(entries.length);
  const last = first + entries.length - 1;
  let count = entries.length;
  for (const [i, { id, label, text: title, level, children }] of entries.entries()) {
    const below = children.length > 0 ? writeLevel(table, children, first + i) : undefined;
    // Parts and chapters show, sections unfold: a negative count is closed at first (ISO 32000-1, table 153).
    const open = level === 0;
    if (below && open) count += below.count;
    table.set(
      first + i,
      dictionary({
        Title: text(oneLine(label, title)),
        Parent: reference(parent),
        Dest: name(destinationName(id)),
        Prev: i > 0 ? reference(first + i - 1) : undefined,
        Next: first + i < last ? reference(first + i + 1) : undefined,
        First: below && reference(below.first),
        Last: below && reference(below.last),
        Count: below && (open ? below.count : -below.count),
      }),
    );
  }
  return { first, last, count };
}
