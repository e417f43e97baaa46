import type { Tag } from './tree.ts';

/** Takes out tags without content; an empty cell stays, or the cells after it would move into its column. */
export function prune(tag: Tag): void {
  for (const kid of tag.kids) if (kid.kind === 'tag') prune(kid);
  tag.kids = tag.kids.filter(
    (kid) => kid.kind !== 'tag' || kid.kids.length > 0 || kid.role === 'TD' || kid.role === 'TH',
  );
}
