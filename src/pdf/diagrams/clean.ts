import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toString as textOf } from 'hast-util-to-string';
import { toXast } from 'hast-util-to-xast';
import { toXml } from 'xast-util-to-xml';
import type { DrawnDiagram } from '../../data/diagrams.ts';
import { SKIP, visit } from '../../tree/visit.ts';

/** What a drawing may consist of. Filters are not among it: they print as pixels. */
const shapes = [
  ...['svg', 'g', 'defs', 'symbol', 'use', 'switch', 'title', 'desc', 'style', 'path', 'rect', 'circle', 'ellipse'],
  ...['line', 'polyline', 'polygon', 'text', 'tspan', 'textPath', 'marker', 'linearGradient', 'radialGradient'],
  ...['stop', 'clipPath', 'mask', 'pattern', 'image'],
];

/** To be raised when the cleaning changes: drawings made before are then made anew. */
export const cleaning = 1;

/** mermaid's SVG without scripts, embedded HTML, links, events and anything from outside, as XML with its size. */
export function cleanSvg(svg: string): Buffer {
  const root = fromHtml(svg, { fragment: true }).children.find(isSvg);
  if (!root) throw new Error('mermaid gave no SVG');
  const tree: Root = { type: 'root', children: [root] };
  visit(tree, (node, index, parent) => {
    if (node.type === 'comment' && parent && index !== undefined) {
      parent.children.splice(index, 1);
      return [SKIP, index];
    }
    if (node.type !== 'element') return undefined;
    if (node.tagName === 'a') node.tagName = 'g';
    if (!shapes.includes(node.tagName) || isEmptyBox(node) || (node.tagName === 'image' && !isOwnImage(node))) {
      parent?.children.splice(index ?? 0, 1);
      return [SKIP, index ?? 0];
    }
    if (node.tagName === 'style') node.children = [{ type: 'text', value: plainCss(textOf(node)) }];
    cleanProperties(node);
    return undefined;
  });
  const [x = 0, y = 0, width = 0, height = 0] = String(root.properties.viewBox ?? '')
    .split(/[\s,]+/)
    .map((value) => Math.round(Number(value) * 100) / 100);
  if (!(width > 0) || !(height > 0)) throw new Error('mermaid gave an SVG without size');
  const { id, className } = root.properties;
  const size = { viewBox: `${x} ${y} ${width} ${height}`, width, height };
  root.properties = { xmlns: 'http://www.w3.org/2000/svg', id, className, ...size };
  return Buffer.from(`${toXml(toXast(root, { space: 'svg' }))}\n`);
}

function isSvg(node: Root['children'][number]): node is Element {
  return node.type === 'element' && node.tagName === 'svg';
}

/** A box without size shows nothing, and is not what SVG 1.1 allows. */
function isEmptyBox({ tagName, properties: { width, height } }: Element): boolean {
  return tagName === 'rect' && (width === undefined || height === undefined);
}

function isOwnImage({ properties }: Element): boolean {
  return /^data:image\/(?:png|jpeg);base64,/.test(String(properties.href ?? properties.xLinkHref ?? ''));
}

function cleanProperties(node: Element): void {
  for (const [name, value] of Object.entries(node.properties)) {
    const text = String(value);
    const address = name === 'href' || name === 'xLinkHref';
    if (/^(?:on|data|aria|role$|filter$|name$|target$|tabIndex$)/.test(name)) delete node.properties[name];
    else if (address && !text.startsWith('#') && node.tagName !== 'image') delete node.properties[name];
    else if (name === 'style') node.properties.style = plainCss(text);
    else if (/url\(/i.test(text) && !/^url\(\s*["']?#/i.test(text)) delete node.properties[name];
  }
}

/** CSS that loads nothing and draws no shadows. Without escapes, which could hide what is looked for. */
function plainCss(css: string): string {
  return css
    .replaceAll('\\', '')
    .replace(/@import[^;]*;?/gi, '')
    .replace(/(?:url|image-set|image)\(\s*["']?(?!#)[^)]*\)/gi, 'none')
    .replace(/(?:^|(?<=[;{\s]))filter\s*:[^;}]*;?/gi, '');
}

/** What a cleaned drawing says: its size, what it says of itself, and its words. */
export function readSvg(svg: Buffer): DrawnDiagram | undefined {
  const text = svg.toString('utf8');
  // A cache may hold what was cut off when the machine went down.
  if (!text.trimEnd().endsWith('</svg>')) return undefined;
  const tree = fromHtml(text, { fragment: true });
  const root = tree.children.find(isSvg);
  if (!root) return undefined;
  const words: string[] = [];
  const named: Record<string, string> = {};
  visit(tree, 'element', (node) => {
    const own = textOf(node).replace(/\s+/g, ' ').trim();
    if ((node.tagName === 'title' || node.tagName === 'desc') && own) named[node.tagName] ??= own;
    if (node.tagName !== 'text') return undefined;
    if (own && words.at(-1) !== own) words.push(own);
    return SKIP;
  });
  const { width, height } = root.properties;
  return { svg, width: Number(width), height: Number(height), description: named.desc ?? named.title, words };
}
