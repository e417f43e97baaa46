import { fromXml } from 'xast-util-from-xml';

type Root = ReturnType<typeof fromXml>;
type Nodes = Root | Root['children'][number] | Element['children'][number];
type Element = Extract<Root['children'][number], { type: 'element' }>;

/** The text of the first element of a name; undefined if there is none, or the text is no XML. */
export function textOf(xml: string | Element, name: string): string | undefined {
  const [found] = elementsOf(xml, name);
  return found && plain(found);
}

/** All elements of a name, at any depth. */
export function elementsOf(xml: string | Element, name: string): Element[] {
  const found: Element[] = [];
  const walk = (node: Nodes): void => {
    if (node.type === 'element' && node.name === name) found.push(node);
    if ('children' in node) for (const child of node.children) walk(child);
  };
  const tree = typeof xml === 'string' ? parse(xml) : xml;
  if (tree) walk(tree);
  return found;
}

function parse(xml: string): Root | undefined {
  try {
    return fromXml(xml);
  } catch {
    return undefined;
  }
}

function plain(element: Element): string {
  return element.children.map((child) => (child.type === 'text' || child.type === 'cdata' ? child.value : '')).join('');
}
