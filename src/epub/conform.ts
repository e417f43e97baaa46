import type { Element, Parents } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { SKIP, visit } from '../tree/visit.ts';
import type { Words } from './words.ts';
import { h } from './xhtml.ts';

/** Turns what browsers take and EPUB readers or EPUBCheck do not into what all of them take. */
export function conform(tree: Element, words: Pick<Words, 'chartData'>): void {
  levelHeadings(tree);
  visit(tree, 'element', (node, index, parent) => {
    if (node.tagName === 'img') describeImage(node);
    if (node.tagName === 'figure') {
      if (parent && index !== undefined) foldData(node, index, parent, words.chartData);
      mergeSource(node);
    }
    // A landmark for each box would drown those of the book; a formula wider than the page is scrolled with the keys.
    if (node.tagName === 'aside' && hasClass(node, 'callout')) node.properties.role ??= 'note';
    if (node.tagName === 'div' && hasClass(node, 'equation')) node.properties.tabIndex = 0;
    if (node.tagName === 'ul' || node.tagName === 'ol') wrapItems(node);
    if (node.tagName === 'p' && holdsOnly(node, 'img')) addClass(node, 'picture');
    if (node.tagName === 'a' && /^https?:/.test(textOf(node))) addClass(node, 'url');
    // Disabled form fields show as nothing, or as buttons, in many readers.
    if (node.tagName === 'input' && parent && index !== undefined) {
      parent.children[index] = h('span', { className: ['task'] }, node.properties.checked ? '☑' : '☐');
      return SKIP;
    }
    return undefined;
  });
}

/** A heading that skips a level is announced one below the heading that it stands under (WCAG technique G141). */
function levelHeadings(tree: Element): void {
  const open: number[] = [];
  visit(tree, 'element', ({ tagName, properties }) => {
    if (!/^h[1-6]$/.test(tagName)) return;
    const own = Number(tagName[1]);
    while ((open.at(-1) ?? 0) >= own) open.pop();
    open.push(own);
    if (open.length !== own) properties.ariaLevel = open.length;
  });
}

/** `alt` must be there, and sizes be whole numbers. */
function describeImage(image: Element): void {
  image.properties.alt ??= '';
  for (const side of ['width', 'height'] as const) {
    const value = image.properties[side];
    if (value !== undefined && !/^\d+$/.test(String(value))) delete image.properties[side];
  }
}

/** A list holds items only; `<ul><ul>` is a common slip. */
function wrapItems(list: Element): void {
  list.children = list.children.map((child) =>
    (child.type === 'element' && child.tagName === 'li') || (child.type === 'text' && child.value.trim() === '')
      ? child
      : h('li', {}, child),
  );
}

/** Whether there is nothing but white space around elements of this name. */
function holdsOnly({ children }: Element, tagName: string): boolean {
  return (
    children.some((child) => child.type === 'element') &&
    children.every((child) => (child.type === 'element' ? child.tagName === tagName : textOf(child).trim() === ''))
  );
}

function addClass({ properties }: Element, name: string): void {
  properties.className = [...[properties.className ?? []].flat().map(String), name];
}

/** The data of a chart fold out behind it; the picture points to them. */
function foldData(figure: Element, index: number, parent: Parents, title: string): void {
  const at = figure.children.findIndex((child) => child.type === 'element' && hasClass(child, 'chart-data'));
  const data = figure.children[at];
  if (data?.type !== 'element') return;
  figure.children.splice(at, 1);
  const id = `kb-data-${figure.properties.id ?? index}`;
  visit(figure, 'element', (node) => {
    if (node.tagName === 'img') node.properties.ariaDetails = id;
  });
  const summary = h('summary', {}, title);
  parent.children.splice(index + 1, 0, h('details', { className: ['chart-data'], id }, summary, ...data.children));
}

function hasClass({ properties }: Element, name: string): boolean {
  return [properties.className ?? []].flat().includes(name);
}

/** HTML wants the caption first or last in its figure: a source line behind it becomes part of it. */
function mergeSource(figure: Element): void {
  const at = figure.children.findIndex((child) => child.type === 'element' && child.tagName === 'figcaption');
  const caption = figure.children[at];
  const rest = figure.children.slice(at + 1);
  if (at <= 0 || caption?.type !== 'element' || !rest.some((child) => child.type === 'element')) return;
  figure.children.splice(at + 1);
  caption.children = [h('p', { className: ['caption'] }, ...caption.children), ...rest];
}
