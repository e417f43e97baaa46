import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { writeArchive } from '../../src/epub/archive.ts';
import { readZip } from '../../src/epub/check/zip.ts';
import { packEpub } from '../../src/epub/index.ts';
import { collect, generatedBook, packed } from './build.ts';
import { openEpub } from './contents.ts';

const photo = await readFile(fileURLToPath(new URL('pictures/photo.jpg', import.meta.url)));
/** Photographs that differ behind their end. */
const photos = Object.fromEntries([1, 2, 3].map((n) => [`${n}.jpg`, Buffer.concat([photo, Buffer.from([n])])]));
const text = `# 章\n\n${Object.keys(photos)
  .map((name) => `![图](${name})`)
  .join('\n\n')}\n`;

test('pictures are read one after another, when those before are written', async () => {
  const { book, template } = await generatedBook({ '1.md': text, ...photos });
  const events: string[] = [];
  const pictures = new Map(
    [...book.pictures].map(([name, picture]) => {
      const read = (room?: Buffer) => {
        events.push(`read ${name}`);
        return picture.read(room);
      };
      return [name, { ...picture, read }];
    }),
  );
  const { content } = await packEpub({ ...book, pictures }, template, { cover: undefined });
  expect(events).toEqual([]);
  for await (const piece of content) {
    const name = Object.keys(photos).find((each) => photos[each]?.equals(piece));
    if (name) events.push(`written ${name}`);
  }
  expect(events).toEqual(Object.keys(photos).flatMap((name) => [`read ${name}`, `written ${name}`]));
});

test('the archive has the pictures of the manuscript, and all programs read it', async () => {
  const { book, template } = await generatedBook({ '1.md': text, ...photos });
  const { bytes } = await packed(book, template, { cover: undefined });
  const found = openEpub(bytes).names.filter((name) => name.endsWith('.jpg'));
  expect(found).toHaveLength(3);
  const files = readZip(bytes);
  for (const [i, name] of found.entries()) expect(files.get(name)?.equals(photos[`${i + 1}.jpg`] as Buffer)).toBe(true);
});

test('a drawing stays what it was, though pictures are read after it into the same memory', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>河</text></svg>';
  const names = ['1.jpg', 'a.svg', '2.jpg'];
  const order = names.map((name) => `![图](${name})`).join('\n\n');
  const { book } = await generatedBook({ '1.md': `# 章\n\n${order}\n`, ...photos, 'a.svg': svg });
  expect([...book.pictures.keys()]).toEqual(names);
  expect(book.pictures.get('a.svg')?.svg?.toString()).toBe(svg);
  for (const name of ['1.jpg', '2.jpg']) expect(await book.pictures.get(name)?.read()).toEqual(photos[name]);
});

test('a picture that changes between inspection and packing ends the build', async () => {
  const { book, template, folder } = await generatedBook({ '1.md': text, ...photos });
  await writeFile(path.join(folder, '2.jpg'), photo);
  await expect(packed(book, template, { cover: undefined })).rejects.toMatchObject({
    exitCode: 1,
    texts: { zh: expect.stringContaining('“2.jpg”在生成途中被改动') },
  });
});

test('what a zip archive cannot hold is refused, and no number wraps round', async () => {
  const date = new Date('2025-03-01T00:00:00Z');
  const many = Array.from({ length: 65_536 }, (_, n) => ({
    name: `${n}`,
    packs: false,
    read: async () => Buffer.alloc(0),
  }));
  await expect(collect(writeArchive(many, date))).rejects.toMatchObject({
    exitCode: 1,
    texts: { zh: expect.stringContaining('65535 个文件') },
  });
  const files = [1, 2].map((n) => ({ name: `${n}`, packs: false, read: async () => Buffer.alloc(100) }));
  // Two local entries, their bytes, two of the directory, its end: the last byte counts.
  const whole = 2 * (31 + 100 + 47);
  expect(await collect(writeArchive(files, date, whole))).toHaveLength(whole + 22);
  for (const most of [whole - 1, 200]) {
    await expect(collect(writeArchive(files, date, most))).rejects.toMatchObject({ exitCode: 1 });
  }
});
