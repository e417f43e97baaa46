import type { Nodes, Paragraph, Parents, PhrasingContent, Root } from 'mdast';
import { SKIP, visit } from '../../tree/visit.ts';

/**
 * Marks that print nothing and stand in a paragraph of their own would stay behind at the foot of a page when the text that
 * they are about goes to the next. They move to the head of the text that follows, those that end a range to the end of
 * the text before. To be run on the directives as parsed.
 */
export function joinLonelyMarks(tree: Root): void {
  visit(tree, 'paragraph', (paragraph, index, parent: Parents | undefined) => {
    if (!parent || index === undefined || !isLonely(paragraph)) return undefined;
    const before = parent.children.slice(0, index).findLast((block) => textIn(block, -1));
    const after = parent.children.slice(index + 1).find((block) => textIn(block, 0));
    const [last, first] = [before && textIn(before, -1), after && textIn(after, 0)];
    const marks = paragraph.children.filter((child) => child.type === 'textDirective');
    const [ends, others] = [marks.filter(isEnd), marks.filter((mark) => !isEnd(mark))];
    const [forEnds, forOthers] = [last ?? first, first ?? last];
    if (!forEnds || !forOthers) return undefined;
    put(ends, forEnds, forEnds === last);
    put(others, forOthers, forOthers === last);
    parent.children.splice(index, 1);
    return [SKIP, index];
  });
}

function isLonely({ children }: Paragraph): boolean {
  return (
    children.some((child) => child.type === 'textDirective') &&
    children.every((child) =>
      child.type === 'textDirective'
        ? child.name === 'index' && child.children.length === 0
        : child.type === 'text' && child.value.trim() === '',
    )
  );
}

function isEnd(mark: PhrasingContent): boolean {
  return mark.type === 'textDirective' && mark.attributes?.range === 'end';
}

function put(marks: PhrasingContent[], into: PhrasingContent[], atEnd: boolean): void {
  if (atEnd) into.push(...marks);
  else into.unshift(...marks);
}

const lines = ['paragraph', 'heading', 'tableCell', 'figureCaption', 'figureSource'];

/** The content of the first (0) or last (-1) line of text in a block, if it has any. */
function textIn(block: Nodes, at: 0 | -1): PhrasingContent[] | undefined {
  if (!('children' in block)) return undefined;
  if (lines.includes(block.type)) return block.children as PhrasingContent[];
  const children: Nodes[] = at === 0 ? block.children : [...block.children].reverse();
  for (const child of children) {
    const found = textIn(child, at);
    if (found) return found;
  }
  return undefined;
}
