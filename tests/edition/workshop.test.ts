import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildEdition } from '../../src/edition/build.ts';
import { Workshop } from '../../src/edition/workshop.ts';
import { fontsForTexts } from '../../src/pdf/page-fonts.ts';
import { loadTemplate } from '../../src/template/load.ts';
import { bookFolder } from '../typeset-folder.ts';

let home: string;
let book: string;
let workshop: Workshop;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'kanben-workshop-'));
  book = path.join(home, 'book');
  // Lines down the page are made from what was rendered, and notes and figures are in it.
  await cp(bookFolder('vertical'), book, { recursive: true });
  workshop = await Workshop.open({ resident: true });
});

afterAll(async () => {
  await workshop.close();
  await rm(home, { recursive: true, force: true });
});

async function bytes(options: { workshop?: Workshop; cache?: boolean }): Promise<Buffer[]> {
  const out = await mkdtemp(path.join(home, 'out-'));
  const { written } = await buildEdition({ folder: book, out, ...options });
  return Promise.all(written.map((file) => readFile(file)));
}

/** Adds a paragraph to a chapter. */
async function write(text: string): Promise<void> {
  const file = path.join(book, '01-渡口.md');
  await writeFile(file, `${await readFile(file, 'utf8')}\n${text}\n`);
}

describe('one workshop for many builds', () => {
  it('makes what a build by itself makes, after changes of text and of fonts', async () => {
    await bytes({ workshop });
    await write('加上一段。');
    await bytes({ workshop });
    // A character that no ordinary book has: the fonts are others from here on.
    await write('又加一段，有“龘”字。');
    const resident = await bytes({ workshop });
    const again = await bytes({ workshop });
    const alone = await bytes({ cache: false });
    for (const [i, file] of alone.entries()) {
      expect(resident[i]?.equals(file)).toBe(true);
      expect(again[i]?.equals(file)).toBe(true);
    }
  });
});

describe('a workshop that was closed', () => {
  it('opens no press any more, as a build that failed may still ask for it', async () => {
    const closed = await Workshop.open();
    await closed.close();
    const template = await loadTemplate('report');
    const fonts = fontsForTexts(await closed.faces(template), ['字'], template);
    await expect(closed.press(fonts, template, new Map())).rejects.toThrow('closed');
    expect(closed.hasPress).toBe(false);
  });
});
