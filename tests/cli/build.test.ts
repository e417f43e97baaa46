import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openPdf } from '../pdf/read-pdf.ts';
import { root, runCli } from './run-cli.ts';

let folder: string;
let small: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kanben-cli-'));
  small = path.join(folder, 'small');
  await mkdir(small);
  await writeFile(
    path.join(small, 'book.yaml'),
    'id: small\ntitle: 小书\ndate: 2025-03-01\ncreators: [{ name: 某人 }]\n',
  );
  await writeFile(path.join(small, '01.md'), '# 开头\n\n只有一段。\n');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('kanben build', () => {
  // The sample was built with a cache, empty or not.
  it.each([
    ['nothing kept', ['--no-cache'], { TZ: 'Pacific/Auckland', LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' }, '077'],
    ['all kept', [], { TZ: 'America/St_Johns', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }, '000'],
  ])('gives the same bytes in another folder, time zone, locale and umask: %s', async (name, words, env, umask) => {
    const copy = path.join(folder, `elsewhere 别处 ${name}`);
    await cp(path.join(root, 'manuscript'), copy, { recursive: true });
    const out = path.join(folder, name);
    const { code, stderr } = await runCli(['build', copy, '--out', out, ...words], { cwd: folder, env, umask });
    expect(code, stderr).toBe(0);
    const names = (await readdir(out)).sort();
    expect(names).toEqual(['taiyuan-2025.edition.json', 'taiyuan-2025.epub', 'taiyuan-2025.pdf']);
    for (const name of names) {
      const [first, second] = await Promise.all([
        readFile(path.join(inject('sample'), name)),
        readFile(path.join(out, name)),
      ]);
      expect(first.equals(second), name).toBe(true);
    }
  });

  it('says what it does, one line a stage, and closes with pages, sizes, seconds and warnings', async () => {
    const { code, stdout, stderr } = await runCli(['build', small, '--out', path.join(folder, 'said')]);
    expect(code).toBe(0);
    expect(stderr).toContain('读书稿\n');
    expect(stderr).toContain('整理正文\n');
    expect(stderr.match(/排版\n/g)).toHaveLength(1);
    expect(stderr).not.toContain('\u001B');
    expect(stdout).toMatch(/small\.pdf {2}[\d.]+ [KM]B/);
    expect(stdout).toMatch(/\d+ 页，0 条警告，用时 [\d.]+ 秒。/);
  });

  it('reports as JSON on standard output, and nothing else there', async () => {
    const out = path.join(folder, 'json');
    const { code, stdout, stderr } = await runCli(['build', small, '--out', out, '--reporter', 'json']);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ ok: true, exitCode: 0, id: 'small', messages: [] });
    expect(report.outputs.map((output: { path: string }) => path.basename(output.path))).toEqual([
      'small.pdf',
      'small.epub',
    ]);
  });

  it('writes one format when asked', async () => {
    const out = path.join(folder, 'one');
    expect((await runCli(['build', small, '--out', out, '--format', 'epub'])).code).toBe(0);
    expect((await readdir(out)).sort()).toEqual(['small.edition.json', 'small.epub']);
  });

  it('takes the time of modification from SOURCE_DATE_EPOCH', async () => {
    const out = path.join(folder, 'dated');
    const env = { SOURCE_DATE_EPOCH: '1767225600' };
    expect((await runCli(['build', small, '--out', out, '--quiet'], { env })).code).toBe(0);
    const { info } = await (await openPdf(path.join(out, 'small.pdf'))).getMetadata();
    expect(info).toMatchObject({ CreationDate: 'D:20250301000000Z', ModDate: 'D:20260101000000Z' });
    const wrong = await runCli(['build', small, '--out', out], { env: { SOURCE_DATE_EPOCH: 'now' } });
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('SOURCE_DATE_EPOCH 不能是“now”，应当是 1980 年以后的秒数。');
  });

  it('stops at errors with status 1, all of them at once, and leaves the last outputs alone', async () => {
    const out = path.join(folder, 'kept');
    const bad = path.join(folder, 'bad');
    await cp(small, bad, { recursive: true });
    await mkdir(out);
    await writeFile(path.join(out, 'small.pdf'), 'the last edition');
    await writeFile(path.join(bad, '01.md'), '# 开头\n\n见[别处](#nowhere)。\n\n![图](no.png)\n\n还有𠀀\u{1F600}。\n');
    const { code, stderr } = await runCli(['build', bad, '--out', out, '--quiet']);
    expect(code).toBe(1);
    expect(stderr).toContain('01.md:3:2  错误  链接“#nowhere”没有目标。');
    expect(stderr).toContain('01.md:5:1  错误  图片“no.png”找不到。请检查路径与文件名（区分大小写）。');
    expect(stderr).toContain('字体里没有“😀”（U+1F600）');
    expect(stderr).toMatch(/书稿里有 \d 处要改，没有输出任何文件。/);
    expect(await readdir(out)).toEqual(['small.pdf']);
    expect(await readFile(path.join(out, 'small.pdf'), 'utf8')).toBe('the last edition');
  });

  it('fails on warnings with --strict', async () => {
    const warned = path.join(folder, 'warned');
    await cp(small, warned, { recursive: true });
    await writeFile(path.join(warned, '01.md'), '# 开头\n\n## 一节\n\n正文。\n\n#### 跳级\n\n正文。\n');
    expect((await runCli(['build', warned, '--out', path.join(folder, 'w1'), '--format', 'epub'])).code).toBe(0);
    const strict = await runCli(['build', warned, '--out', path.join(folder, 'w2'), '--format', 'epub', '--strict']);
    expect(strict.code).toBe(1);
    expect(strict.stderr).toContain('标题从 2 级跳到了 4 级，请改成 3 级。');
  });
});

describe('wrong use', () => {
  it.each([
    [['build', 'no-such-folder'], '找不到文件夹 no-such-folder。'],
    [['build', 'tests'], 'tests 里没有能读的 book.yaml。'],
    [['build', 'package.json'], 'package.json 不是文件夹。请给出放着 book.yaml 的文件夹。'],
    [['build', 'manuscript', '--format', 'docx'], '--format 不能是“docx”，可以是 pdf、epub 或 pdf,epub。'],
    [['build', 'manuscript', '--template', 'nope'], '没有叫“nope”的模板。'],
    [['build', '--no-such-option'], '--no-such-option'],
    [['buidl'], 'buidl'],
  ])('%j ends with status 2', async (words, text) => {
    const { code, stderr } = await runCli(words);
    expect(stderr).toContain(text);
    expect(code).toBe(2);
  });

  it('answers --help in Chinese, and in English when asked or when the locale is', async () => {
    expect((await runCli(['build', '--help'])).stdout).toContain('把书稿做成 PDF 和 EPUB');
    expect((await runCli(['build', '--help', '--lang', 'en'])).stdout).toContain(
      'build PDF and EPUB from a manuscript',
    );
    expect((await runCli(['--help'], { env: { LANG: 'en_GB.UTF-8' } })).stdout).toContain('Chinese Markdown');
    expect((await runCli(['--help'])).code).toBe(0);
  });

  it('speaks English when told', async () => {
    const { stderr } = await runCli(['build', 'no-such-folder', '--lang', 'en']);
    expect(stderr).toContain('No such folder: no-such-folder.\n');
  });
});

describe('engines that fail', () => {
  it('says that the browser cannot start, and which library is missing', async () => {
    const fake = path.join(folder, 'browser.sh');
    await writeFile(
      fake,
      '#!/bin/sh\necho "$0: error while loading shared libraries: libnss3.so: cannot open shared object file" >&2\nexit 127\n',
    );
    await chmod(fake, 0o755);
    const out = path.join(folder, 'nobrowser');
    const missing = await runCli(['build', small, '--out', out, '--quiet'], {
      env: { PUPPETEER_EXECUTABLE_PATH: fake },
    });
    expect(missing.code).toBe(3);
    expect(missing.stderr).toContain('浏览器启动不了：系统里没有 libnss3.so。');
    const none = await runCli(['build', small, '--out', out, '--quiet'], {
      env: { PUPPETEER_EXECUTABLE_PATH: '/no/browser' },
    });
    expect(none.code).toBe(3);
    expect(none.stderr).toContain('浏览器启动不了（/no/browser）');
    expect(await readdir(out)).toEqual([]);
  });

  it('says that the output folder cannot be written', async () => {
    await writeFile(path.join(folder, 'a-file'), '');
    const { code, stderr } = await runCli(['build', small, '--out', path.join(folder, 'a-file/out'), '--quiet']);
    expect(code).toBe(3);
    expect(stderr).toMatch(/不能写入输出文件夹 .*（ENOTDIR）。请检查权限，或用 --out 另选一个。/);
  });

  it('says that the disk is full, and keeps what was there', async (context) => {
    const disk = path.join(folder, 'disk');
    await mkdir(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      context.skip('cannot mount a small file system here');
    }
    try {
      await writeFile(path.join(disk, 'small.epub'), 'the last edition');
      const { code, stderr } = await runCli(['build', small, '--out', disk, '--quiet']);
      expect(code).toBe(3);
      expect(stderr).toContain('磁盘满了，没有写成。请腾出空间再试；原来的文件没有动。');
      expect(await readdir(disk)).toEqual(['small.epub']);
      expect(await readFile(path.join(disk, 'small.epub'), 'utf8')).toBe('the last edition');
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

describe('Ctrl-C', () => {
  it.each(['整理正文', '启动浏览器', '排版', '加书眉页码', '打包 EPUB'])(
    'during %s leaves no process, no temporary file, no output',
    async (stage) => {
      const temporary = await mkdtemp(path.join(folder, 'tmp-'));
      const out = path.join(folder, `int-${stage.slice(0, 2)}-${stage.length}`);
      let sent = false;
      const { code, stderr } = await runCli(['build', 'manuscript', '--out', out], {
        env: { TMPDIR: temporary },
        watch: (child, said) => {
          if (!sent && said.includes(stage)) {
            sent = true;
            child.kill('SIGINT');
          }
        },
      });
      expect(stderr).toContain('已中断，没有留下未完成的文件。');
      expect(code).toBe(130);
      expect(await readdir(out).catch(() => [])).toEqual([]);
      expect(await readdir(temporary)).toEqual([]);
      expect(await commandsWith(temporary)).toEqual([]);
    },
  );
});

/** Command lines of live processes that name `text`. */
async function commandsWith(text: string): Promise<string[]> {
  const found: string[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (line.includes(text)) found.push(line.replaceAll('\0', ' '));
  }
  return found;
}
