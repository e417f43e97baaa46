import type { Element, ElementContent } from 'hast';
import type { State } from 'mdast-util-to-hast';
import type { Figure, FigureCaption, FigureSource } from '../markdown/figures.ts';

/**
 * mdast figure → `<figure>`: caption above a table or listing, below a picture (CY/T 170—2019 and CY/T 171—2019 place
 * them so), source line last. The number is text, so that it is read and copied.
 */
export function figure(state: State, node: Figure): Element {
  const caption = node.children.find((child): child is FigureCaption => child.type === 'figureCaption');
  const source = node.children.find((child): child is FigureSource => child.type === 'figureSource');
  const content = node.children.filter((child) => child !== caption && child !== source);
  const number: ElementContent[] = node.data?.number
    ? [span('label', node.data.number), ...(caption?.children.length ? [{ type: 'text' as const, value: '　' }] : [])]
    : [];
  const captionElement: Element = {
    type: 'element',
    tagName: 'figcaption',
    properties: {},
    children: [...number, ...(caption ? state.all(caption as never) : [])],
  };
  const body = state.all({ ...node, children: content } as never).filter((child) => child.type === 'element');
  const sourceElement: Element[] = source
    ? [{ type: 'element', tagName: 'p', properties: { className: ['source'] }, children: state.all(source as never) }]
    : [];
  const parts =
    node.kind !== 'figure' ? [captionElement, ...body, ...sourceElement] : [...body, captionElement, ...sourceElement];
  const element: Element = {
    type: 'element',
    tagName: 'figure',
    properties: {
      className: [node.kind === 'figure' ? 'picture' : node.kind],
      ...(node.data?.id && { id: node.data.id }),
    },
    children: parts,
  };
  state.patch(node as never, element);
  return element;
}

export function span(className: string, value: string): Element {
  return {
    type: 'element',
    tagName: 'span',
    properties: { className: [className] },
    children: [{ type: 'text', value }],
  };
}
