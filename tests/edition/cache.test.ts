import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BuildOptions, buildEdition } from '../../src/edition/build.ts';
import { Workshop } from '../../src/edition/workshop.ts';
import { privateCache } from '../../src/pdf/browser/cache.ts';
import { openPdf, runsOf } from '../pdf/read-pdf.ts';

let home: string;
let book: string;
/** One browser for all builds; what was printed before is in the files of the cache alone. */
let workshop: Workshop;
const cache = () => path.join(home, 'cache/kanben');

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'kanben-edition-cache-'));
  book = path.join(home, 'book');
  await mkdir(book);
  await mkdir(cache(), { recursive: true });
  // The unpacked browser is that of the user.
  const real = await privateCache();
  for (const name of await readdir(real))
    if (name.startsWith('chromium')) await symlink(path.join(real, name), path.join(cache(), name));
  vi.stubEnv('XDG_CACHE_HOME', path.join(home, 'cache'));
  await writeFile(path.join(book, 'book.yaml'), 'id: b\ntitle: 书\ndate: 2025-03-01\ncreators: [{ name: 某人 }]\n');
  await writeFile(path.join(book, '1.md'), `# 甲章\n\n${'这是甲章的一段。'.repeat(40)}\n\n## 甲节 {#sec-a}\n\n完。\n`);
  await writeFile(path.join(book, '2.md'), '# 乙章 {#two}\n\n见[第?页](#sec-a)，又见[丙章](#three)。\n');
  await writeFile(path.join(book, '3.md'), '# 丙章 {#three}\n\n没有别的。\n');
  workshop = await Workshop.open();
});

afterAll(async () => {
  await workshop.close();
  vi.unstubAllEnvs();
  await rm(home, { recursive: true, force: true });
});

async function build(options: Partial<BuildOptions> = {}) {
  const out = await mkdtemp(path.join(home, 'out-'));
  const made = await buildEdition({ folder: book, out, formats: ['pdf'], workshop, ...options });
  const pdf = made.written.find((file) => file.endsWith('.pdf')) ?? '';
  return { ...made, pdf, bytes: await readFile(pdf) };
}

describe('building twice', () => {
  it('prints only what is new, with the same bytes as without a cache', async () => {
    const first = await build();
    expect(first.parts).toEqual({ count: 6, printed: 6 });
    const again = await build();
    expect(again.parts).toEqual({ count: 6, printed: 0 });
    expect(again.bytes.equals(first.bytes)).toBe(true);
    await writeFile(path.join(book, '3.md'), '# 丙章 {#three}\n\n改过了，还有个“龘”字。\n');
    const changed = await build();
    const cold = await build({ cache: false });
    expect(cold.parts).toEqual({ count: 6, printed: 6 });
    expect(changed.bytes.equals(cold.bytes)).toBe(true);
    await writeFile(path.join(book, '3.md'), '# 丙章 {#three}\n\n改过了。\n');
    expect((await build()).parts).toEqual({ count: 6, printed: 1 });
  });

  it('keeps no page whose fonts are others now: the dot of names has another glyph where a book has ・ itself', async () => {
    await writeFile(path.join(book, '3.md'), '# 丙章 {#three}\n\n列夫·托尔斯泰。\n');
    await build();
    await writeFile(path.join(book, '1.md'), '# 甲章\n\n## 甲节 {#sec-a}\n\n代码`a・b`。\n');
    const changed = await build();
    expect(changed.bytes.equals((await build({ cache: false })).bytes)).toBe(true);
  });

  it('says the same of the manuscript again, and sees when only a picture has changed', async () => {
    const drawing = (label: string) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><text x="2" y="15">${label}</text></svg>`;
    await writeFile(path.join(book, 'a.svg'), drawing('甲'));
    await writeFile(
      path.join(book, '3.md'),
      '# 丙章 {#three}\n\n![](a.svg)\n\n他说“好。\n\n没有配对的（括号。[^1]\n\n[^1]: 注里也“没有。\n',
    );
    const first = await build();
    const again = await build();
    const said = ({ messages }: typeof first) => messages.map((message) => JSON.stringify({ ...message }));
    expect(first.messages.length).toBeGreaterThan(2);
    expect(said(again)).toEqual(said(first));
    expect(again.bytes.equals(first.bytes)).toBe(true);
    await writeFile(path.join(book, 'a.svg'), drawing('乙'));
    const changed = await build();
    expect(changed.parts?.printed).toBe(1);
    expect(changed.bytes.equals((await build({ cache: false })).bytes)).toBe(true);
    await rm(path.join(book, 'a.svg'));
    await expect(build()).rejects.toMatchObject({ exitCode: 1 });
    await writeFile(path.join(book, '3.md'), '# 丙章 {#three}\n\n改过了。\n');
  });

  it('notices what is damaged in the cache, and prints it again', async () => {
    const { bytes } = await build();
    const prints = path.join(cache(), 'prints');
    for (const name of await readdir(prints)) await truncate(path.join(prints, name), 100);
    const again = await build();
    expect(again.parts).toEqual({ count: 6, printed: 6 });
    expect(again.bytes.equals(bytes)).toBe(true);
  });

  it('builds all the same when nothing can be kept, and says so', async () => {
    const prints = path.join(cache(), 'prints');
    await rm(prints, { recursive: true });
    await writeFile(prints, 'in the way');
    const { parts, messages } = await build({ workshop: undefined });
    await rm(prints);
    expect(parts?.printed).toBe(6);
    expect(messages.map(({ source, ruleId, fatal }) => [source, ruleId, fatal])).toContainEqual([
      'print',
      'cache',
      undefined,
    ]);
  });
});

describe('building one chapter', () => {
  it.each([['two'], ['2.md'], ['2'], ['乙章']])(
    'finds it as %s, and writes its pages and nothing else',
    async (only) => {
      const { pdf, parts, pages, messages } = await build({ only, formats: ['pdf', 'epub'] });
      expect(messages).toEqual([]);
      expect([parts?.count, pages]).toEqual([1, 1]);
      expect(await readdir(path.dirname(pdf))).toEqual(['b.two.pdf']);
      const document = await openPdf(pdf);
      const text = (await runsOf(document, 0))
        .map((run) => run.text)
        .join('')
        .replaceAll(' ', '');
      expect(text).toContain('第二章');
      expect(text).toContain('见第?页');
      await document.loadingTask.destroy();
    },
  );

  it('says which chapters there are', async () => {
    await expect(build({ only: '戊' })).rejects.toMatchObject({
      exitCode: 2,
      texts: { zh: '书稿里没有“戊”这一章。有：c01（甲章）、two（乙章）、three（丙章）。' },
    });
    await cp(path.join(book, '3.md'), path.join(book, '4.md'));
    await writeFile(path.join(book, '4.md'), '# 丙章\n\n同名。\n');
    await expect(build({ only: '丙章' })).rejects.toMatchObject({ texts: { zh: expect.stringContaining('指几章') } });
    await rm(path.join(book, '4.md'));
  });
});
