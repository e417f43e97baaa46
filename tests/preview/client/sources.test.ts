import { afterEach, expect, it, vi } from 'vitest';
import type { ShownPage } from '../../../src/preview/client/page-list.ts';
import type { BlockView, LineView } from '../../../src/preview/protocol.ts';
import { FakeBrowser } from './browser.ts';

afterEach(() => vi.unstubAllGlobals());

const line = (text: string, top: number, place?: LineView['place']): LineView => ({
  text,
  area: [100, top, 200, 12],
  baseline: [100, top + 10, 300, top + 10],
  runs: [],
  ...(place && { place }),
});

const blocks: BlockView[] = [
  { role: 'H1', lines: [line('目录', 50)] },
  {
    role: 'P',
    lines: [line('第一行', 100, { file: 'a.md', line: 3 }), line('第二行', 118, { file: 'a.md', line: 3 })],
  },
];

const page = { key: 'a/0', revision: 4, index: 2 } as ShownPage;

it('leads from a point of a page to the paragraph there and to its line', async () => {
  vi.resetModules();
  const browser = new FakeBrowser();
  browser.answers.set('books/4/pages/2/blocks.json', blocks);
  const { chooseAt, chooseFirst } = await import('../../../src/preview/client/sources.ts');
  const { model } = await import('../../../src/preview/client/model.ts');
  await chooseAt(page, 150, 115);
  const around = { key: 'a/0', area: [100, 100, 200, 30], place: { file: 'a.md', line: 3 } };
  expect(model.value.selected).toEqual(around);
  // What we have made has no place in the Markdown.
  await chooseAt(page, 150, 55);
  expect(model.value.selected).toEqual({ key: 'a/0', area: [100, 50, 200, 12], place: undefined });
  await chooseAt(page, 20, 400);
  expect(model.value.selected).toBeUndefined();
  await chooseFirst(page);
  expect(model.value.selected).toEqual(around);
  await chooseFirst(undefined);
  expect(model.value.selected).toEqual(around);
});
