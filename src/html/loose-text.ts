import type { Element, RootContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { phrasing } from './allowed.ts';

/**
 * The blocks of a text. What stands between them (a tag that was dropped leaves its text there) becomes a paragraph, so that
 * nothing is lost and no output has to place bare text.
 */
export function wrapLooseText(children: RootContent[]): Element[] {
  const blocks: Element[] = [];
  let loose: (RootContent & { type: 'element' | 'text' })[] = [];
  const close = () => {
    const elements = loose.filter((node) => node.type === 'element');
    const says = loose.some((node) => textOf(node).trim() !== '') || elements.some(({ tagName }) => tagName === 'img');
    if (says) blocks.push({ type: 'element', tagName: 'p', properties: {}, children: loose });
    else blocks.push(...elements);
    loose = [];
  };
  for (const child of children) {
    if (child.type === 'text' || (child.type === 'element' && isPhrasing(child))) {
      loose.push(child);
    } else if (child.type === 'element') {
      close();
      blocks.push(child);
    }
  }
  close();
  return blocks;
}

function isPhrasing({ tagName, children }: Element): boolean {
  return phrasing.has(tagName) && children.every((child) => child.type !== 'element' || isPhrasing(child));
}
