import type { Element } from 'hast';
import type { Math as Equation } from 'mdast-util-math';
import type { State } from 'mdast-util-to-hast';
import { span } from './figure.ts';

/** mdast math → what math.ts makes a formula of; one with a number stands in a block with the number at its right edge. */
export function equation(state: State, node: Equation): Element {
  const { hChildren = [], label, number } = node.data ?? {};
  const formula: Element = { type: 'element', tagName: 'pre', properties: {}, children: [...hChildren] };
  state.patch(node, formula);
  if (!label) return formula;
  const properties = { className: ['numbered-equation'], id: label };
  const children = [formula, ...(number ? [span('label', number)] : [])];
  const block: Element = { type: 'element', tagName: 'div', properties, children };
  state.patch(node, block);
  return block;
}
