import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kanben-pack-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

it('packs into a tarball that installs in an empty folder and builds a manuscript there', async () => {
  // Scripts off: `prepack` would compile into lib/ while other tests run it; the set-up has just done so.
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    cwd: root,
  });
  const [packed] = JSON.parse(stdout.slice(stdout.indexOf('['))) as [{ filename: string; files: { path: string }[] }];
  const names = packed.files.map((file) => file.path);
  expect(names).toEqual(
    expect.arrayContaining([
      'lib/cli.js',
      'lib/index.d.ts',
      'templates/report/print.css',
      'data/unicode/EquivalentUnifiedIdeograph.txt',
      'data/unicode/LICENSE',
      'LICENSE',
      'README.md',
      'schema.json',
    ]),
  );
  expect(names.filter((name) => /^(src|tests|manuscript|docs)\//.test(name))).toEqual([]);

  await writeFile(path.join(folder, 'package.json'), '{"private":true}');
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', path.join(folder, packed.filename)], {
    cwd: folder,
  });
  await mkdir(path.join(folder, 'book'));
  await writeFile(
    path.join(folder, 'book/book.yaml'),
    'id: b\ntitle: 书\ndate: 2025-01-01\ncreators: [{ name: 人 }]\n',
  );
  await writeFile(path.join(folder, 'book/1.md'), '# 章\n\n正文。\n');
  await run('npx', ['kanben', 'build', 'book'], { cwd: folder });
  expect((await readdir(path.join(folder, 'dist'))).sort()).toEqual(['b.edition.json', 'b.epub', 'b.pdf']);
  const script =
    "import { buildEdition, loadBook } from 'kanben'; console.log(typeof buildEdition, (await loadBook('book')).config.title)";
  expect((await run(process.execPath, ['--input-type=module', '-e', script], { cwd: folder })).stdout).toBe(
    'function 书\n',
  );
  expect(JSON.parse(await readFile(path.join(folder, 'node_modules/kanben/schema.json'), 'utf8')).title).toBeDefined();
});
