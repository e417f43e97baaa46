import type { Nodes, Parents, PhrasingContent } from 'mdast';
import type { TextDirective } from 'mdast-util-directive';
import { visit } from '../../tree/visit.ts';
import type { Chapter } from '../chapter.ts';
import { joinLonelyMarks } from './lonely-marks.ts';
import { type Marking, readMarking } from './mark.ts';

/** Takes all `:index[…]` of the book in reading order; each becomes an `indexMark`. To be run when the sections are numbered. */
export function collectMarkings(chapters: Chapter[]): Marking[] {
  const found: Marking[] = [];
  for (const chapter of chapters) {
    const top = chapter.label || chapter.titleText;
    const sections = new Map(chapter.sections.map((section) => [section.node as Nodes, section]));
    let place = top;
    let count = 0;
    const take = (tree: Nodes) =>
      visit(tree, (node, index, parent: Parents | undefined) => {
        const section = sections.get(node);
        // A section without a number belongs to the one before it that has one.
        if (section) place = section.label || (section.depth === 2 ? top : place);
        if (node.type !== 'textDirective' || node.name !== 'index' || !parent || index === undefined) return;
        const directive = node as TextDirective;
        const id = `${chapter.id}-index${++count}`;
        const marking = readMarking(directive, chapter, id, place);
        if (marking) found.push(marking);
        const { children, position } = directive;
        (parent.children as PhrasingContent[])[index] = {
          type: 'indexMark',
          id,
          children,
          ...(position && { position }),
        };
        // What stands in it is looked at next: its marks too.
      });
    take({ type: 'paragraph', children: chapter.title });
    joinLonelyMarks(chapter.tree);
    take(chapter.tree);
    place = top;
    for (const { content } of chapter.notes) take({ type: 'root', children: content });
  }
  return found;
}
