import { createHash } from 'node:crypto';
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Browser } from 'puppeteer';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { fontFaceCss, type LoadedFace, subsetFaces } from '../pdf/fonts.ts';
import { mathLetters } from '../pdf/glyphs.ts';
import { visit } from '../tree/visit.ts';
import { inDarkroom } from './darkroom.ts';
import { h } from './xhtml.ts';

/** A formula drawn for readers that know no MathML. Lengths in em of the text around it. */
export interface DrawnFormula {
  file: string;
  bytes: Buffer;
  width: number;
  height: number;
  /** How far it reaches below the baseline. */
  depth: number;
}

/** The pictures of formulas by their MathML. */
export type DrawnFormulas = ReadonlyMap<string, DrawnFormula>;

const writer = unified().use(rehypeStringify);

/** What two formulas that look alike have in common. */
function keyOf(math: Element): string {
  return writer.stringify({ type: 'root', children: [math] });
}

/** px of an em in the drawing, and device pixels of each: sharp up to three times the size of the text. */
const em = 20;
const sharpness = 3;

/** Draws every formula of the trees once, with the template's fonts. */
export async function drawFormulas(
  trees: readonly Element[],
  browser: Browser,
  faces: readonly LoadedFace[],
): Promise<DrawnFormulas> {
  const formulas = new Map<string, Element>();
  const root: Root = { type: 'root', children: [...trees] };
  visit(root, 'element', (node) => {
    if (node.tagName === 'math') formulas.set(keyOf(node), node);
  });
  if (formulas.size === 0) return new Map();
  const upright = faces.filter(({ weight, style }) => weight === 400 && style === 'normal');
  const subsets = subsetFaces(upright, [mathLetters, ...[...formulas.values()].map(textOf)]);
  const answers = new Map(subsets.map(({ bytes }, i) => [`/font/${i}.ttf`, { body: bytes, contentType: 'font/ttf' }]));
  const css =
    `${fontFaceCss(subsets)}\nbody{margin:0;font:${em}px/2 'Kanben Serif',serif}math{font-family:'Kanben Math','Kanben Serif'}` +
    'p{margin:20px}span{display:inline-block;padding:1px}i{display:inline-block;width:0;height:0}';
  const body = [...formulas.keys()].map((math) => `<p><i></i><span>${math}</span></p>`).join('');
  return inDarkroom(browser, answers, async (page) => {
    await page.setViewport({ width: 1200, height: 800, deviceScaleFactor: sharpness });
    await page.setContent(`<!doctype html><style>${css}</style>${body}`, { waitUntil: 'load' });
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const drawn = new Map<string, DrawnFormula>();
    const paragraphs = await page.$$('p');
    for (const [n, key] of [...formulas.keys()].entries()) {
      const span = await paragraphs[n]?.$('span');
      if (!span) continue;
      const box = await span.evaluate((node) => {
        const { width, height, bottom } = node.getBoundingClientRect();
        // An empty box sits on the baseline.
        const line = node.previousElementSibling?.getBoundingClientRect().bottom ?? bottom;
        return { width, height, depth: bottom - line };
      });
      const bytes = Buffer.from(await span.screenshot({ type: 'png', omitBackground: true }));
      const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
      const [width, height, depth] = [box.width, box.height, box.depth].map((px) => Number((px / em).toFixed(3)));
      drawn.set(key, { file: `images/${hash}.png`, bytes, width: width ?? 0, height: height ?? 0, depth: depth ?? 0 });
    }
    return drawn;
  });
}

/** Names the pictures beside the formulas (`altimg`, MathML 3, 2.2.1), or puts them in their place. */
export function placeFormulas(tree: Element, drawn: DrawnFormulas, how: 'altimg' | 'picture'): void {
  visit(tree, 'element', (node, index, parent) => {
    const picture = node.tagName === 'math' ? drawn.get(keyOf(node)) : undefined;
    if (!picture || !parent || index === undefined) return;
    const { file, width, height, depth } = picture;
    if (how === 'altimg') {
      const size = { 'altimg-width': `${width}em`, 'altimg-height': `${height}em`, 'altimg-valign': `${-depth}em` };
      node.properties = { ...node.properties, altimg: file, ...size };
      return;
    }
    const style = `width:${width}em;height:${height}em;vertical-align:${-depth}em`;
    const alt = String(node.properties.alttext ?? textOf(node));
    parent.children[index] = h('img', { className: ['formula'], src: file, alt, style });
  });
}
