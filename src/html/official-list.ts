import type { Element, ElementContent, Root } from 'hast';
import { chineseNumber } from '../document/chinese-number.ts';
import { eachElement } from './each-element.ts';
import { span } from './figure.ts';

/** 结构层次序数：一、（一）1.（1）— GB/T 9704—2012 7.3.3. */
const patterns = [
  (n: number) => `${chineseNumber(n)}、`,
  (n: number) => `（${chineseNumber(n)}）`,
  (n: number) => `${n}.`,
  (n: number) => `（${n}）`,
];

/** Writes the labels of an `:::official` list into its items, level by level, so that every reader shows and copies them. */
export default function rehypeOfficialLists() {
  return (tree: Root): void => {
    eachElement(tree.children, (node) => {
      if (classes(node).includes('official')) label(node, 0);
    });
  };
}

function label(node: Element, level: number): void {
  for (const child of node.children) {
    if (child.type !== 'element') continue;
    if (child.tagName !== 'ol') {
      label(child, level);
      continue;
    }
    child.properties.className = [...classes(child), 'labelled', `level-${level + 1}`];
    let number = Number(child.properties.start ?? 1);
    for (const item of child.children) {
      if (item.type !== 'element' || item.tagName !== 'li') continue;
      const text = (patterns[Math.min(level, patterns.length - 1)] ?? String)(number++);
      firstLine(item).unshift(span('label', text));
      label(item, level + 1);
    }
  }
}

/** Where the label goes: into the first paragraph of a loose item, else into the item. */
function firstLine(item: Element): ElementContent[] {
  const first = item.children.find(
    (child) => child.type === 'element' || (child.type === 'text' && child.value.trim() !== ''),
  );
  return first?.type === 'element' && first.tagName === 'p' ? first.children : item.children;
}

function classes(node: Element): string[] {
  return [node.properties.className ?? []].flat().map(String);
}
