import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildEdition, Failure, type Stage } from '../../src/index.ts';
import { openPdf, runsOf } from '../pdf/read-pdf.ts';

let folder: string;
let book: string;

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kanben-edition-'));
  book = path.join(folder, 'book');
  await mkdir(path.join(book, '图'), { recursive: true });
  await writeFile(path.join(book, '图/点.png'), png);
  await writeFile(
    path.join(book, 'book.yaml'),
    'id: tiny\ntitle: 小 & 书 <一>\ndate: 2025-03-01\ncreators: [{ name: 某人 }]\ncover: 图/点.png\n',
  );
  await writeFile(
    path.join(book, '01 甲.md'),
    [
      '# 甲章',
      '',
      '第一段[^n]，',
      '接着写 PDF 与 1:2。<script>alert(1)</script><img src="图/点.png" alt="点" onerror="x()">',
      '',
      '![一个点](图/点.png "点的图")',
      '',
      '见[](#c02)。',
      '',
      '[^n]: 注文。',
    ].join('\n'),
  );
  await writeFile(path.join(book, '02 乙.md'), '# 乙章\n\n第二章的正文。$x^2$\n');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('buildEdition', () => {
  it('writes PDF, EPUB and a record whose digests are those of the files', async () => {
    const stages: Stage[] = [];
    const out = path.join(folder, 'out');
    const { record, written, pages, messages } = await buildEdition({
      folder: book,
      out,
      progress: { step: (stage) => stages.push(stage) },
    });
    expect((await readdir(out)).sort()).toEqual(['tiny.edition.json', 'tiny.epub', 'tiny.pdf']);
    expect(written.map((file) => path.basename(file))).toEqual(['tiny.pdf', 'tiny.epub', 'tiny.edition.json']);
    expect(JSON.parse(await readFile(path.join(out, 'tiny.edition.json'), 'utf8'))).toEqual(record);
    for (const { path: name, sha256, bytes } of record.outputs) {
      const content = await readFile(path.join(out, name));
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
      expect(content.length).toBe(bytes);
    }
    expect(record.inputs.map((input) => input.path)).toEqual(['01 甲.md', '02 乙.md', 'book.yaml', '图/点.png']);
    expect(record.tools.map((tool) => tool.name)).toEqual(['kanben', '@sparticuz/chromium 147.0.0']);
    expect(record.template.fonts.length).toBeGreaterThan(3);
    expect(JSON.stringify(record)).not.toContain(folder);
    expect(new Set(stages)).toEqual(
      new Set([
        'read',
        'typeset',
        'fonts',
        'browser',
        'print',
        'audit',
        'furniture',
        'finish',
        'cover',
        'epub',
        'write',
      ]),
    );
    expect(messages.map((message) => message.ruleId)).toEqual([
      'not-allowed',
      'not-allowed',
      'image-resolution',
      'image-resolution',
    ]);

    const pdf = await openPdf(path.join(out, 'tiny.pdf'));
    expect(pdf.numPages).toBe(pages);
    const text = (await Promise.all(Array.from({ length: pdf.numPages }, (_, i) => runsOf(pdf, i))))
      .flat()
      .map((run) => run.text)
      .join('');
    const squeezed = text.replace(/\s/g, '');
    expect(squeezed).toContain('第一段①，接着写PDF与1:2。');
    expect(squeezed).toContain('图1-1点的图');
    expect(squeezed).toContain('见第二章。');
    expect(squeezed).not.toContain('alert');
  });

  it('stops when aborted, and writes nothing', async () => {
    const out = path.join(folder, 'aborted');
    const abort = new AbortController();
    const build = buildEdition({
      folder: book,
      out,
      signal: abort.signal,
      progress: { step: (stage) => stage === 'print' && abort.abort(new Error('stop')) },
    });
    await expect(build).rejects.toThrow('stop');
    expect(await readdir(out)).toEqual([]);
  });

  it('refuses a manuscript with errors, with every message in both languages', async () => {
    const bad = path.join(folder, 'bad');
    await mkdir(bad);
    await writeFile(path.join(bad, 'book.yaml'), 'id: bad\ntilte: 坏\ndate: 2025-02-30\ncreators: []\n');
    await writeFile(path.join(bad, '1.md'), '# 一\n\n[x](#y)\n');
    const failure = await buildEdition({ folder: bad, out: path.join(folder, 'none') }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(Failure);
    const { exitCode, messages } = failure as Failure;
    expect(exitCode).toBe(1);
    const said = messages.map((message) => `${message.line}: ${message.reason}`);
    expect(said).toContain('2: 不认识的项“tilte”。是不是想写“title”？');
    expect(said.some((text) => text.includes('“date”的写法不对："2025-02-30"。没有这一天。'))).toBe(true);
    expect(said.some((text) => text.includes('缺少“title”。请加上这一项。'))).toBe(true);
    for (const message of messages) expect(message.texts?.en).toMatch(/[a-z]/);
  });
});
