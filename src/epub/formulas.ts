import { createHash } from 'node:crypto';
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Browser } from 'puppeteer';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { fontFaceCss, type LoadedFace, subsetFaces } from '../pdf/fonts.ts';
import { mathLetters } from '../pdf/glyphs.ts';
import { cacheKey } from '../report/cache-key.ts';
import { visit } from '../tree/visit.ts';
import { inDarkroom, type KeptPictures } from './darkroom.ts';
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

/** Draws every formula of the trees once, with the template's fonts; what was drawn before is taken from where it is kept. */
export async function drawFormulas(
  trees: readonly Element[],
  browser: () => Promise<Browser>,
  faces: readonly LoadedFace[],
  kept?: KeptPictures,
): Promise<DrawnFormulas> {
  const formulas = new Map<string, Element>();
  const root: Root = { type: 'root', children: [...trees] };
  visit(root, 'element', (node) => {
    if (node.tagName === 'math') formulas.set(keyOf(node), node);
  });
  const upright = faces.filter(({ weight, style }) => weight === 400 && style === 'normal');
  const fonts = JSON.stringify(upright.map(({ digest, family, scale, fallback }) => [digest, family, scale, fallback]));
  const place = (math: string) => cacheKey('formula', kept?.tools ?? '', fonts, math);
  const before = new Map<string, DrawnFormula>();
  for (const math of formulas.keys()) {
    const known = (await kept?.cache.read(place(math))) as DrawnFormula | undefined;
    // What is read from the cache may be shared.
    if (known) before.set(math, { ...known, bytes: Buffer.from(known.bytes) });
  }
  const left = new Map([...formulas].filter(([math]) => !before.has(math)));
  const now = left.size > 0 ? await draw(left, await browser(), upright) : new Map<string, DrawnFormula>();
  for (const [math, formula] of now) await kept?.cache.write(place(math), formula);
  // In the order of the book, whatever was known.
  return new Map(
    [...formulas.keys()].flatMap((math) => {
      const formula = before.get(math) ?? now.get(math);
      return formula ? [[math, formula]] : [];
    }),
  );
}

async function draw(
  formulas: ReadonlyMap<string, Element>,
  browser: Browser,
  faces: readonly LoadedFace[],
): Promise<DrawnFormulas> {
  const subsets = subsetFaces(faces, [mathLetters, ...[...formulas.values()].map(textOf)]);
  const answers = new Map(subsets.map(({ bytes }, i) => [`/font/${i}.ttf`, { body: bytes, contentType: 'font/ttf' }]));
  // All in one place, shown one by one: how a formula is drawn must not hang on those before it.
  const css =
    `${fontFaceCss(subsets)}\nbody{margin:0;font:${em}px/2 'Kanben Serif',serif}math{font-family:'Kanben Math','Kanben Serif'}` +
    'p{position:absolute;top:20px;left:20px;margin:0;visibility:hidden}span{display:inline-block;padding:1px}i{display:inline-block;width:0;height:0}';
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
        node.style.visibility = 'visible';
        const { width, height, bottom } = node.getBoundingClientRect();
        // An empty box sits on the baseline.
        const line = node.previousElementSibling?.getBoundingClientRect().bottom ?? bottom;
        return { width, height, depth: bottom - line };
      });
      const bytes = Buffer.from(await span.screenshot({ type: 'png', omitBackground: true }));
      await span.evaluate((node) => node.style.removeProperty('visibility'));
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
