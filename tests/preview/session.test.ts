import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PrintedPart } from '../../src/pdf/index.ts';
import type { PageInfo } from '../../src/pdf/pages.ts';
import { BookLayout } from '../../src/preview/book-layout.ts';
import type { BuildRequest, BuildResult, BuiltBook, PageSource } from '../../src/preview/page-source.ts';
import type { PreviewState } from '../../src/preview/protocol.ts';
import { Session } from '../../src/preview/session.ts';
import { watchFolder } from '../../src/preview/watch.ts';
import { loadTemplate } from '../../src/template/load.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kanben-session-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const epub = (text: string): BuildResult => ({ kind: 'epub', bytes: Buffer.from(text), messages: [] });

const bookOf = (layout: BookLayout, page: BuiltBook['page']): BuiltBook => ({
  kind: 'book',
  pdf: Buffer.from('pdf'),
  pages: [],
  layout,
  id: 'b',
  title: '书',
  language: 'zh-Hans',
  contents: [],
  page,
  bleed: undefined,
  pictures: new Map(),
  messages: [],
});

/** A source that takes its time, and notes what it was asked and whether two builds were ever under way. */
class SlowSource implements PageSource {
  readonly asked: string[][] = [];
  running = 0;
  most = 0;
  finished = 0;

  async *build({ changed, signal }: BuildRequest): AsyncGenerator<BuildResult> {
    this.asked.push([...changed].sort());
    this.most = Math.max(this.most, ++this.running);
    try {
      await wait(40, undefined, { signal });
      yield epub(`build ${this.asked.length}`);
      this.finished++;
    } finally {
      this.running--;
    }
  }

  async close(): Promise<void> {}
}

it('builds one at a time, a newer text in the place of an older', async () => {
  const source = new SlowSource();
  const session = new Session(source, folder);
  const builds = [session.build()];
  await wait(10);
  builds.push(session.build(new Set(['1.md'])));
  await wait(10);
  builds.push(session.build(new Set(['2.md'])));
  await Promise.all(builds);
  expect(source.most).toBe(1);
  // What a build that gave way was to do is done by the next.
  expect(source.asked.at(-1)).toEqual(['1.md', '2.md']);
  expect(session.state.building).toBe(false);
  await session.close();
});

it('finishes a build now and then, however often the text changes', async () => {
  const source = new SlowSource();
  const session = new Session(source, folder);
  const builds: Promise<void>[] = [];
  for (let n = 0; n < 30; n++) {
    builds.push(session.build(new Set(['1.md'])));
    await wait(15);
  }
  expect(source.finished).toBeGreaterThan(0);
  await Promise.all(builds);
  await session.close();
});

it('keeps what was shown when a build fails, and tells why', async () => {
  let fails = false;
  const source: PageSource = {
    async *build() {
      if (fails) throw new Error('broken');
      yield epub('good');
    },
    close: async () => {},
  };
  const session = new Session(source, folder);
  const states: PreviewState[] = [];
  session.listen((state) => states.push(state));
  await session.build();
  fails = true;
  await session.build(new Set(['1.md']));
  expect(session.state.failure?.zh).toContain('broken');
  expect(session.epubOf(session.state.epub ?? 0)?.toString()).toBe('good');
  expect(states.map(({ building }) => building)).toContain(true);
  await session.close();
});

it('tells a burst of saves once, and says which files it was', async () => {
  const told: string[][] = [];
  const watched = await watchFolder(folder, [path.join(folder, 'out')], (paths) => told.push([...paths].sort()));
  await Promise.all(
    ['1.md', '2.md', '3.md', '.hidden', '1.md~', '.1.md.swp'].map((name) => writeFile(path.join(folder, name), name)),
  );
  await expect.poll(() => told.flat().sort()).toEqual(['1.md', '2.md', '3.md']);
  expect(told.length).toBeLessThan(3);
  await watched.close();
});

it('shows the glimpsed pages of a part among those that it had', async () => {
  const sheet = (n: number) => ({ lines: [], digest: `d${n}`, body: `b${n}`, pictured: false });
  const printed = { roles: [], sheets: [0, 1, 2].map(sheet) };
  const part = { part: { id: 'a' }, start: 0, count: 3, destinations: new Map(), shifts: [], audit: { printed } };
  const layout = new BookLayout([part as unknown as PrintedPart]);
  const pages = [0, 1, 2].map(
    (n): PageInfo => ({ kind: 'text', side: 'recto', folio: '', head: '', label: String(n) }),
  );
  const source: PageSource = {
    async *build() {
      yield { ...bookOf(layout, (await loadTemplate('report')).page), pages };
      yield { kind: 'glimpse', part: 'a', pdf: Buffer.from('some'), first: 1, count: 1 };
    },
    close: async () => {},
  };
  const session = new Session(source, folder);
  await session.build();
  const { book = 0, part: shown = 0 } = session.state;
  const view = session.partOf(shown)?.view;
  expect(view).toMatchObject({ part: 'a', glimpse: true });
  expect(view?.pages.map(({ found }) => found)).toEqual([
    { revision: book, index: 0 },
    { revision: shown, index: 0 },
    { revision: book, index: 2 },
  ]);
  const old = session.book?.view.pages ?? [];
  expect(view?.pages.map(({ digest }, n) => digest === old[n]?.digest)).toEqual([true, false, true]);
  expect(Buffer.from(session.partOf(shown)?.pdf ?? []).toString()).toBe('some');
  await session.close();
});

it('keeps a draft for tabs that are still reading it when the book has taken its place', async () => {
  const layout = new BookLayout([]);
  const book = bookOf(layout, (await loadTemplate('report')).page);
  const shown = { pdf: book.pdf, pages: [], layout };
  const source: PageSource = {
    async *build() {
      yield { ...shown, kind: 'part', part: 'a', pictures: '' };
      yield book;
    },
    close: async () => {},
  };
  const session = new Session(source, folder);
  const drafts: number[] = [];
  session.listen(({ part }) => {
    if (part !== undefined) drafts.push(part);
  });
  await session.build();
  const [draft = Number.NaN] = drafts;
  expect(session.state.part).toBeUndefined();
  expect(session.partOf(draft)?.pdf).toBe(shown.pdf);
  for (let builds = 0; builds < 4; builds++) await session.build();
  expect(session.partOf(draft)).toBeUndefined();
  await session.close();
});
