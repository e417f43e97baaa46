import { createHash } from 'node:crypto';
import type { Layout } from '../pdf/audit/checks/check.ts';
import type { Line } from '../pdf/audit/lines.ts';
import type { Glyph, PageContent } from '../pdf/audit/read/painted.ts';
import type { PageInfo } from '../pdf/pages.ts';
import type { PageGeometry } from '../template/grid.ts';
import type { BuiltBook, BuiltPart, ContentsLine } from './page-source.ts';
import type { Area, BlockView, BookView, ContentsView, Geometry, LineView, PageView, SourcePlace } from './protocol.ts';

const ptPerMm = 72 / 25.4;

/** A book as the client lists it. */
export function viewBook(book: BuiltBook, revision: number): BookView {
  const { destinations } = book.layout;
  const starts = book.parts
    .flatMap((id) => {
      const page = destinations.get(id);
      return page === undefined ? [] : [{ id, page }];
    })
    .sort((a, b) => a.page - b.page);
  const pages = book.pages.map((info, n): PageView => {
    const part = starts.findLast(({ page }) => page <= n);
    return {
      ...viewPage(info, book.layout.pages[n], book.pictures.get(part?.id ?? '') ?? ''),
      part: part?.id ?? '',
      nth: n - (part?.page ?? 0),
    };
  });
  return {
    revision,
    id: book.id,
    title: book.title,
    language: book.language,
    pages,
    contents: viewContents(book.contents, destinations),
    geometry: viewGeometry(book.page, book.bleed),
  };
}

/** The pages of a part, by themselves. */
export function viewPart({ part, pages, layout }: BuiltPart, pictures: string): PageView[] {
  return pages.map((info, nth) => ({ ...viewPage(info, layout.pages[nth], pictures), part, nth }));
}

function viewPage(info: PageInfo, content: PageContent | undefined, pictures: string): Omit<PageView, 'part' | 'nth'> {
  const { label, folio, kind, side } = info;
  const digests = content ? digestsOf(content, side, pictures) : { digest: '', body: '' };
  return { label, folio, kind, side, ...digests };
}

/**
 * `digest` is the same for pages that paint the same glyphs and shapes in the same places, with the same pictures; `body` for
 * those whose text is the same, wherever the binding and the pages before have moved it.
 */
function digestsOf({ glyphs, paints }: PageContent, side: string, pictures: string): Pick<PageView, 'digest' | 'body'> {
  const all: (string | number)[] = [side];
  const body: (string | number)[] = [];
  const first = glyphs.find(({ artifact }) => !artifact)?.x ?? 0;
  for (const { text, x, y, size, code, font, artifact } of glyphs) {
    const [shown, top, high] = [text || code, Math.round(y * 20), Math.round(size * 20)];
    all.push(shown, Math.round(x * 20), top, high, font.name);
    if (!artifact) body.push(shown, Math.round(x - first), top, high, font.name);
  }
  let pictured = false;
  for (const { kind, left, top, right, bottom } of paints) {
    pictured ||= kind === 'picture';
    all.push(kind, ...[left, top, right, bottom].map((each) => Math.round(each * 20)));
    if (kind === 'picture') body.push(Math.round(right - left), Math.round(bottom - top));
  }
  if (pictured) {
    all.push(pictures);
    body.push(pictures);
  }
  return { digest: shortHash(all), body: shortHash(body) };
}

function shortHash(painted: readonly (string | number)[]): string {
  return createHash('sha1').update(painted.join(' ')).digest('base64url').slice(0, 16);
}

function viewContents(entries: readonly ContentsLine[], destinations: ReadonlyMap<string, number>): ContentsView[] {
  return entries.map(({ id, label, text, children }) => ({
    text: label ? `${label}　${text}` : text,
    page: destinations.get(id) ?? 0,
    children: viewContents(children, destinations),
  }));
}

function viewGeometry(
  { width, height, margins, binding, direction, grid }: PageGeometry,
  bleed: number | undefined,
): Geometry {
  const left = (side: 'recto' | 'verso') =>
    (side === 'recto') === (binding === 'left') ? margins.inner : margins.outer;
  const frame = (side: 'recto' | 'verso'): Area => [
    left(side) * ptPerMm,
    margins.top * ptPerMm,
    (width - margins.inner - margins.outer) * ptPerMm,
    (height - margins.top - margins.bottom) * ptPerMm,
  ];
  return {
    width: width * ptPerMm,
    height: height * ptPerMm,
    binding,
    direction,
    frames: { recto: frame('recto'), verso: frame('verso') },
    grid,
    bleed: bleed === undefined ? undefined : bleed * ptPerMm,
  };
}

/** The blocks of one page with the places in the Markdown that their lines come from. */
export function viewBlocks(
  layout: Layout,
  page: number,
  placeOf: (line: Line) => SourcePlace | undefined,
): BlockView[] {
  const blocks = new Map<Line['block'], BlockView>();
  for (const line of layout.lines[page] ?? []) {
    const block = blocks.get(line.block) ?? { role: line.block.role, lines: [] };
    blocks.set(line.block, block);
    block.lines.push(viewLine(line, placeOf(line)));
  }
  return [...blocks.values()];
}

function viewLine(line: Line, place: SourcePlace | undefined): LineView {
  const runs: LineView['runs'] = [];
  for (const glyph of line.glyphs) {
    const last = runs.at(-1);
    const size = Math.round(glyph.size * 100) / 100;
    if (last && last.font === glyph.font.name && last.size === size) last.area = around(last.area, areaOf(glyph));
    else runs.push({ font: glyph.font.name, size, area: areaOf(glyph) });
  }
  return { text: line.text, area: areaOfLine(line), baseline: baselineOf(line), runs, ...(place && { place }) };
}

export function areaOfLine({ glyphs }: Pick<Line, 'glyphs'>): Area {
  return glyphs.map(areaOf).reduce(around);
}

/** The em box of a glyph as wide as its advance; our fonts have their em box from 0.12 em below the baseline. */
function areaOf({ x, y, size, advance, angle }: Glyph): Area {
  const [below, above] = [0.12 * size, 0.88 * size];
  if (angle === 90) return rounded([x - below, y, size, advance]);
  if (angle === 270) return rounded([x - above, y - advance, size, advance]);
  if (angle === 180) return rounded([x - advance, y - below, advance, size]);
  return rounded([x, y - above, advance, size]);
}

/** From the first to the last glyph of a line; upright glyphs in a column have none in common. */
function baselineOf({ glyphs }: Line): LineView['baseline'] {
  const [x, y, width, height] = areaOfLine({ glyphs });
  const first = glyphs[0];
  if (!first) return [x, y, x, y];
  if (height > width) return rounded([x + width / 2, y, x + width / 2, y + height]);
  const base = glyphs.map((glyph) => glyph.y).sort((a, b) => a - b)[Math.floor(glyphs.length / 2)] ?? first.y;
  return rounded([x, base, x + width, base]);
}

function around([x, y, width, height]: Area, [left, top, wide, high]: Area): Area {
  const [x1, y1] = [Math.min(x, left), Math.min(y, top)];
  return rounded([x1, y1, Math.max(x + width, left + wide) - x1, Math.max(y + height, top + high) - y1]);
}

function rounded<T extends number[]>(numbers: T): T {
  return numbers.map((each) => Math.round(each * 100) / 100) as T;
}
