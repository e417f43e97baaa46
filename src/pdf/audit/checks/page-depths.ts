import { type Check, frameOf, type Layout } from './check.ts';

/** The part of the type area's height that may stay empty at the foot of a page that goes on. */
const mostEmpty = 0.25;

/** Fewer lines than a heading takes with the two lines that it must not leave: on a small page that is more than a quarter. */
const headingLines = 5;

/** Pages that end far above the foot although the chapter goes on. */
export const pageDepths: Check = {
  id: 'print:short-page',
  title: { zh: '页面空缺', en: 'pages far from full' },
  clause: 'CLREQ 2.2',
  severity: 'warning',
  *find(layout) {
    const { facts, pages } = layout;
    for (const page of pages.keys()) {
      const frame = frameOf(layout, page);
      const next = facts.pages[page + 1];
      if (!frame || !goesOn(facts.pages[page]?.kind) || next?.kind !== 'text' || isOwnPage(layout, page + 1)) continue;
      if (isOwnPage(layout, page)) continue;
      const vertical = facts.writing === 'vertical-rl';
      const depth = vertical ? frame.right - frame.left : frame.bottom - frame.top;
      const empty = (vertical ? leftmost(layout, page) - frame.left : frame.bottom - lowest(layout, page)) / depth;
      if (empty <= mostEmpty || empty * depth < headingLines * (facts.grid?.leading ?? 0)) continue;
      const percent = Math.round(empty * 100);
      const texts = {
        zh: `这一页下面空了 ${percent}%，下文却在下一页`,
        en: `${percent} % of the page stays empty although the text goes on overleaf`,
      };
      const line = layout.lines[page]?.at(-1);
      yield { page, line, texts };
    }
  },
};

function goesOn(kind: string | undefined): boolean {
  return kind === 'text' || kind === 'opener';
}

function lowest({ pages }: Layout, page: number): number {
  const { glyphs, paints } = pages[page] ?? { glyphs: [], paints: [] };
  return Math.max(
    0,
    ...glyphs.filter(({ owner }) => owner).map(({ y }) => y),
    ...paints.filter(({ owner }) => owner).map(({ bottom }) => bottom),
  );
}

function leftmost({ pages }: Layout, page: number): number {
  const { glyphs, paints } = pages[page] ?? { glyphs: [], paints: [] };
  return Math.min(
    Infinity,
    ...glyphs.filter(({ owner }) => owner).map(({ x }) => x),
    ...paints.filter(({ owner }) => owner).map(({ left }) => left),
  );
}

/** A page that holds a turned figure or one figure alone: it stands by itself, as the author asked. */
function isOwnPage({ lines: all, pages }: Layout, page: number): boolean {
  const lines = all[page] ?? [];
  const inFigure = lines.filter(
    ({ block, turned }) =>
      turned ||
      /^(Caption|Figure|TD|TH)$/.test(block.role) ||
      block.within.some((role) => /^(Figure|Table|Caption|Div)$/.test(role)),
  );
  return inFigure.length === lines.length && (lines.length > 0 || (pages[page]?.paints.length ?? 0) > 0);
}
