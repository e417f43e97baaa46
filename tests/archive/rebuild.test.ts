import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { withoutDevelopment } from '../../src/archive/rebuild/lockfile.ts';
import type { EditionRecord } from '../../src/edition/record.ts';
import { root, runCli } from '../cli/run-cli.ts';
import { temporaryFolder } from './small-store.ts';

let folder: string;
let book: string;
let dist: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  book = path.join(folder, 'project/book');
  dist = path.join(folder, 'dist');
  await mkdir(book, { recursive: true });
  await writeFile(
    path.join(book, 'book.yaml'),
    'id: report\ntitle: 年度报告\ndate: 2025-03-01\ncreators: [{ name: 某人 }]\nchapters: [a.md]\n',
  );
  await writeFile(path.join(book, 'a.md'), '# 概览\n\n制造业占百分之六十。\n');
});

const archive = (...words: string[]) => runCli(['archive', ...words, '--store', path.join(folder, 'store')]);

/** Archives the build with its record changed, as another machine or time would have it, and takes the rest away. */
async function keep(change: (record: EditionRecord) => void, lock: object): Promise<void> {
  const file = path.join(dist, 'report.edition.json');
  const record = JSON.parse(await readFile(file, 'utf8')) as EditionRecord;
  change(record);
  await writeFile(file, JSON.stringify(record));
  await writeFile(path.join(folder, 'project/package-lock.json'), JSON.stringify(lock));
  const added = await archive('add', book, '--from', dist, '--quiet');
  expect(added.code, added.stderr).toBe(0);
  await rm(book, { recursive: true });
  await rm(dist, { recursive: true });
}

describe('kanben archive rebuild', () => {
  it('says what is another here before it builds, and gives the same bytes from the archive alone', async () => {
    const built = await runCli(['build', book, '--out', dist, '--quiet']);
    expect(built.code, built.stderr).toBe(0);
    const zod = JSON.parse(await readFile(path.join(root, 'node_modules/zod/package.json'), 'utf8')).version;
    await keep(
      ({ tools, template }) => {
        Object.assign(tools[0] ?? {}, { version: '0.0.9', sha256: '0'.repeat(64) });
        Object.assign(template.fonts[0] ?? {}, { sha256: '1'.repeat(64) });
      },
      {
        lockfileVersion: 3,
        packages: {
          '': { name: 'project', dependencies: { kanben: '0.0.9' } },
          'node_modules/zod': { version: '4.0.0' },
          'node_modules/not-here': { version: '1.0.0' },
        },
      },
    );
    const { code, stdout } = await archive('rebuild', 'report@v1', '--quiet');
    expect(stdout.split('\n').map((line) => line.replace(/[0-9a-f]{12}/g, '…'))).toEqual([
      'kanben：当时 0.0.9 …，现在 0.1.0 …',
      expect.stringMatching(/^@expo-google-fonts\/.*：当时 …，现在 …$/),
      `zod：当时 4.0.0，现在 ${zod}`,
      'report.pdf  相同',
      'report.epub  相同',
      '',
    ]);
    expect(code).toBe(0);
    // The lockfile names no kanben that could be installed.
    const refused = await archive('rebuild', 'report@v1', '--install', '--quiet');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('锁文件里没有 kanben');
    // Two builds without the cache: on a busy machine more than the usual time.
  }, 300_000);

  it('builds with the kanben that the archived lockfile has, if asked', async () => {
    // A package of that name which copies a file: what is tested is that npm installs it, and that it is the one that builds.
    const old = path.join(folder, 'old');
    for (const [from, to] of [
      ['package.json', 'package.json'],
      ['cli.js', 'lib/cli.js'],
    ] as const)
      await cp(path.join(import.meta.dirname, 'old-kanben', from), path.join(old, to));
    const [packed] = JSON.parse(execFileSync('npm', ['pack', '--json', '--silent'], { cwd: old, encoding: 'utf8' }));
    const cache = path.join(folder, 'npm-cache');
    execFileSync('npm', ['cache', 'add', path.join(old, packed.filename), '--cache', cache], { stdio: 'ignore' });
    const pdf = Buffer.from('%PDF of old');
    const sum = createHash('sha256').update(pdf).digest('hex');
    await mkdir(dist);
    await writeFile(path.join(dist, 'report.pdf'), pdf);
    const inputs = await Promise.all(
      (await readdir(book)).sort().map(async (name) => {
        const bytes = await readFile(path.join(book, name));
        return { path: name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
      }),
    );
    const record: EditionRecord = {
      record: 'kanben-edition/1',
      id: 'report',
      title: '年度报告',
      date: '2025-03-01',
      language: 'zh-Hans',
      inputs,
      outputs: [{ path: 'report.pdf', mediaType: 'application/pdf', bytes: pdf.length, sha256: sum }],
      tools: [{ name: 'kanben', version: '0.0.9', sha256: '0'.repeat(64) }],
      template: { name: 'report', files: [], fonts: [] },
    };
    await writeFile(path.join(dist, 'report.edition.json'), JSON.stringify(record));
    await keep(() => {}, {
      lockfileVersion: 3,
      packages: {
        '': { name: 'project', dependencies: { kanben: '0.0.9' } },
        'node_modules/kanben': {
          version: '0.0.9',
          resolved: 'https://registry.npmjs.org/kanben/-/kanben-0.0.9.tgz',
          integrity: packed.integrity,
        },
      },
    });
    const env = { npm_config_cache: cache, npm_config_offline: 'true' };
    const words = ['archive', 'rebuild', 'report@v1', '--install', '--quiet', '--store', path.join(folder, 'store')];
    const { code, stdout, stderr } = await runCli(words, { env });
    expect(stderr).toBe('');
    expect(stdout).toBe('report.pdf  相同\n');
    expect(code).toBe(0);
    const none = await runCli(words, { env: { ...env, npm_config_cache: path.join(folder, 'empty') } });
    expect(none.code).toBe(3);
    expect(none.stderr).toContain('npm ci 没有装成当时的环境');
  }, 300_000);
});

describe('withoutDevelopment', () => {
  it('keeps what runs, and a tool of the edition with all that it needs', () => {
    const lock = {
      packages: {
        '': { name: 'project', dependencies: { a: '1' }, devDependencies: { kanben: '1', vite: '8' } },
        'node_modules/a': { version: '1' },
        'node_modules/b': { version: '1', dev: true },
        'node_modules/kanben': { version: '1', dev: true, dependencies: { b: '2', c: '1' } },
        'node_modules/kanben/node_modules/b': { version: '2', dev: true, peerDependencies: { d: '1' } },
        'node_modules/c': { version: '1', dev: true, dependencies: { kanben: '1' } },
        'node_modules/d': { version: '1', dev: true },
        'node_modules/vite': { version: '8', dev: true, dependencies: { b: '1' } },
      },
    };
    const { packages } = withoutDevelopment(lock, ['kanben']);
    expect(packages['']).toEqual({ name: 'project', dependencies: { a: '1', kanben: '1' } });
    expect(Object.keys(packages).slice(1)).toEqual([
      'node_modules/a',
      'node_modules/kanben',
      'node_modules/kanben/node_modules/b',
      'node_modules/c',
      'node_modules/d',
    ]);
    expect(Object.keys(withoutDevelopment(lock, []).packages)).toEqual(['', 'node_modules/a']);
  });
});
