import { Failure } from '../report/failure.ts';
import type { PageGeometry } from './grid.ts';

/** What stays blank between side notes and the edge of the paper, and between them and the text, in mm. */
const edge = 6;
const gap = 4;

/** The narrowest column that notes can be set in, in mm: seven characters of 7.5 pt. */
const narrowest = 18;

export interface SideRoom {
  /** The width of the notes, and their distance from the text, in mm. */
  width: number;
  gap: number;
  /** Both together: by so much the paper is printed wider at the spine, for notes beside the text of versos (see page CSS below). */
  room: number;
}

/**
 * The room for notes in the outer margin (旁注).
 * @throws Failure (2) where the template has none.
 */
export function sideRoom(name: string, { direction, binding, margins, grid }: PageGeometry): SideRoom {
  if (direction === 'vertical' || binding === 'right' || grid.columns > 1) {
    throw refuse(name, '是直排、右订口或分栏的', 'is vertical, bound on the right or in columns');
  }
  const width = margins.outer - edge - gap;
  if (width < narrowest) {
    const least = narrowest + edge + gap;
    throw refuse(
      name,
      `切口只有 ${Number(margins.outer.toFixed(1))} mm，至少要 ${least} mm`,
      `has an outer margin of ${Number(margins.outer.toFixed(1))} mm and needs ${least} mm`,
    );
  }
  return { width, gap, room: width + gap };
}

function refuse(name: string, zh: string, en: string): Failure {
  return new Failure(2, {
    zh: `模板“${name}”${zh}，排不下旁注（notes.place: side）。请改用 page 或 chapter，或换一个模板。`,
    en: `The template "${name}" ${en}: there is no room for side notes (notes.place: side). Use page or chapter, or another template.`,
  });
}

/**
 * The page of chapters with side notes. All pages are printed as rectos, and what lies outside the area that `@page` leaves is
 * cut off. So the area has room for notes on both sides of the text, on paper that is wider by one of them at the spine; the
 * assembler cuts the paper to size.
 */
export function sideCss({ width, height, margins }: PageGeometry, { width: column, gap, room }: SideRoom): string {
  const measure = width - margins.inner - margins.outer;
  // As Chromium rounds the text area of other pages.
  const px = Math.ceil((measure * 96) / 25.4 - 0.001);
  return [
    `@page{size:${mm(width + room)} ${mm(height)};margin-left:${mm(margins.inner)};margin-right:${mm(margins.outer - room)}}`,
    `:root{--side-width:${mm(column)};--side-gap:${mm(gap)}}`,
    `body{inline-size:${px}px;margin-inline-start:${mm(room)};overflow:visible}`,
  ].join('');
}

function mm(value: number): string {
  return `${Number(value.toFixed(3))}mm`;
}
