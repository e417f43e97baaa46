import type { Box } from '../read/box.ts';
import { type Glyph, runsOf } from '../read/painted.ts';
import type { Owner } from '../read/structure.ts';
import { boxOf } from './box.ts';
import { type Check, type Finding, type Layout, lineOf } from './check.ts';

/** The part of a character that nothing else may be painted over: the middle of its box, this share of it in from every side. */
const rim = 0.25;

/** What stands over or in other text on purpose. */
const aside: ReadonlySet<string> = new Set(['RT', 'RP', 'Formula', 'Figure']);

interface Core extends Box {
  glyph: Glyph;
}

/** Text that is painted over other text, or over a picture that it does not belong to. One finding a page. */
export const overlaps: Check = {
  id: 'print:overlap',
  title: { zh: '文字相叠', en: 'text over other text' },
  clause: '',
  severity: 'warning',
  *find(layout) {
    for (const [page, { glyphs, paints }] of layout.pages.entries()) {
      const cores = textOf(glyphs).map(coreOf);
      const pair = firstOverlap(cores);
      if (pair) yield told(layout, page, pair, '叠在别的文字上', 'is painted over other text');
      const pictures = paints.filter(({ owner }) => isFigure(owner));
      const over = cores.find((core) => pictures.some((picture) => meet(core, picture)));
      if (over) yield told(layout, page, over, '叠在图上', 'is painted over a picture');
    }
  },
};

/** Letters, Han characters and digits: marks that are halved lie over the other half of their cell. */
function textOf(glyphs: readonly Glyph[]): Glyph[] {
  return [...runsOf(glyphs)].flatMap(({ owner, run }) =>
    owner && isText(owner) ? run.filter(({ text }) => isHan(text) || /^[\p{L}\p{N}]/u.test(text)) : [],
  );
}

function isText(owner: Owner): boolean {
  return !isFigure(owner) && owner.block.role !== 'Formula' && !owner.inline.some((type) => aside.has(type));
}

/** Of the block of nearly all Han characters. */
function isHan(text: string): boolean {
  return text >= '\u4e00' && text <= '\u9fff';
}

function isFigure(owner: Owner | undefined): boolean {
  return owner !== undefined && (owner.block.role === 'Figure' || owner.inline.includes('Figure'));
}

function coreOf(glyph: Glyph): Core {
  const { left, top, right, bottom } = boxOf(glyph);
  const [x, y] = [(right - left) * rim, (bottom - top) * rim];
  return { glyph, left: left + x, right: right - x, top: top + y, bottom: bottom - y };
}

function meet(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** The first character that lies on another, looking only at those that are near; undefined if there is none. */
function firstOverlap(cores: readonly Core[]): Core | undefined {
  /** In squares of about the size of a character, so that each is compared with few others. */
  const side = 12;
  const squares = new Map<number, Core[]>();
  for (const core of cores) {
    const columns = [Math.floor(core.left / side), Math.floor(core.right / side)] as const;
    const rows = [Math.floor(core.top / side), Math.floor(core.bottom / side)] as const;
    for (let column = columns[0]; column <= columns[1]; column++) {
      for (let row = rows[0]; row <= rows[1]; row++) {
        const square = squares.get(column * 4096 + row);
        if (!square) squares.set(column * 4096 + row, [core]);
        else if (square.some((other) => meet(core, other))) return core;
        else square.push(core);
      }
    }
  }
  return undefined;
}

function told(layout: Layout, page: number, { glyph }: Core, zh: string, en: string): Finding {
  const { line, paragraph } = lineOf(layout, page, glyph);
  const text = [...(line?.text.trim() ?? glyph.text)].slice(0, 12).join('');
  return { page, line, paragraph, texts: { zh: `“${text}”${zh}`, en: `"${text}" ${en}` } };
}
