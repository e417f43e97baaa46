import type { ObjectTable } from './file.ts';
import { array, dictionary, reference } from './syntax.ts';

/** The parts' tags at their places in the book. */
export interface BookTags {
  /** Number of the tag of the whole book. */
  document: number;
  language: string;
  /** References to the tags of the parts, in order. */
  tags: string[];
  /** For each part, the first row of its own in the table from content to tags, and its rows. */
  rows: { first: number; rows: string[] }[];
  /** Tags that others name: the id as a PDF string, and the tag. */
  ids: [id: string, tag: string][];
  roles: ReadonlyMap<string, string>;
}

/** How many names go into a leaf of a tree of names: a reader looks through one leaf only. */
const leafSize = 100;

/**
 * One tree of tags for the whole book, with the two tables into it: ParentTree leads from content and links to their tags,
 * IDTree from the names of header cells and notes (ISO 32000-1, 14.7.2 and 14.7.4.4). Its number.
 */
export function writeTagTree(table: ObjectTable, { document, language, tags, rows, ids, roles }: BookTags): number {
  const root = table.reserve();
  table.set(
    document,
    dictionary({
      Type: '/StructElem',
      S: '/Document',
      P: reference(root),
      Lang: `(${language})`,
      K: array(tags),
    }),
  );
  const leaves = rows
    .filter((part) => part.rows.length > 0)
    .map((part) => {
      const last = part.first + part.rows.length - 1;
      const numbers = part.rows.map((row, i) => `${part.first + i} ${row}`);
      return table.add(dictionary({ Limits: array([part.first, last]), Nums: array(numbers) }));
    });
  const parents = table.add(dictionary({ Kids: array(leaves.map(reference)) }));
  const next = rows.reduce((total, part) => Math.max(total, part.first + part.rows.length), 0);
  table.set(
    root,
    dictionary({
      Type: '/StructTreeRoot',
      K: reference(document),
      ParentTree: reference(parents),
      ParentTreeNextKey: next,
      IDTree: ids.length > 0 ? reference(writeIds(table, ids)) : undefined,
      RoleMap: roles.size > 0 ? writeRoles(roles) : undefined,
    }),
  );
  return root;
}

function writeRoles(roles: ReadonlyMap<string, string>): string {
  const sorted = [...roles].sort(([a], [b]) => (a < b ? -1 : 1));
  return dictionary(Object.fromEntries(sorted.map(([role, standard]) => [role, `/${standard}`])));
}

function writeIds(table: ObjectTable, ids: readonly [id: string, tag: string][]): number {
  // By the bytes of the string, not by its notation.
  const sorted = ids.map(([id, tag]) => ({ bytes: bytesOf(id), id, tag })).sort((a, b) => a.bytes.compare(b.bytes));
  for (const [i, { bytes, id }] of sorted.entries()) {
    if (sorted[i - 1]?.bytes.equals(bytes)) throw new Error(`two tags have the id ${id}`);
  }
  const leaves: number[] = [];
  for (let i = 0; i < sorted.length; i += leafSize) {
    const leaf = sorted.slice(i, i + leafSize);
    const limits = array([leaf[0]?.id ?? '', leaf.at(-1)?.id ?? '']);
    leaves.push(table.add(dictionary({ Limits: limits, Names: array(leaf.map(({ id, tag }) => `${id} ${tag}`)) })));
  }
  return table.add(dictionary({ Kids: array(leaves.map(reference)) }));
}

function bytesOf(id: string): Buffer {
  return id.startsWith('<') ? Buffer.from(id.slice(1, -1), 'hex') : Buffer.from(id.slice(1, -1), 'latin1');
}
