import type { Root } from 'hast';
import { visit } from 'unist-util-visit';
import { decodeAddress } from '../../markdown/decode-address.ts';

/** Where a link to another part of the book seems to lead while the part is printed. The assembler leads it to its target. */
export const elsewhere = 'https://elsewhere.kanben.invalid/';

/** The address of a link to an id, as HTML has it: `#id`, or `https://elsewhere.kanben.invalid/#id` for one of another part. */
export type Link = (id: string) => string;

/** Links for a document that has the ids `own` and no others. */
export function linksFrom(own: ReadonlySet<string>): Link {
  return (id) => (own.has(id) ? `#${id}` : `${elsewhere}#${id}`);
}

/** The ids that stand in a tree. */
export function* idsIn(tree: Root): Generator<string> {
  const ids: string[] = [];
  visit(tree, 'element', ({ properties: { id } }) => {
    if (typeof id === 'string' && id !== '') ids.push(id);
  });
  yield* ids;
}

/** Leads the links of a tree, written for the whole book, from this document. */
export function relink(tree: Root, own: ReadonlySet<string>): void {
  visit(tree, 'element', ({ tagName, properties }) => {
    const { href } = properties;
    if (tagName !== 'a' || typeof href !== 'string' || !href.startsWith('#')) return;
    // The rest of the address stays as it is written: the browser encodes both kinds alike.
    if (!own.has(href.slice(1)) && !own.has(decodeAddress(href.slice(1)))) properties.href = `${elsewhere}${href}`;
  });
}
