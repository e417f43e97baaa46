import type { JSHandle, Page } from 'puppeteer';
import type { NoteSettings } from '../../document/note-settings.ts';
import { type ChapterInPage, measureChapter } from './measure.ts';
import { noteNumeral, numberByPage } from './number.ts';
import { pageArea } from './page-area.ts';
import { type Placement, placeChapter } from './place.ts';
import { planPages } from './plan.ts';
import { snapBlocks } from './snap.ts';
import type { Measured, PlannedPage } from './types.ts';
import { verifyChapter } from './verify.ts';

export type LayoutOptions = Pick<NoteSettings, 'numbering' | 'numerals'>;

export interface LayoutFacts {
  /** Sheets that the chapter takes. */
  sheets: number;
  /** The sheet of each mark, from 0, by its id. */
  marks: Record<string, number>;
  /** The sheets on which each note stands, by its id. */
  notes: Record<string, number[]>;
  /** How often the chapter was laid out. */
  layouts: number;
  /** Sheets that did not come out as planned, though tried several times. */
  unsettled: number[];
}

/** How often a chapter is placed before what is left is taken as it is. */
const mostTrials = 6;

/**
 * Lays out the chapters of a page that is about to be printed: gives blocks whole lines, breaks chapters into pages and sets their notes at the foot of the
 * page of their marks. A chapter without notes is left as it is.
 */
export async function layOut(page: Page, options: LayoutOptions): Promise<LayoutFacts[]> {
  const paper = await page.evaluate(pageArea);
  const facts: LayoutFacts[] = [];
  await page.evaluate(({ width, height }) => {
    const root = document.documentElement;
    const vertical = getComputedStyle(root).writingMode.startsWith('vertical');
    root.style.setProperty('inline-size', `${vertical ? height : width}px`);
  }, paper);
  await page.evaluate(snapBlocks);
  for (const section of await page.$$('section.chapter:has(> .notes.at-foot)')) {
    const vertical = await section.evaluate((one) => getComputedStyle(one).writingMode.startsWith('vertical'));
    const area = vertical ? { width: paper.height, height: paper.width } : paper;
    const chapter = (await page.evaluateHandle(
      measureChapter as never,
      section,
      area.height,
    )) as JSHandle<ChapterInPage>;
    facts.push(await layOutChapter(chapter, area, options));
    await chapter.dispose();
    await section.dispose();
  }
  await page.evaluate(() => {
    document.documentElement.style.removeProperty('inline-size');
  });
  return facts;
}

async function layOutChapter(
  chapter: JSHandle<ChapterInPage>,
  area: { width: number; height: number },
  { numbering, numerals }: LayoutOptions,
): Promise<LayoutFacts> {
  const measured = await chapter.evaluate((one) => one.measured);
  const short = new Map<number, number>();
  let layouts = 1;
  for (let trial = 1; ; trial++) {
    const pages = planPages(measured, { pageHeight: area.height, repeatNotes: numbering === 'page', short });
    const placements = placementsOf(pages, measured, area.height);
    const facts = factsOf(placements, pages, measured);
    const numbers =
      numbering === 'page' ? numbersOf(pages, placements, measured, numerals) : { marks: {}, numbers: {} };
    await chapter.evaluate(placeChapter as never, { pageHeight: area.height, placements, ...numbers });
    const found = (await chapter.evaluate(verifyChapter as never, area)) as ReturnType<typeof verifyChapter>;
    layouts += 2;
    const wrong = placements.findIndex(({ sheet }, i) => {
      const head = found.heads[i];
      return head && (head.sheet !== sheet || head.offset > area.height / 2);
    });
    if (wrong < 0 || trial === mostTrials) {
      const unsettled = wrong < 0 ? [] : [placements[wrong]?.sheet ?? 0];
      return { ...facts, layouts, unsettled };
    }
    // More stands on the page before than was measured: it gets less to hold.
    short.set(wrong - 1, (short.get(wrong - 1) ?? 0) + 12);
    await chapter.evaluate((one) => one.undo());
  }
}

function placementsOf(pages: PlannedPage[], { items }: Measured, pageHeight: number): Placement[] {
  let sheet = 0;
  return pages.map((page, i) => {
    const before = pages[i - 1];
    const [head, last, next] = [items[before?.from ?? 0], items[page.from - 1], items[page.from]];
    const filled = before && head && last ? last.end - head.start + (i > 1 ? head.lead : 0) + (next?.tail ?? 0) : 0;
    const placed: Placement = {
      first: page.to > page.from ? page.from : undefined,
      sheet,
      sheets: page.sheets,
      blankBefore: (before?.sheets ?? 1) * pageHeight - filled,
      notes: page.notes,
      notesHeight: page.notesHeight,
    };
    sheet += page.sheets;
    return placed;
  });
}

function factsOf(
  placements: Placement[],
  pages: PlannedPage[],
  { marks }: Measured,
): Pick<LayoutFacts, 'sheets' | 'marks' | 'notes'> {
  const last = placements.at(-1);
  const notes: Record<string, number[]> = {};
  for (const { notes: pieces, sheet, sheets } of placements)
    for (const { note } of pieces) notes[note] = [...(notes[note] ?? []), sheet + sheets - 1];
  return {
    sheets: last ? last.sheet + last.sheets : 0,
    marks: Object.fromEntries(
      marks.map(({ id, item }) => [id, placements[pages.findIndex(({ to }) => to > item)]?.sheet ?? 0]),
    ),
    notes,
  };
}

/** What marks and notes show where they are numbered by page. */
function numbersOf(
  pages: PlannedPage[],
  placements: Placement[],
  { marks, notes }: Measured,
  numerals: NoteSettings['numerals'],
) {
  const byPage = numberByPage(pages);
  const shownMarks: Record<string, string> = {};
  const numbers: Record<string, string> = {};
  const show = (number: number | undefined) => (number === undefined ? '' : noteNumeral(number, numerals));
  byPage.forEach((page, i) => {
    for (const [note, number] of page) numbers[`${note} ${placements[i]?.sheet}`] = show(number);
  });
  for (const { id, note, item } of marks) {
    const at = pages.findIndex(({ to }) => to > item);
    // A note that had no room on the page of its mark has its number on the next.
    const number = byPage[at]?.get(note) ?? byPage[at + 1]?.get(note);
    shownMarks[id] = show(number);
  }
  void notes;
  return { marks: shownMarks, numbers };
}
