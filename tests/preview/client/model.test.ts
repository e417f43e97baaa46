import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BookView, PageView, PreviewState } from '../../../src/preview/protocol.ts';
import { FakeBrowser } from './browser.ts';

const page = (part: string, nth: number, label: string, side: PageView['side'], text = ''): PageView => ({
  label,
  folio: label,
  kind: 'text',
  side,
  part,
  nth,
  digest: `${part}${nth}${text}`,
  body: `${part}${nth}${text}`,
});

const book = (revision: number, texts: Record<string, string> = {}): BookView => ({
  revision,
  id: 'b',
  title: '一本书',
  language: 'zh-Hans',
  contents: [],
  geometry: { binding: 'left' } as BookView['geometry'],
  pages: [
    page('toc', 0, 'i', 'recto'),
    page('a', 0, '1', 'verso', texts.a),
    page('a', 1, '2', 'recto', texts.a),
    page('b', 0, '3', 'verso', texts.b),
  ],
});

const state = (change: Partial<PreviewState>): PreviewState => ({
  revision: 1,
  building: false,
  book: 1,
  part: undefined,
  epub: undefined,
  problems: [],
  failure: undefined,
  undo: undefined,
  change: undefined,
  ...change,
});

/** A fresh copy of the model, as a page that has just been opened has. */
async function open(options?: ConstructorParameters<typeof FakeBrowser>[0], answers: Record<string, unknown> = {}) {
  vi.resetModules();
  const browser = new FakeBrowser(options);
  browser.answers.set('settings.json', { language: 'en', folder: '/m', editor: '' });
  browser.answers.set('books/1/view.json', book(1));
  for (const [address, answer] of Object.entries(answers)) browser.answers.set(address, answer);
  const module = await import('../../../src/preview/client/model.ts');
  await module.start();
  return { browser, ...module };
}

describe('the state of the preview in its page', () => {
  let opened: Awaited<ReturnType<typeof open>>;
  const value = () => opened.model.value;
  const send = async (change: Partial<PreviewState>) => {
    opened.browser.send('state', state(change));
    const wanted = change.book ?? 1;
    await vi.waitFor(() => expect(value().book?.revision).toBe(wanted));
  };

  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => vi.unstubAllGlobals());

  it('shows the pages that the server has, in the language of the command', async () => {
    await send({});
    expect(value().language).toBe('en');
    expect(value().pages.map(({ folio }) => folio)).toEqual(['i', '1', '2', '3']);
    expect(document.title).toContain('一本书');
    expect(value().changed.size).toBe(0);
  });

  it('marks what a change changed and leads to it round about', async () => {
    await send({});
    opened.browser.answers.set('books/2/view.json', book(2, { a: '改' }));
    await send({ book: 2, revision: 2 });
    expect([...value().changed]).toEqual(['a/0', 'a/1']);
    opened.goToChanged();
    expect(value().current).toBe(1);
    opened.goToChanged();
    expect(value().current).toBe(2);
    opened.goToChanged();
    expect(value().current).toBe(1);
  });

  it('follows a change to its page, once, unless that is switched off', async () => {
    await send({});
    const place = { file: 'b.md', line: 4 };
    opened.browser.answers.set('printed.json?file=b.md&line=4', { page: 3, area: [1, 2, 3, 4] });
    opened.browser.answers.set('books/2/view.json', book(2, { b: '改' }));
    await send({ book: 2, change: place });
    await vi.waitFor(() => expect(value().current).toBe(3));
    expect(value().selected).toEqual({ key: 'b/0', area: [1, 2, 3, 4], place });

    opened.goTo(0);
    opened.prefer({ follow: false });
    opened.browser.answers.set('books/3/view.json', book(3, { b: '再改' }));
    opened.browser.answers.set('printed.json?file=b.md&line=5', { page: 3, area: [1, 2, 3, 4] });
    await send({ book: 3, change: { file: 'b.md', line: 5 } });
    expect(value().current).toBe(0);
    expect(opened.browser.asked).not.toContain('printed.json?file=b.md&line=5');
  });

  it('puts a newer draft of a part in its place', async () => {
    await send({});
    opened.browser.answers.set('books/7/view.json', {
      revision: 7,
      part: 'b',
      pages: [page('b', 0, '1', 'recto', '初稿'), page('b', 1, '2', 'verso', '初稿')],
    });
    opened.browser.send('state', state({ part: 7, revision: 2 }));
    await vi.waitFor(() => expect(value().pages).toHaveLength(5));
    expect(
      value()
        .pages.slice(3)
        .map(({ key, draft }) => [key, draft]),
    ).toEqual([
      ['b/0', true],
      ['b/1', true],
    ]);
    opened.browser.answers.set('printed.json?file=b.md&line=9', { page: 1, part: 'b', area: [0, 0, 1, 1] });
    await opened.show({ file: 'b.md', line: 9 });
    expect(value().current).toBe(4);
  });

  it('opens at the place that its address asks for', async () => {
    opened = await open(
      { query: '?file=a.md&line=12' },
      { 'printed.json?file=a.md&line=12': { page: 2, area: [0, 0, 1, 1] } },
    );
    await send({});
    await vi.waitFor(() => expect(value().current).toBe(2));
    opened.browser.answers.set('printed.json?file=toc.md&line=1', { page: 0, area: [0, 0, 1, 1] });
    opened.browser.send('goto', { file: 'toc.md', line: 1 });
    await vi.waitFor(() => expect(value().current).toBe(0));
  });

  it('turns pages one by one and spreads two by two, and stays in the book', async () => {
    await send({});
    opened.turn(1);
    expect(value().current).toBe(1);
    opened.turn(9);
    expect(value().current).toBe(3);
    opened.goTo(0);
    opened.prefer({ spread: true });
    opened.turn(1);
    expect(value().current).toBe(1);
    opened.turn(1);
    expect(value().current).toBe(3);
    opened.turn(-5);
    expect(value().current).toBe(0);
  });

  it('jumps to a folio, and says when there is none', async () => {
    await send({});
    expect(opened.goToFolio('2')).toBe(true);
    expect(value().target).toEqual({ page: 2, area: undefined });
    expect(opened.goToFolio('９９')).toBe(false);
    expect(value().current).toBe(2);
  });

  it('leaves the EPUB for the pages when a page is asked for', async () => {
    await send({});
    opened.prefer({ view: 'epub' });
    opened.goTo(1);
    expect(value().view).toBe('pages');
  });

  it('keeps what the reader chose for the next time', async () => {
    opened.toggleGuide('grid');
    opened.toggleGuide('frame');
    opened.toggleGuide('grid');
    opened.prefer({ theme: 'dark', language: 'zh', zoom: 1.5 });
    const { kept } = opened.browser;
    vi.resetModules();
    const next = new FakeBrowser({ wide: false });
    for (const [name, text] of kept) next.kept.set(name, text);
    const { model } = await import('../../../src/preview/client/model.ts');
    expect(model.value).toMatchObject({ theme: 'dark', language: 'zh', zoom: 1.5, guides: new Set(['frame']) });
    expect(model.value.panel).toBeUndefined();
  });

  it('opens as if for the first time when what was kept cannot be read', async () => {
    vi.resetModules();
    new FakeBrowser().kept.set('kanben-preview', '{');
    const { model } = await import('../../../src/preview/client/model.ts');
    expect(model.value).toMatchObject({ zoom: 'page', panel: 'contents', theme: 'auto' });
  });

  it('opens and closes panels, and shows why something was refused', async () => {
    opened.togglePanel('problems');
    expect(value().panel).toBe('problems');
    opened.togglePanel('problems');
    expect(value().panel).toBeUndefined();
    await opened.attempt(Promise.resolve({ zh: '不行', en: 'No' }));
    expect(value().notice?.zh).toBe('不行');
    await opened.attempt(Promise.resolve(undefined));
    expect(value().notice).toBeUndefined();
  });

  it('knows whether the server is there', async () => {
    opened.browser.send('error');
    expect(value().online).toBe(false);
    opened.browser.send('open');
    expect(value().online).toBe(true);
  });
});
