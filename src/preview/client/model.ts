import type { Bilingual } from '../../report/message.ts';
import type { Area, BookView, PreviewState, Settings, SourcePlace } from '../protocol.ts';
import { changedPages, findFolio, pagesOf, rowsOf, type ShownPage } from './page-list.ts';
import { keep, kept } from './preferences.ts';
import * as server from './server.ts';
import { Store } from './store.ts';

export type Panel = 'contents' | 'thumbnails' | 'search' | 'problems';
export type View = 'pages' | 'both' | 'epub';
export type Guide = 'frame' | 'grid' | 'baselines' | 'trim' | 'order' | 'fonts';
/** `page` and `width` follow the window; a number is CSS px a pt. */
export type Zoom = number | 'page' | 'width';

export interface Model {
  settings: Settings;
  preview: PreviewState | undefined;
  online: boolean;
  book: BookView | undefined;
  pages: readonly ShownPage[];
  /** Keys of the pages that the last change changed. */
  changed: ReadonlySet<string>;
  /** The page that is looked at. */
  current: number;
  /** Where the view is to go; a new object each time. */
  target: { page: number; area?: Area | undefined } | undefined;
  /** What was clicked, or led to. */
  selected: { key: string; area: Area; place?: SourcePlace | undefined } | undefined;
  panel: Panel | undefined;
  view: View;
  spread: boolean;
  zoom: Zoom;
  guides: ReadonlySet<Guide>;
  comparing: boolean;
  /** Whether the two pages that are compared are shown in turn. */
  blinking: boolean;
  helping: boolean;
  language: Settings['language'];
  theme: 'auto' | 'light' | 'dark';
  follow: boolean;
  clickOpens: boolean;
  notice: Bilingual | undefined;
  /** Words that are looked for. */
  query: string;
}

const wide = window.matchMedia('(min-width: 900px)').matches;

export const model = new Store<Model>({
  settings: { language: 'zh', folder: '', editor: '' },
  preview: undefined,
  online: true,
  book: undefined,
  pages: [],
  changed: new Set(),
  current: 0,
  target: undefined,
  selected: undefined,
  panel: wide ? 'contents' : undefined,
  view: 'pages',
  spread: false,
  zoom: wide ? 'page' : 'width',
  guides: new Set(),
  comparing: false,
  blinking: false,
  helping: false,
  language: 'zh',
  theme: 'auto',
  follow: true,
  clickOpens: true,
  notice: undefined,
  query: '',
  ...kept(),
});

/** The place that the address asks for: `?file=1.md&line=12`; a line alone is one of the first file. */
function asked(): SourcePlace | undefined {
  const words = new URLSearchParams(location.search);
  const line = Number(words.get('line'));
  const file = words.get('file');
  return file && line > 0 ? { file, line } : undefined;
}

/** Begins to listen to the server. */
export async function start(): Promise<void> {
  const settings = await server.readSettings();
  if (settings) model.set({ settings, language: kept().language ?? settings.language });
  let first = asked();
  let newest = 0;
  let change: SourcePlace | undefined;
  let known = false;
  let before: readonly ShownPage[] = [];

  const take = async (preview: PreviewState) => {
    const at = ++newest;
    const older = model.value;
    model.set({ preview });
    const shown = older.book;
    const book =
      preview.book === undefined || preview.book === shown?.revision ? shown : await server.readBook(preview.book);
    const part = preview.part === undefined ? undefined : await server.readPart(preview.part);
    // A newer state has come while this one was read.
    if (at !== newest || !book) return;
    const isNew =
      book !== shown || (part !== undefined && !older.pages.some(({ revision }) => revision === part.revision));
    if (isNew) {
      const pages = pagesOf(book, part);
      const changed = before.length > 0 ? changedPages(before, pages) : new Set<string>();
      if (!part) before = pages;
      document.title = `${book.title} · 刊本`;
      model.set({ book, pages, changed });
    }
    if (first) {
      const place = first;
      first = undefined;
      await show(place);
    } else if (isNew && known && preview.change && !same(preview.change, change) && model.value.follow) {
      await show(preview.change, 'unseen');
    }
    // What is glimpsed may have moved by the time that all is there.
    if (isNew && !part?.glimpse) {
      change = preview.change;
      known = true;
    }
  };
  server.listen({
    state: (preview) => void take(preview),
    goto: (place) => void show(place),
    online: (online) => model.set({ online }),
  });
}

function same(a: SourcePlace, b: SourcePlace | undefined): boolean {
  return a.file === b?.file && a.line === b.line;
}

/** Leads to where a line of the Markdown is printed; `unseen`: only if that page is not in view. */
export async function show(place: SourcePlace, when: 'always' | 'unseen' = 'always'): Promise<void> {
  const printed = await server.findPrinted(place);
  if (!printed) return;
  const { pages, current } = model.value;
  const { part, area } = printed;
  const at =
    part === undefined ? printed.page : pages.findIndex((each) => each.part === part && each.nth === printed.page);
  const page = pages[at];
  if (!page) return;
  model.set({ selected: { key: page.key, area, place } });
  if (when === 'always' || at !== current) goTo(at, area);
}

export function goTo(page: number, area?: Area): void {
  const { pages, view } = model.value;
  const at = Math.max(0, Math.min(page, pages.length - 1));
  model.set({ target: { page: at, area }, current: at, ...(view === 'epub' && { view: 'pages' as const }) });
}

/** Turns so many pages, or pairs of pages, on. */
export function turn(steps: number): void {
  const { pages, current, spread, book } = model.value;
  if (!spread || model.value.comparing) {
    goTo(current + steps);
    return;
  }
  const rows = rowsOf(pages, true, book?.geometry.binding ?? 'left');
  const row = rows[Math.max(0, Math.min(rows.findIndex((each) => each.includes(current)) + steps, rows.length - 1))];
  const page = row?.filter((each) => each !== undefined).sort((a, b) => a - b)[0];
  if (page !== undefined) goTo(page);
}

/** Whether there is a page that is called so. */
export function goToFolio(typed: string): boolean {
  const page = findFolio(model.value.pages, typed);
  if (page !== undefined) goTo(page);
  return page !== undefined;
}

export function goToChanged(): void {
  const { pages, changed, current } = model.value;
  const wanted = (page: ShownPage) => changed.has(page.key);
  const after = pages.findIndex((page, n) => n > current && wanted(page));
  const at = after >= 0 ? after : pages.findIndex(wanted);
  if (at >= 0) goTo(at);
}

/** Does work that can be refused, and says why it was. */
export async function attempt(work: Promise<Bilingual | undefined>): Promise<void> {
  model.set({ notice: await work });
}

export function toggleGuide(guide: Guide): void {
  const guides = new Set(model.value.guides);
  if (!guides.delete(guide)) guides.add(guide);
  prefer({ guides });
}

export function togglePanel(panel: Panel): void {
  prefer({ panel: model.value.panel === panel ? undefined : panel });
}

/** Changes what is kept for the next time. */
export function prefer(change: Partial<Model>): void {
  model.set(change);
  keep(model.value);
}
