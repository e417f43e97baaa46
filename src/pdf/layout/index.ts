import type { Page } from 'puppeteer';
import type { BookConfig } from '../../book/schema.ts';
import { type NoteSettings, noteSettings } from '../../document/note-settings.ts';
import type { Template } from '../../template/load.ts';
import { planWithoutHoles } from './fill-holes.ts';
import type { ChapterStyle } from './in-page.ts';
import { LayoutKit } from './kit.ts';
import { noteNumeral, numberByPage } from './number.ts';
import type { PageArea } from './page-area.ts';
import type { Placement, PlaceOptions } from './place.ts';
import { pageOf } from './plan.ts';
import { setSideNotes } from './side-notes.ts';
import type { LayoutFault, Measured, PlannedPage } from './types.ts';

export interface LayoutOptions extends Pick<NoteSettings, 'numbering' | 'numerals'> {
  /** A figure may be moved past the heading of the next section. */
  acrossSections: boolean;
}

export function layoutOptions(
  config: Pick<BookConfig, 'notes'>,
  template: Pick<Template, 'notes' | 'floats'>,
): LayoutOptions {
  const { numbering, numerals } = noteSettings(config, template);
  return { numbering, numerals, acrossSections: template.floats.acrossSections };
}

export interface LayoutFacts {
  /** Sheets that the chapter takes. */
  sheets: number;
  /** The sheet of each mark, from 0, by its id. */
  marks: Record<string, number>;
  /** The sheets on which each note stands, by its id. */
  notes: Record<string, number[]>;
  /** The sheet of each figure that was moved to the page behind its place, by its id. */
  floats: Record<string, number>;
  /** How often the chapter was laid out. */
  layouts: number;
  /** Sheets that did not come out as planned, though tried several times. */
  unsettled: number[];
}

export interface Layout {
  /** Of each chapter that was broken into pages here. */
  chapters: LayoutFacts[];
  faults: LayoutFault[];
}

/** How often a chapter is placed before what is left is taken as it is. */
const mostTrials = 6;

/**
 * Lays out the chapters of a page that is about to be printed: gives blocks whole lines, breaks chapters into pages and sets their notes at the foot of the
 * page of their marks, figures that would leave a hole at the head of the next page. A chapter in columns is left to the browser.
 */
export async function layOut(page: Page, options: LayoutOptions): Promise<Layout> {
  const { kit, begun } = await LayoutKit.begin(page);
  const { paper, faults, chapters } = begun;
  const layout: Layout = { chapters: [], faults };
  for (const [number, style] of chapters.entries()) {
    if (style.inColumns) continue;
    const laid = await layOutChapter(kit, number, style, paper, options);
    layout.chapters.push(laid.facts);
    layout.faults.push(...laid.faults);
  }
  return layout;
}

async function layOutChapter(
  kit: LayoutKit,
  number: number,
  { side, vertical }: ChapterStyle,
  paper: PageArea,
  { numbering, numerals, acrossSections }: LayoutOptions,
): Promise<{ facts: LayoutFacts; faults: LayoutFault[] }> {
  const area = vertical ? { width: paper.height, height: paper.width } : paper;
  const pageHeight = area.height;
  const measure = async () => JSON.parse(await kit.call('measure', number, pageHeight)) as Measured;
  let measured = await measure();
  const short = new Map<number, number>();
  const sheets = new Map<number, number>();
  let layouts = 1;
  for (let trial = 1; ; trial++) {
    // Notes beside the text take nothing from the page.
    const pages = planWithoutHoles(side ? { ...measured, notes: [] } : measured, {
      pageHeight,
      repeatNotes: numbering === 'page',
      acrossSections,
      short,
      sheets,
    });
    const placements = placementsOf(pages, pageHeight);
    const numbers =
      numbering === 'page' ? numbersOf(pages, placements, measured, numerals) : { marks: {}, numbers: {} };
    let wrong = await kit.call('place', { pageHeight, placements, ...numbers });
    let found: number | undefined;
    if (wrong < 0 && isTight(pages, placements, measured, pageHeight)) {
      ({ page: wrong, sheet: found } = await findMisplaced(kit, area, placements));
      layouts += 1;
    }
    if (wrong < 0 || trial === mostTrials) {
      const unsettled = wrong < 0 ? [] : [placements[wrong]?.sheet ?? 0];
      const facts = { ...factsOf(placements, pages, measured), layouts, unsettled };
      const notes = side ? setSideNotes(measured, pages, placements, pageHeight) : [];
      for (const { id, sheet } of notes) facts.notes[id] = [sheet];
      const faults = {
        sheets: facts.sheets,
        longNotes: longNotes(placements),
        crowded: notes.filter(({ crowded }) => crowded).map(({ id, sheet }) => ({ note: id, sheet })),
        wrong: wrong < 0 ? [] : [{ head: wrong, sheet: placements[wrong]?.sheet ?? 0 }],
      };
      return { facts, faults: await kit.call('finish', faults, side ? { notes, pageHeight, first: side } : null) };
    }
    const before = placements[wrong - 1];
    if (await kit.call('again', wrong)) {
      measured = await measure();
    } else if (before && before.sheets > 1 && found !== undefined && found > before.sheet) {
      sheets.set(wrong - 1, found - before.sheet);
    } else {
      // More stands on the page before than was measured: it gets less to hold.
      short.set(wrong - 1, (short.get(wrong - 1) ?? 0) + 12);
    }
    layouts += 1;
  }
}

/** Text that is nearer to the height of the page may not fit after all, by rounding; in px. Notes have a px to spare. */
const tight = 0.1;

/**
 * Whether the plan is to be tried before it is printed, in columns that break as pages do: where a page is filled to the brim, a
 * table goes on, or something is higher than a page. Elsewhere lines, notes and forced breaks leave nothing to chance.
 */
function isTight(pages: PlannedPage[], placements: Placement[], { items }: Measured, pageHeight: number): boolean {
  return pages.some(({ sheets, notesHeight, to }, i) => {
    const next = items[to];
    const blank = placements[i + 1]?.blankBefore ?? pageHeight;
    return sheets > 1 || (notesHeight === 0 && blank < tight) || (next !== undefined && next.lead + next.tail > 0);
  });
}

/** The first planned page whose head does not stand at the head of its sheet, and where it stands; -1 if all do. */
async function findMisplaced(
  kit: LayoutKit,
  area: PageArea,
  placements: Placement[],
): Promise<{ page: number; sheet: number | undefined }> {
  const { heads } = await kit.call('misplaced', area);
  const page = placements.findIndex(({ sheet, floatsHeight }, i) => {
    const head = heads[i];
    return head && (head.sheet !== sheet || head.offset - floatsHeight > area.height / 2);
  });
  return { page, sheet: heads[page]?.sheet };
}

function placementsOf(pages: PlannedPage[], pageHeight: number): Placement[] {
  let sheet = 0;
  let skipped = 0;
  let before: PlannedPage | undefined;
  return pages.map((page) => {
    const empty = page.to === page.from;
    const placed: Placement = {
      first: empty ? undefined : page.from,
      sheet,
      sheets: page.sheets,
      blankBefore: (before?.sheets ?? 1) * pageHeight - (before ? before.textHeight + before.floatsHeight : 0),
      skipped,
      shift: page.shift,
      floats: page.floats,
      floatsHeight: page.floatsHeight,
      notes: page.notes,
      notesHeight: page.notesHeight,
    };
    sheet += page.sheets;
    skipped = empty ? skipped + page.sheets : 0;
    if (!empty) before = page;
    return placed;
  });
}

function factsOf(
  placements: Placement[],
  pages: PlannedPage[],
  { items, marks }: Measured,
): Pick<LayoutFacts, 'sheets' | 'marks' | 'notes' | 'floats'> {
  const last = placements.at(-1);
  const notes: Record<string, number[]> = {};
  for (const { notes: pieces, sheet, sheets } of placements)
    for (const { note } of pieces) notes[note] = [...(notes[note] ?? []), sheet + sheets - 1];
  return {
    sheets: last ? last.sheet + last.sheets : 0,
    marks: Object.fromEntries(marks.map(({ id, item }) => [id, placements[pageOf(item, pages)]?.sheet ?? 0])),
    notes,
    floats: Object.fromEntries(
      placements.flatMap(({ floats, sheet }) => floats.map((item) => [items[item]?.float?.id ?? '', sheet])),
    ),
  };
}

/** Notes that go on over more pages than this are told of. */
const mostNoteSheets = 2;

/** The notes that take more than two pages, with the sheet on which they begin and how many they take. */
function longNotes(placements: Placement[]): { note: string; sheet: number; sheets: number }[] {
  const running = new Map<string, { note: string; sheet: number; sheets: number }>();
  for (const { notes, sheet, sheets } of placements) {
    for (const { note, from } of notes) {
      const begun = running.get(note);
      if (from > 0 && begun) begun.sheets += 1;
      else if (!begun) running.set(note, { note, sheet: sheet + sheets - 1, sheets: 1 });
    }
  }
  return [...running.values()].filter(({ sheets }) => sheets > mostNoteSheets);
}

/** What marks and notes show where they are numbered by page. */
function numbersOf(
  pages: PlannedPage[],
  placements: Placement[],
  { marks, notes }: Measured,
  numerals: NoteSettings['numerals'],
): Pick<PlaceOptions, 'marks' | 'numbers'> {
  const byPage = numberByPage(pages);
  const nested = new Map(notes.map((note) => [note.id, note.nested]));
  const shown: Pick<PlaceOptions, 'marks' | 'numbers'> = { marks: {}, numbers: {} };
  for (const [i, { sheet }] of placements.entries()) {
    for (const [note, number] of byPage[i] ?? []) {
      shown.numbers[`${note} ${sheet}`] = noteNumeral(number, numerals);
      for (const mark of nested.get(note) ?? []) {
        const named = byPage[i]?.get(mark.note) ?? byPage[i + 1]?.get(mark.note);
        if (named !== undefined) shown.numbers[`${mark.id} ${sheet}`] = noteNumeral(named, numerals);
      }
    }
  }
  for (const { id, note, item } of marks) {
    const at = pageOf(item, pages);
    // A note that had no room on the page of its mark has its number on the next.
    const number = byPage[at]?.get(note) ?? byPage[at + 1]?.get(note);
    if (number !== undefined) shown.marks[id] = noteNumeral(number, numerals);
  }
  return shown;
}
