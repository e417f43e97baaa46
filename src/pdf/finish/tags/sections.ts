import type { Tag } from './tree.ts';

/** Cover, imprint, contents and chapters are the parts right under the document. */
export function nameSections(tree: Tag): void {
  for (const kid of tree.kids) if (kid.kind === 'tag' && kid.role === 'NonStruct') kid.role = 'Sect';
}
