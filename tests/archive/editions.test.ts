import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { root, runCli } from '../cli/run-cli.ts';

let folder: string;
let book: string;
let store: string;

const table = (value: string) =>
  [
    '# 概览',
    '',
    '制造业占比见下表。',
    '',
    '表：目标 {#tbl-a}',
    '',
    '| 事项 | 数值 |',
    '|:--|--:|',
    '| 农业 | 12 |',
    `| 制造业 | ${value} |`,
    '',
  ].join('\n');

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kanben-editions-'));
  book = path.join(folder, 'book');
  store = path.join(folder, 'store');
  await cp(path.join(root, 'tests/books/plain'), book, { recursive: true });
  await writeFile(
    path.join(book, 'book.yaml'),
    'id: report\ntitle: 年度报告\ndate: 2025-03-01\ncreators: [{ name: 某人 }]\nchapters: [a.md]\n',
  );
  await writeFile(path.join(book, 'a.md'), table('60'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const archive = (...words: string[]) => runCli(['archive', ...words, '--store', store]);

describe('kanben archive', () => {
  it('keeps two editions, tells exactly what was corrected, and gives both back', async () => {
    const first = await archive('add', book, '--quiet');
    expect(first.code, first.stderr).toBe(0);
    expect((await archive('add', book)).stdout).toContain('与 report@v1 完全相同，没有新建版本。');
    await writeFile(path.join(book, 'a.md'), table('62'));
    expect((await archive('add', book, '--reason', '改正制造业占比')).stdout).toMatch(
      /已存为 report@v2，新占 [\d.]+ MB。/,
    );

    const listed = JSON.parse((await archive('list', '--reporter', 'json')).stdout);
    expect(listed.publications[0].versions.map((each: { edition: object }) => each.edition)).toMatchObject([
      { number: 1, state: 'published', title: '年度报告' },
      {
        number: 2,
        supersedes: 'v1',
        reason: '改正制造业占比',
        previousInventory: expect.stringMatching(/^[0-9a-f]{128}$/),
      },
    ]);
    const verified = await archive('verify');
    expect(verified.code, verified.stdout).toBe(0);
    expect(verified.stdout).toContain('0 个错误，0 个警告。');

    const html = path.join(folder, 'report.html');
    const { code, stdout } = await archive('diff', 'report@v1', 'report@v2', '--html', html, '--reporter', 'json');
    expect(code).toBe(1);
    const report = JSON.parse(stdout);
    expect(report.errata).toEqual([{ page: '1', line: expect.any(Number), wrong: '制造业　60', right: '制造业　62' }]);
    expect(report.files).toMatchObject([
      {
        path: 'manuscript/a.md',
        changes: [{ cells: [{ column: '数值', label: '制造业', before: '60', after: '62' }] }],
      },
    ]);
    expect(report.epub.map((entry: { path: string }) => entry.path)).toEqual([expect.stringMatching(/\.xhtml$/)]);
    const shown = await readFile(html, 'utf8');
    expect(shown.match(/<img [^>]*src="data:image\/jpeg;base64,[A-Za-z0-9+/]{2000}/g)).toHaveLength(2);
    expect(shown.match(/<i style=/g)).toHaveLength(2);

    const out = path.join(folder, 'v1');
    expect((await archive('restore', 'report@v1', '--out', out)).code).toBe(0);
    expect(await readFile(path.join(out, 'manuscript/a.md'), 'utf8')).toBe(table('60'));
    const rebuilt = await archive('rebuild', 'report@v1', '--quiet');
    expect(rebuilt.stdout).toBe('report.pdf  相同\nreport.epub  相同\n');
    expect(rebuilt.code).toBe(0);
    // Five builds, one after another: on a busy machine more than the usual time.
  }, 300_000);

  it('takes the finished sample, and refuses one that was changed since', async () => {
    const manuscript = path.join(folder, 'sample');
    await cp(path.join(root, 'manuscript'), manuscript, { recursive: true });
    const words = ['add', manuscript, '--from', inject('sample'), '--quiet'];
    const taken = await archive(...words, '--state', 'draft');
    expect(taken.code, taken.stderr).toBe(0);
    const chapter = path.join(manuscript, '10-overview.md');
    await writeFile(chapter, `${await readFile(chapter, 'utf8')}\n又一段。\n`);
    const refused = await archive(...words);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('manuscript/10-overview.md 与记录里的摘要不符：做成之后改过，没有存档。');
    const verified = await archive('verify', 'taiyuan-2025');
    expect(verified.stdout).toContain('0 个错误，0 个警告。');
    // From the archive alone: the manuscript here has changed, and nothing of the cache is used.
    const rebuilt = await archive('rebuild', 'taiyuan-2025@v1', '--quiet');
    expect(rebuilt.stdout).toBe('taiyuan-2025.pdf  相同\ntaiyuan-2025.epub  相同\n');
    expect((await archive('state', 'taiyuan-2025', 'withdrawn')).code).toBe(2);
    expect((await archive('state', 'taiyuan-2025', 'withdrawn', '--reason', '数字有误')).stdout).toContain(
      'taiyuan-2025@v2',
    );
    expect((await archive('list')).stdout).toMatch(/v2 .*已撤回 .*数字有误/);
  }, 300_000);

  it('says what is wrong with a folder, a version or a name', async () => {
    const none = await runCli(['archive', 'list', '--store', folder]);
    expect(none.code).toBe(2);
    expect(none.stderr).toContain('不是存档');
    expect((await archive('show', 'nothing')).stderr).toContain('没有“nothing”');
    expect((await runCli(['archive'])).code).toBe(2);
  });
});
