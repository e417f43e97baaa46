import type { Root } from 'hast';
import { decodeAddress } from '../markdown/decode-address.ts';
import { eachElement } from './each-element.ts';

/** The page number left open in `[第?页](#id)`. The text rules may have made the mark full width. */
const open = /[?？]/;

/**
 * Fills in the text of page references, `a.page-ref`, for one output: print gives the folio for the `?`, an EPUB, which has
 * no pages of its own, gives what the target is called instead of the whole text.
 */
export function fillPageReferences(
  tree: Root,
  fill: { folio: (id: string) => string } | { name: (id: string) => string },
): void {
  eachElement(tree.children, (node) => {
    const [text] = node.children;
    if (node.tagName !== 'a' || ![node.properties.className].flat().includes('page-ref') || text?.type !== 'text')
      return;
    const id = decodeAddress(String(node.properties.href).slice(1));
    text.value = 'folio' in fill ? text.value.replace(open, fill.folio(id)) : fill.name(id);
  });
}
