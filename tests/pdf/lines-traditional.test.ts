import { getDocument, OPS, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildPdf } from './build-pdf.ts';
import { type GlyphLine, glyphLines, glyphsOf } from './read-glyphs.ts';

/** The type size of the template's text. A line has 40 cells. */
const em = 10.5;

const han =
  '天地玄黃宇宙洪荒日月盈昃辰宿列張寒來暑往秋收冬藏閏餘成歲律呂調陽雲騰致雨露結為霜金生麗水玉出崑岡劍號巨闕珠稱夜光果珍李柰菜重芥薑海鹹河淡鱗潛羽翔龍師火帝鳥官人皇始制文字乃服衣裳推位讓國有虞陶唐弔民伐罪周發殷湯';

/** Marks that must not begin a line, and those that must not end one. */
const closing = '，。、；：？！」』）》〉】';
const opening = '「『（《〈【';

/** Paragraphs whose `mark` comes at each place near the end of the first line and of the second, behind two cells of indent. */
function around(mark: string): string {
  return [35, 36, 37, 38, 39, 40]
    .flatMap((before) => [before, before + 40])
    .map((before) => `${han.slice(0, before)}${mark}${han.slice(0, 30)}。`)
    .join('\n\n');
}

const pairs = [
  '「甲」',
  '「乙『甲』乙」',
  '（甲）',
  '《甲》',
  '〈甲〉',
  '【甲】',
  '。」',
  '？」',
  '，「甲',
  '」、「甲',
];
const points = [...'，。、；：？！'];

let lines: GlyphLine[];
let inks: Ink[];

interface Ink {
  mark: string;
  font: string;
  /** The middle of what is drawn, in em from the corner of its cell. */
  middle: [across: number, up: number];
}

beforeAll(async () => {
  const { bytes } = await buildPdf('plain', {
    'book.yaml': (text) => `${text.replace(/^language:.*\n/m, '')}language: zh-Hant-TW\n`,
    '正文.md': `# 行\n\n${[...points, ...pairs].map(around).join('\n\n')}\n`,
  });
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  lines = [];
  inks = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    inks.push(...(await inksOf(page)));
    lines.push(...glyphLines(await glyphsOf(page), em).filter(({ glyphs }) => glyphs.length >= 3));
  }
});

/** Where the ink of each mark of the text lies in its cell, as its outline in the embedded font has it. */
async function inksOf(page: PDFPageProxy): Promise<Ink[]> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const found: Ink[] = [];
  let id = '';
  for (const [i, operator] of fnArray.entries()) {
    if (operator === OPS.setFont) id = argsArray[i][0];
    if (operator !== OPS.showText) continue;
    for (const glyph of argsArray[i][0] as (number | { unicode: string; fontChar: string })[]) {
      if (typeof glyph === 'number' || !points.includes(glyph.unicode)) continue;
      const { name } = page.commonObjs.get(id);
      const { path } = page.commonObjs.get(`${id}_path_${glyph.fontChar}`);
      found.push({ mark: glyph.unicode, font: name, middle: middleOf(path) });
    }
  }
  return found;
}

/** How many numbers follow each kind of step of an outline: to a point, a line, a cubic and a quadratic curve, its end. */
const coordinates = [2, 2, 6, 4, 0];

function middleOf(path: ArrayLike<number>): [number, number] {
  const edges = [
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  ] as [[number, number], [number, number]];
  for (let at = 0; at < path.length; ) {
    const count = coordinates[path[at] ?? 0] ?? 0;
    for (let n = 1; n <= count; n++) {
      const value = path[at + n] ?? 0;
      const edge = edges[n % 2 === 1 ? 0 : 1];
      edge[0] = Math.min(edge[0], value);
      edge[1] = Math.max(edge[1], value);
    }
    at += count + 1;
  }
  return [(edges[0][0] + edges[0][1]) / 2, (edges[1][0] + edges[1][1]) / 2];
}

describe('a Traditional Chinese book of Taiwan', () => {
  it.each([...closing])('%s never begins a line: the character before it goes down with it', (mark) => {
    expect(lines.filter(({ text }) => text.startsWith(mark)).map(({ text }) => text)).toEqual([]);
    expect(lines.some(({ text }) => text.slice(1, 3).includes(mark))).toBe(true);
  });

  it.each([...opening])('%s never ends a line: it goes down to what it opens', (mark) => {
    expect(lines.filter(({ text }) => text.endsWith(mark)).map(({ text }) => text)).toEqual([]);
    expect(lines.some(({ text }) => text.startsWith(mark))).toBe(true);
  });

  it('does not part two marks that meet', () => {
    for (const { text } of lines) expect(text).not.toMatch(/^[」』）》〉】，。、；：？！]|[「『（《〈【]$/);
    for (const pair of ['。」', '？」', '」、「']) expect(lines.some(({ text }) => text.includes(pair))).toBe(true);
  });

  it.each(points)('%s is drawn in the middle of its cell', (mark) => {
    const drawn = inks.filter((ink) => ink.mark === mark);
    expect(drawn.length).toBeGreaterThan(5);
    for (const { font, middle } of drawn) {
      expect(font).toMatch(/NotoSerifTC/);
      expect(Math.abs(middle[0] - 0.5)).toBeLessThan(0.05);
      // The square of a character reaches from 0.12 em below the baseline to 0.88 above.
      expect(Math.abs(middle[1] - 0.38)).toBeLessThan(0.1);
    }
  });

  it.each(points)('%s fills a cell, in a line and at its end', (mark) => {
    const plain = new RegExp(`^[\\p{Script=Han}${mark}]{40}$`, 'u');
    const full = lines.filter(({ text }) => text.includes(mark) && plain.test(text));
    expect(full.some(({ text }) => text.endsWith(mark))).toBe(true);
    expect(full.some(({ text }) => !text.endsWith(mark))).toBe(true);
    for (const { glyphs } of full) {
      for (const [i, { x }] of glyphs.entries()) expect(Math.abs((x - (glyphs[0]?.x ?? 0)) / em - i)).toBeLessThan(0.1);
    }
  });
});
