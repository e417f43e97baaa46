import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { bookFolder, chapterHtml } from '../typeset-folder.ts';

it('keeps the id of an item in a tight list, and of a paragraph in a loose one', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'kanben-items-'));
  try {
    await cp(bookFolder('plain'), folder, { recursive: true });
    const text = '# 章\n\n见[甲](#item-a)、[乙](#item-b)。\n\n- 甲 {#item-a}\n- 丙\n\n段。\n\n* 乙 {#item-b}\n\n* 丁\n';
    await writeFile(path.join(folder, 'items.md'), text);
    const html = await chapterHtml(folder, 'items.md');
    expect(html).toMatch(/<li id="item-a">甲\s*<\/li>/);
    expect(html).toMatch(/<li>\s*<p id="item-b">乙\s*<\/p>/);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
