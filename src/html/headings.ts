import type { PhrasingContent } from 'mdast';
import { labelGap, type Section } from '../document/chapter.ts';

/** Gives section headings their id, and their number as text before the title. */
export function labelHeadings(sections: Section[]): void {
  for (const { node, id, label } of sections) {
    node.data = { ...node.data, hProperties: { id } };
    if (label === '') continue;
    const number: PhrasingContent = {
      type: 'emphasis',
      data: { hName: 'span', hProperties: { className: ['label'] } },
      children: [{ type: 'text', value: label }],
    };
    node.children.unshift(number, { type: 'text', value: labelGap(label) });
  }
}
