import { type PrintedSheet, shortHash } from '../pdf/audit/printed-text.ts';
import type { PageInfo } from '../pdf/pages.ts';
import type { PageGeometry } from '../template/grid.ts';
import type { BookLayout } from './book-layout.ts';
import type { BuiltBook, BuiltGlimpse, BuiltPart, ContentsLine } from './page-source.ts';
import type { Area, BlockView, BookView, ContentsView, Geometry, PageView, PartPage, SourcePlace } from './protocol.ts';

const ptPerMm = 72 / 25.4;

/** A book as the client lists it. */
export function viewBook(book: BuiltBook, revision: number): BookView {
  const { layout } = book;
  const pages = book.pages.map((info, n): PageView => {
    const part = layout.partOn(n);
    const id = part?.part.id ?? '';
    return {
      ...viewPage(info, layout.sheetOn(n), book.pictures.get(id) ?? ''),
      part: id,
      nth: n - (part?.start ?? 0),
    };
  });
  return {
    revision,
    id: book.id,
    title: book.title,
    language: book.language,
    pages,
    contents: viewContents(book.contents, layout),
    geometry: viewGeometry(book.page, book.bleed),
  };
}

/** The pages of a part, by themselves. */
export function viewPart({ part, pages, layout }: BuiltPart, pictures: string): PageView[] {
  return pages.map((info, nth) => ({ ...viewPage(info, layout.sheetOn(nth), pictures), part, nth }));
}

/**
 * The pages of a part of which some are new and the others as they were. Of the new ones nothing is read: the one that is `looked`
 * at has changed, and what stands beside it is taken to be the same until the whole part tells.
 */
export function viewGlimpse(
  { first, count }: BuiltGlimpse,
  before: readonly PartPage[],
  revision: number,
  looked: number | undefined,
): PartPage[] {
  return before.map((page, nth) => {
    const index = nth - first;
    if (index < 0 || index >= count) return page;
    const digest = `${revision}/${index}`;
    return { ...page, digest, ...(nth === looked && { body: digest }), found: { revision, index } };
  });
}

function viewPage(
  { label, folio, kind, side, head }: PageInfo,
  sheet: PrintedSheet | undefined,
  pictures: string,
): Omit<PageView, 'part' | 'nth'> {
  if (!sheet) return { label, folio, kind, side, digest: '', body: '' };
  const { digest, body, pictured } = sheet;
  const shown = pictured ? pictures : '';
  return {
    label,
    folio,
    kind,
    side,
    digest: shortHash(digest, side, folio, head, shown),
    body: shortHash(body, shown),
  };
}

function viewContents(entries: readonly ContentsLine[], layout: BookLayout): ContentsView[] {
  return entries.map(({ id, label, text, children }) => ({
    text: label ? `${label}　${text}` : text,
    page: layout.pageOf(id) ?? 0,
    children: viewContents(children, layout),
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

/** The blocks of one page, with where each of their lines was written. */
export function viewBlocks(
  layout: BookLayout,
  page: number,
  places: readonly (SourcePlace | undefined)[],
): BlockView[] {
  const blocks = new Map<number, BlockView>();
  const roles = layout.partOn(page)?.audit.printed.roles ?? [];
  for (const [n, { text, area, baseline, runs, block: index }] of layout.linesOn(page).entries()) {
    const block = blocks.get(index) ?? { role: roles[index] ?? '', lines: [] };
    blocks.set(index, block);
    const place = places[n];
    block.lines.push({ text, area, baseline, runs, ...(place && { place }) });
  }
  return [...blocks.values()];
}
