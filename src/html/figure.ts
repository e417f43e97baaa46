import type { Element, ElementContent } from 'hast';
import type { State } from 'mdast-util-to-hast';
import type { FigurePart } from '../markdown/figure-groups.ts';
import type { Figure, FigureCaption, FigureSource } from '../markdown/figures.ts';

/**
 * mdast figure → `<figure>`: caption above a table or listing, below a picture (CY/T 170—2019 and CY/T 171—2019 place
 * them so), source line last. The number is text, so that it is read and copied.
 */
export function figure(state: State, node: Figure): Element {
  const caption = node.children.find((child): child is FigureCaption => child.type === 'figureCaption');
  const source = node.children.find((child): child is FigureSource => child.type === 'figureSource');
  // The data of a chart are no part of the picture.
  const data = node.kind === 'figure' ? node.children.filter((child) => child.type === 'table') : [];
  const content = node.children.filter(
    (child) => child !== caption && child !== source && !data.includes(child as never),
  );
  const gap = caption?.children.length ? '　' : '';
  const captionElement = figcaption(state, caption, node.data?.number && `${node.data.number}${gap}`);
  const elements = state.all({ ...node, children: content } as never).filter((child) => child.type === 'element');
  const grouped = content.some((child) => child.type === 'figurePart');
  const body = grouped ? [element('div', ['parts'], elements)] : elements;
  const sources = source ? [element('p', ['source'], state.all(source as never))] : [];
  const tables =
    data.length > 0 ? [element('div', ['chart-data'], state.all({ ...node, children: data } as never))] : [];
  const parts = node.kind === 'figure' ? [...body, captionElement, ...sources] : [captionElement, ...body, ...sources];
  const { classes = [], id } = node.data ?? {};
  const names = [node.kind === 'figure' ? 'picture' : node.kind, ...classes];
  const made = element('figure', names, [...parts, ...tables]);
  if (id) made.properties.id = id;
  state.patch(node as never, made);
  return made;
}

/** mdast figurePart → `<figure class="part">` inside the figure of its group. */
export function figurePart(state: State, node: FigurePart): Element {
  const [image, caption] = node.children;
  const text = caption?.type === 'figureCaption' ? caption : undefined;
  const pictures = image ? state.all({ ...node, children: [image] } as never) : [];
  const label = `${node.data?.letter ?? ''}${text?.children.length ? ' ' : ''}`;
  const made = element('figure', ['part'], [...pictures, figcaption(state, text, label)]);
  if (node.data?.id) made.properties.id = node.data.id;
  state.patch(node as never, made);
  return made;
}

function figcaption(state: State, caption: FigureCaption | undefined, number: string | undefined): Element {
  const label = number?.trimEnd();
  const space: ElementContent[] =
    number && number !== label ? [{ type: 'text', value: number.slice(label?.length) }] : [];
  return {
    type: 'element',
    tagName: 'figcaption',
    properties: {},
    children: [...(label ? [span('label', label)] : []), ...space, ...(caption ? state.all(caption as never) : [])],
  };
}

function element(tagName: string, className: string[], children: ElementContent[]): Element {
  return { type: 'element', tagName, properties: { className }, children };
}

export function span(className: string, value: string): Element {
  return element('span', [className], [{ type: 'text', value }]);
}
