import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, inject } from 'vitest';
import { loadBook } from '../../src/book/load.ts';
import { type EpubOptions, packEpub } from '../../src/epub/index.ts';
import type { TypesetBook } from '../../src/html/index.ts';
import { typeset } from '../../src/html/typeset.ts';
import { DiagramPress } from '../../src/pdf/diagrams/index.ts';
import type { KanbenMessage } from '../../src/report/message.ts';
import { loadTemplate, type Template } from '../../src/template/load.ts';

const books = fileURLToPath(new URL('../books/', import.meta.url));

/** A manuscript under tests/books, or in any other folder. */
export async function typesetBook(folder: string): Promise<{ book: TypesetBook; template: Template }> {
  const manuscript = await loadBook(path.resolve(books, folder));
  const template = await loadTemplate(manuscript.config?.template ?? 'report', manuscript.config?.language);
  const { book, messages } = await typeset(manuscript, template, {
    drawDiagrams: new DiagramPress(template).draw,
  });
  const errors = messages.filter(({ fatal }) => fatal);
  if (!book || errors.length > 0) throw new Error(errors.map(String).join('\n'));
  return { book, template };
}

export async function basicCover(): Promise<NonNullable<EpubOptions['cover']>> {
  const bytes = await readFile(path.join(books, 'basic/cover.png'));
  return { bytes, mediaType: 'image/png', alt: '封面：城市与河流', width: 300, height: 420 };
}

export async function buildEpub(folder: string, options: Partial<EpubOptions> = {}): Promise<Buffer> {
  const { book, template } = await typesetBook(folder);
  return (await packed(book, template, { cover: undefined, ...options })).bytes;
}

/** The EPUB in one piece. */
export async function packed(
  ...book: Parameters<typeof packEpub>
): Promise<{ bytes: Buffer; messages: KanbenMessage[] }> {
  const { content, messages } = await packEpub(...book);
  return { bytes: await collect(content), messages };
}

export async function collect(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  // A piece holds only until the next.
  for await (const piece of content) pieces.push(Uint8Array.from(piece));
  return Buffer.concat(pieces);
}

/** The EPUB of the sample report, as the command built it. */
export async function sampleEpub(): Promise<Buffer> {
  return readFile(path.join(inject('sample'), 'taiyuan-2025.epub'));
}

const folders: string[] = [];
afterAll(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true }))));

/** A book of the given Markdown files, with more keys of book.yaml (as JSON) if wanted. */
export async function generatedBook(
  files: Record<string, string | Uint8Array>,
  config: object = {},
): Promise<{ book: TypesetBook; template: Template; messages: KanbenMessage[]; folder: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kanben-book-'));
  // Pictures are read when they are packed.
  folders.push(folder);
  const least = { id: 't', title: '书', date: '2025-03-01', creators: [{ name: '组' }] };
  await writeFile(path.join(folder, 'book.yaml'), JSON.stringify({ ...least, ...config }));
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
  const manuscript = await loadBook(folder);
  const template = await loadTemplate(manuscript.config?.template ?? 'report', manuscript.config?.language);
  const { book, messages } = await typeset(manuscript, template);
  if (!book) throw new Error(messages.map(String).join('\n'));
  return { book, template, messages, folder };
}
