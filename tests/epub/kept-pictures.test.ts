import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { KeptPictures } from '../../src/epub/darkroom.ts';
import { loadFaces } from '../../src/pdf/fonts.ts';
import { PrintCache } from '../../src/pdf/print-cache.ts';
import { startBrowser } from './browser.ts';
import { generatedBook, packed } from './build.ts';
import { openEpub } from './contents.ts';

const picture = await readFile(fileURLToPath(new URL('pictures/photo.webp', import.meta.url)));
const options = { epub: { math: 'picture' } };
const text = '# 章\n\n式 $a^2+b$。\n\n$$\n\\frac{a}{b}\n$$\n\n![图](p.webp)\n';

let browser: Browser;
let folder: string;
let kept: KeptPictures;
beforeAll(async () => {
  browser = await startBrowser();
  folder = await mkdtemp(path.join(tmpdir(), 'kanben-kept-'));
  vi.stubEnv('XDG_CACHE_HOME', folder);
  kept = { cache: await PrintCache.open({ memory: true }), tools: 'a' };
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

async function build(markdown: string, start: () => Promise<Browser>, where: KeptPictures | undefined) {
  const { book, template } = await generatedBook({ '1.md': markdown, 'p.webp': picture }, options);
  const faces = await loadFaces(template);
  return (await packed(book, template, { cover: undefined, faces, browser: start, kept: where })).bytes;
}

const open = async () => browser;
const none = async () => {
  throw new Error('no browser is needed');
};

test('formulas drawn and pictures converted before need no browser, and are the same', async () => {
  const first = await build(text, open, kept);
  expect(openEpub(first).names.filter((name) => /images\/.*\.(?:png|jpg)$/.test(name))).toHaveLength(3);
  expect((await build(text, none, kept)).equals(first)).toBe(true);
  // As the next process finds them, with nothing in memory.
  const cache = await PrintCache.open();
  expect((await build(text, none, { ...kept, cache })).equals(first)).toBe(true);
  await expect(build(text, none, { ...kept, tools: 'b' })).rejects.toThrow('no browser is needed');
});

test('a book has the same bytes whether its formulas were drawn together or not', async () => {
  const more = text.replace('# 章\n', '# 章\n\n先有 $\\sqrt{\\frac{x}{y}}$。\n');
  const together = await build(more, open, undefined);
  expect((await build(more, open, kept)).equals(together)).toBe(true);
});
