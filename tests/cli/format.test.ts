import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root, runCli } from './run-cli.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kanben-format-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function pipe(words: string[], input: string | Buffer): string {
  return execFileSync(process.execPath, [path.join(root, 'lib/cli.js'), 'format', '-', ...words], {
    input,
    cwd: folder,
    encoding: 'utf8',
  });
}

describe('kanben format', () => {
  it('reads standard input and writes standard output', () => {
    expect(pipe([], '春天来了,河边的柳树\n发芽了.\n')).toBe('春天来了，河边的柳树\n发芽了。\n');
    expect(pipe(['--as-built'], '春天来了,河边的柳树\n发芽了.\n')).toBe('春天来了，河边的柳树发芽了。\n');
    expect(pipe(['--language', 'zh-Hant-TW'], '他說"好"。')).toBe('他說「好」。');
  });

  it('formats the other files when one cannot be read', async () => {
    await writeFile(path.join(folder, 'a.md'), Buffer.from([0xff, 0xfe, 0x00]));
    await writeFile(path.join(folder, 'b.md'), '好,\n');
    const { code, stdout } = await runCli(['format'], { cwd: folder });
    expect([code, stdout]).toEqual([1, 'b.md\n']);
    expect(await readFile(path.join(folder, 'b.md'), 'utf8')).toBe('好，\n');
  });

  it('changes only the characters of the rules: line ends, byte order mark, mode and links stay', async () => {
    const real = path.join(folder, 'real.md');
    const link = path.join(folder, 'link.md');
    await writeFile(real, '\uFEFF第一行,\r\n  第二行.\t\r\n\r\n    code, kept.\r\n');
    await chmod(real, 0o640);
    await symlink('real.md', link);
    const { code, stdout, stderr } = await runCli(['format', link], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toBe(`${link}\n`);
    expect(stderr).toBe('1 个文件，改了 1 个。\n');
    expect(await readFile(real, 'utf8')).toBe('\uFEFF第一行，\r\n  第二行。\t\r\n\r\n    code, kept.\r\n');
    expect((await stat(real)).mode & 0o777).toBe(0o640);
    expect((await runCli(['format', link, '--check'], { cwd: folder })).code).toBe(0);
  });

  it('--check writes nothing, names what would change and ends with 1', async () => {
    await writeFile(path.join(folder, 'a.md'), '好,\n');
    await writeFile(path.join(folder, 'b.md'), '好，\n');
    const { code, stdout, stderr } = await runCli(['format', '--check'], { cwd: folder });
    expect([code, stdout, stderr]).toEqual([1, 'a.md\n', '2 个文件，1 个要改。\n']);
    expect(await readFile(path.join(folder, 'a.md'), 'utf8')).toBe('好,\n');
  });

  it('leaves out what .gitignore names, and takes the settings of the nearest book.yaml', async () => {
    await mkdir(path.join(folder, 'sub'));
    await mkdir(path.join(folder, 'out'));
    await writeFile(path.join(folder, '.gitignore'), 'out/\n');
    await writeFile(path.join(folder, 'book.yaml'), 'title: 未写完\ntypography: { half-width-marks: off }\n');
    for (const name of ['sub/a.md', 'out/b.md']) await writeFile(path.join(folder, name), '好,他说"好".\n');
    const { code, stdout } = await runCli(['format'], { cwd: folder });
    expect([code, stdout]).toEqual([0, 'sub/a.md\n']);
    expect(await readFile(path.join(folder, 'sub/a.md'), 'utf8')).toBe('好,他说“好”.\n');
  });

  it('refuses settings that mean nothing, files that are missing and text that is not UTF-8', async () => {
    await writeFile(path.join(folder, 'a.md'), Buffer.from([0xba, 0xba, 0xd7, 0xd6, 0x0a]));
    const encoding = await runCli(['format', 'a.md'], { cwd: folder });
    expect(encoding.code).toBe(1);
    expect(await readFile(path.join(folder, 'a.md'))).toEqual(Buffer.from([0xba, 0xba, 0xd7, 0xd6, 0x0a]));
    expect(encoding.stderr).toContain('第 1 行不是 UTF-8。这个文件用 GB 18030 能读通');
    const missing = await runCli(['format', 'none.md'], { cwd: folder });
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('none.md');
    await writeFile(path.join(folder, 'book.yaml'), 'typography: { quotse: off }\n');
    const settings = await runCli(['format', 'a.md'], { cwd: folder });
    expect(settings.code).toBe(2);
    expect(settings.stderr).toContain('不认识的项“typography.quotse”。是不是想写“quotes”？');
  });
});

describe('kanben check', () => {
  it('reports on files with the line and a caret under the wide column', async () => {
    await writeFile(path.join(folder, 'a.md'), '# 题\n\n春天来了,好.\n');
    const { code, stdout, stderr } = await runCli(['check', 'a.md'], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toContain('a.md:3:5  警告  ');
    expect(stdout).toContain('    春天来了,好.\n            ^\n');
    expect(stderr).toBe('0 个错误，2 条警告，0 条提示。\n');
    expect((await runCli(['check', 'a.md', '--strict'], { cwd: folder })).code).toBe(1);
  });

  it('--fix writes the safe fixes and reports what is left', async () => {
    await writeFile(path.join(folder, 'a.md'), '春天来了,他说“好。\n');
    const { code, stdout, stderr } = await runCli(['check', '--fix'], { cwd: folder });
    expect(code).toBe(0);
    expect(await readFile(path.join(folder, 'a.md'), 'utf8')).toBe('春天来了，他说“好。\n');
    expect(stdout).toContain('typography:unpaired-quotes');
    expect(stdout).not.toContain('half-width');
    expect(stderr).toBe('改了 1 个文件；0 个错误，1 条警告，0 条提示。\n');
  });

  it('checks a manuscript through all stages without writing anything', async () => {
    await writeFile(path.join(folder, 'book.yaml'), 'id: a\ntitle: 书\ndate: 2025-01-01\ncreators: [{ name: 人 }]\n');
    await writeFile(path.join(folder, '1.md'), '# 题\n\n好,[见](#x)\u{1F600}\n');
    const { code, stdout } = await runCli(['check', folder, '--reporter', 'json']);
    expect(code).toBe(1);
    const rules = JSON.parse(stdout).map(
      (message: { rule: string; line: number }) => `${message.rule}:${message.line}`,
    );
    expect(rules.sort()).toEqual(['document:link-target:3', 'print:missing-glyph:3', 'typography:half-width-marks:3']);
  });

  it('speaks to GitHub and as SARIF', async () => {
    await writeFile(path.join(folder, 'a.md'), '春天来了,好。\n');
    const github = await runCli(['check', 'a.md', '--reporter', 'github'], { cwd: folder });
    expect(github.stdout).toMatch(
      /^::warning file=a\.md,line=1,col=5,endColumn=6,title=typography%3Ahalf-width-marks::/,
    );
    const log = JSON.parse((await runCli(['check', 'a.md', '--reporter', 'sarif'], { cwd: folder })).stdout);
    expect(log).toMatchObject({ version: '2.1.0', runs: [{ tool: { driver: { name: 'kanben' } } }] });
    expect(log.runs[0].results).toHaveLength(1);
  });

  it('finds the sample report in order', async () => {
    const { code, stdout } = await runCli(['check', 'manuscript']);
    expect([code, stdout]).toEqual([0, '']);
  });
});
