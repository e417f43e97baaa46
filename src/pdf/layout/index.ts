import type { Page } from 'puppeteer';
import type { BookConfig } from '../../book/schema.ts';
import { type NoteSettings, noteSettings } from '../../document/note-settings.ts';
import type { Template } from '../../template/load.ts';
import type { ChapterStyle } from './in-page.ts';
import { LayoutKit } from './kit.ts';
import type { PageArea } from './page-area.ts';
import type { Placement } from './place.ts';
import { factsOf, isTight, longNotes, numbersOf, placementsOf } from './placements.ts';
import { planChapter } from './plan-chapter.ts';
import { setSideNotes } from './side-notes.ts';
import type { LayoutFacts, LayoutFault, Measured } from './types.ts';

export interface LayoutOptions extends Pick<NoteSettings, 'numbering' | 'numerals'> {
  /** A figure may be moved past the heading of the next section. */
  acrossSections: boolean;
  /** Facing pages are to end at the same line. */
  equalDepth: boolean;
}

export function layoutOptions(
  config: Pick<BookConfig, 'notes'>,
  template: Pick<Template, 'notes' | 'floats' | 'spreads'>,
): LayoutOptions {
  const { numbering, numerals } = noteSettings(config, template);
  const { equalDepth } = template.spreads;
  return { numbering, numerals, acrossSections: template.floats.acrossSections, equalDepth };
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
  { side, beside, vertical }: ChapterStyle,
  paper: PageArea,
  { numbering, numerals, acrossSections, equalDepth }: LayoutOptions,
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
    const pages = planChapter(beside ? { ...measured, notes: [] } : measured, {
      pageHeight,
      repeatNotes: numbering === 'page',
      acrossSections,
      level: equalDepth ? side : undefined,
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
      const notes = beside ? setSideNotes(measured, pages, placements, pageHeight) : [];
      for (const { id, sheet } of notes) facts.notes[id] = [sheet];
      const faults = {
        sheets: facts.sheets,
        longNotes: longNotes(placements),
        crowded: notes.filter(({ crowded }) => crowded).map(({ id, sheet }) => ({ note: id, sheet })),
        wrong: wrong < 0 ? [] : [{ head: wrong, sheet: placements[wrong]?.sheet ?? 0 }],
      };
      return {
        facts,
        faults: await kit.call('finish', faults, beside && side ? { notes, pageHeight, first: side } : null),
      };
    }
    const before = placements[wrong - 1];
    const line = found === undefined ? measured.items[placements[wrong]?.first ?? 0] : undefined;
    if (await kit.call('again', wrong)) {
      measured = await measure();
    } else if (line?.before === 'auto') {
      // Without the space between Han and Latin, which a break takes away, its first word fits the line before: no page begins here.
      line.before = 'avoid';
    } else if (before && before.sheets > 1 && found !== undefined && found > before.sheet) {
      sheets.set(wrong - 1, found - before.sheet);
    } else {
      // More stands on the page before than was measured: it gets less to hold.
      short.set(wrong - 1, (short.get(wrong - 1) ?? 0) + 12);
    }
    layouts += 1;
  }
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
