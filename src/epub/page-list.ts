import { anchorName, type Places } from './references.ts';

/** Where a page of the print edition begins. */
export interface PageMark {
  /** The folio as printed: iii, 42. */
  label: string;
  /** The id of the element that marks it; in the text, or put there by us. */
  id: string;
}

/** The page list of the navigation document: the marks that stand in the text, in order. */
export function listPages(marks: readonly PageMark[], { files }: Places): { label: string; href: string }[] {
  return marks.flatMap(({ label, id }) => {
    const file = files.get(id);
    return file ? [{ label, href: `${file}#${anchorName(id)}` }] : [];
  });
}
