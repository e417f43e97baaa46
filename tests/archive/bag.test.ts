import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportBag } from '../../src/archive/bag.ts';
import { importBag } from '../../src/archive/import.ts';
import { findVersion } from '../../src/archive/read-version.ts';
import { restoreVersion } from '../../src/archive/restore.ts';
import { openStore } from '../../src/archive/store.ts';
import { verifyStore } from '../../src/archive/verify/index.ts';
import { commitTexts, temporaryFolder, temporaryStore, user } from './small-store.ts';

const first = { '文/第一章.md': '第一版', '文/空 格.md': '不变', 'what?.md': '问' };

async function twoVersions() {
  const store = await temporaryStore();
  await commitTexts(store, '年报', first);
  await commitTexts(store, '年报', { ...first, '文/第一章.md': '第二版' });
  return store;
}

async function tree(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [path.relative(folder, file), await readFile(file, 'utf8')] as const)),
  );
}

describe('restoreVersion', () => {
  it('gives back the first version byte by byte, under its own names', async () => {
    const store = await twoVersions();
    const out = path.join(await temporaryFolder(), 'out');
    expect((await restoreVersion(await findVersion(store, '年报@v1'), out)).files).toBe(4);
    const { 'edition.json': edition, ...texts } = await tree(out);
    expect(texts).toEqual(first);
    expect(JSON.parse(edition ?? '')).toMatchObject({ number: 1 });
  });

  it('gives the newest if none is named', async () => {
    const store = await twoVersions();
    const out = path.join(await temporaryFolder(), 'out');
    await mkdir(out);
    await restoreVersion(await findVersion(store, '年报'), out);
    expect(await readFile(path.join(out, '文/第一章.md'), 'utf8')).toBe('第二版');
  });

  it('writes nothing if a byte is wrong, a file is missing or the folder is taken', async () => {
    const store = await twoVersions();
    const found = await findVersion(store, '年报@v2');
    const folder = await temporaryFolder();
    await writeFile(path.join(folder, 'mine'), '');
    await expect(restoreVersion(found, folder)).rejects.toMatchObject({ exitCode: 2 });
    const out = path.join(folder, 'out');
    const content = path.join(store.root, found.folder, 'v2/content/文/第一章.md');
    await writeFile(content, '第三版');
    const damaged = { exitCode: 3, texts: { zh: expect.stringContaining('年报@v2 的 文/第一章.md 已损坏或不见了') } };
    await expect(restoreVersion(found, out)).rejects.toMatchObject(damaged);
    await rm(content);
    await expect(restoreVersion(found, out)).rejects.toMatchObject(damaged);
    expect(await readdir(folder)).toEqual(['mine']);
  });

  it('refuses a version and a publication that are not there', async () => {
    const store = await twoVersions();
    await expect(findVersion(store, '年报@v9')).rejects.toMatchObject({
      exitCode: 2,
      texts: { zh: '“年报”没有 v9，最新的是 v2。' },
    });
    await expect(findVersion(store, '日报')).rejects.toMatchObject({ exitCode: 2 });
  });
});

describe('a bag', () => {
  it('is verified by sha512sum, and is the same each time', async () => {
    const store = await twoVersions();
    const found = await findVersion(store, '年报@v1');
    const folder = await temporaryFolder();
    for (const name of ['one', 'two']) await exportBag(found, path.join(folder, name));
    const bag = path.join(folder, 'one');
    for (const manifest of ['manifest-sha512.txt', 'tagmanifest-sha512.txt']) {
      const said = execFileSync('sha512sum', ['-c', '--strict', manifest], { cwd: bag, encoding: 'utf8' });
      expect(
        said
          .trimEnd()
          .split('\n')
          .every((line) => line.endsWith(': OK')),
      ).toBe(true);
    }
    expect(await tree(bag)).toEqual(await tree(path.join(folder, 'two')));
    const info = await readFile(path.join(bag, 'bag-info.txt'), 'utf8');
    expect(info).toMatch(/^Payload-Oxum: \d+\.4$/m);
    expect(info).toContain('Bagging-Date: 2025-03-01\n');
  });

  it('is taken into another store, where it begins a chain', async () => {
    const store = await twoVersions();
    const folder = await temporaryFolder();
    await exportBag(await findVersion(store, '年报@v2'), path.join(folder, 'bag'));
    const target = path.join(folder, 'other');
    const taken = await importBag({ bag: path.join(folder, 'bag'), store: target, user });
    expect(taken).toMatchObject({ publication: '年报', version: 'v1', isNew: true });
    expect((await importBag({ bag: path.join(folder, 'bag'), store: target, user })).isNew).toBe(false);
    const other = await openStore(target);
    expect(await verifyStore(other)).toMatchObject({ ok: true, findings: [], objects: [{ findings: [] }] });
    await restoreVersion(await findVersion(other, '年报'), path.join(folder, 'out'));
    expect(await tree(path.join(folder, 'out'))).toMatchObject({ ...first, '文/第一章.md': '第二版' });
  });

  it('that is not whole is refused with all that is wrong', async () => {
    const store = await twoVersions();
    const folder = await temporaryFolder();
    const bag = path.join(folder, 'bag');
    await exportBag(await findVersion(store, '年报'), bag);
    await writeFile(path.join(bag, 'data/文/第一章.md'), '改');
    await rm(path.join(bag, 'data/what?.md'));
    await writeFile(path.join(bag, 'data/extra'), '');
    const failure = await importBag({ bag, store: path.join(folder, 'other'), user }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ exitCode: 2 });
    const { zh } = (failure as { texts: { zh: string } }).texts;
    for (const line of ['data/extra 不在清单里。', 'data/文/第一章.md 已变。', 'data/what?.md 不见了。'])
      expect(zh).toContain(line);
    expect(await readdir(folder)).toEqual(['bag']);
  });

  it('cannot lead out of its folder', async () => {
    const store = await twoVersions();
    const folder = await temporaryFolder();
    const bag = path.join(folder, 'bag');
    await exportBag(await findVersion(store, '年报'), bag);
    await writeFile(path.join(bag, 'manifest-sha512.txt'), `${'0'.repeat(128)}  data/../../../etc/passwd\n`);
    await expect(importBag({ bag, store: path.join(folder, 'other'), user })).rejects.toMatchObject({
      exitCode: 2,
      texts: { zh: expect.stringContaining('清单里的路径 data/../../../etc/passwd 不能用。') },
    });
  });
});
