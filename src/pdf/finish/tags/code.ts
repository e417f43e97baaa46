import { type Tag, tagsBelow } from './tree.ts';

/** Code that is numbered by the line has an element for each line; the lines are parts of one piece of code. */
export function joinCodeLines(tree: Tag): void {
  for (const tag of tagsBelow(tree)) {
    if (tag.role !== 'Code') continue;
    for (const kid of tag.kids) if (kid.kind === 'tag' && kid.role === 'Code') kid.role = 'Span';
  }
}
