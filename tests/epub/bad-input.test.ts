import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadBook } from '../../src/book/load.ts';
import { checkEpub } from '../../src/epub/check/index.ts';
import { packEpub } from '../../src/epub/index.ts';
import { heaviest } from '../../src/epub/split.ts';
import { typeset } from '../../src/html/typeset.ts';
import { generatedBook, packed } from './build.ts';
import { openEpub } from './contents.ts';

// A moving GIF, a CMYK JPEG and WebP are in options.test.ts.
const photo = await readFile(fileURLToPath(new URL('pictures/photo.jpg', import.meta.url)));

/** The photograph with segments behind its first marker that readers skip (ITU-T T.81, B.2.4.6: APP15). */
function heavyPhoto(bytes: number): Buffer {
  const segment = Buffer.alloc(65_002, 7);
  segment.writeUInt16BE(0xffef, 0);
  segment.writeUInt16BE(65_000, 2);
  const count = Math.ceil(bytes / segment.length);
  return Buffer.concat([photo.subarray(0, 2), ...new Array<Buffer>(count).fill(segment), photo.subarray(2)]);
}

test('a picture of 200 MB goes along as it is', async () => {
  const picture = heavyPhoto(200_000_000);
  const { book, template, messages } = await generatedBook({ '1.md': '# 章\n\n![图](a.jpg)\n', 'a.jpg': picture });
  expect(messages.map(({ ruleId }) => ruleId)).toEqual(['image-resolution']);
  const { content } = await packEpub(book, template, { cover: undefined });
  const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const large: string[] = [];
  for await (const piece of content) if (piece.length > 1e8) large.push(digest(piece));
  expect(large).toEqual([digest(picture)]);
});

test('a picture larger than any that belongs in a book is an error, and is not read', async () => {
  const { template, folder } = await generatedBook({ '1.md': '# 章\n\n![图](a.jpg)\n', 'a.jpg': photo });
  const file = await open(path.join(folder, 'a.jpg'), 'w');
  await file.truncate(600_000_000);
  await file.close();
  const { messages } = await typeset(await loadBook(folder), template);
  expect(messages.map(({ ruleId, line, fatal }) => [ruleId, line, fatal])).toEqual([['image-too-large', 3, true]]);
});

test('a drawing with a script is an error', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script></svg>';
  const { messages } = await generatedBook({ '1.md': '# 章\n\n![图](a.svg)\n', 'a.svg': svg });
  expect(messages.map(({ ruleId, line, fatal }) => [ruleId, line, fatal])).toEqual([['svg-active', 3, true]]);
});

test('a chapter of 5 MB becomes files that readers can open, with all its text', async () => {
  const paragraph = `${'这一段有25个人参加了会议并且发言。'.repeat(200)}\n\n`;
  const count = Math.ceil(5_000_000 / Buffer.byteLength(paragraph));
  const { book, template } = await generatedBook({ '1.md': `# 大章\n\n${paragraph.repeat(count)}` });
  const { bytes } = await packed(book, template, { cover: undefined });
  const opened = openEpub(bytes);
  const sizes = opened.names.filter((name) => /c01.*xhtml$/.test(name)).map((name) => opened.bytes(name).length);
  expect(sizes.length).toBeGreaterThan(15);
  expect(Math.max(...sizes)).toBeLessThan(heaviest + 10_000);
  // Compares the text.
  expect(checkEpub(bytes, 'b.epub', book).map(String)).toEqual([]);
});

test('lists two hundred levels deep are an error with its line; forty-five levels are packed', async () => {
  const nested = (levels: number) =>
    `# 章\n\n${Array.from({ length: levels }, (_, n) => `${'  '.repeat(n)}- 第 ${n + 1} 层`).join('\n')}\n`;
  const { messages } = await generatedBook({ '1.md': nested(200) });
  expect(messages.map(({ ruleId, fatal }) => [ruleId, fatal])).toEqual([['too-deep', true]]);
  expect(messages[0]?.line).toBeGreaterThan(40);
  const { book, template } = await generatedBook({ '1.md': nested(45) });
  const { bytes } = await packed(book, template, { cover: undefined });
  expect(checkEpub(bytes, 'b.epub', book).map(String)).toEqual([]);
  expect(openEpub(bytes).text('OEBPS/c01.xhtml')).toContain('45');
});
