import { type Tag, tagsBelow } from './tree.ts';

/**
 * No heading may be more than one level below the heading before it, and the first is of level one (ISO 14289-1, 7.4.2). A
 * manuscript that skips a level is told so; its tags are right all the same.
 */
export function levelHeadings(tree: Tag): void {
  let previous = 0;
  for (const tag of tagsBelow(tree)) {
    const level = /^H([1-6])$/.exec(tag.role)?.[1];
    if (!level) continue;
    previous = Math.min(Number(level), previous + 1);
    tag.role = `H${previous}`;
  }
}
