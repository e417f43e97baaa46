import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Disk, realDisk } from '../../src/archive/disk/disk.ts';
import { lockKey } from '../../src/archive/disk/lock.ts';
import { makeDiskStore, openDiskStore } from '../../src/archive/disk/open.ts';
import { objectFolder, workFolder } from '../../src/archive/disk/place.ts';
import { mendInventories, recoverStages } from '../../src/archive/disk/recover.ts';
import { objectId } from '../../src/archive/layout.ts';
import type { Store } from '../../src/archive/store.ts';
import { verifyStore } from '../../src/archive/verify/index.ts';
import { Failure } from '../../src/report/failure.ts';
import { watchedDisk } from './faulty-disk.ts';
import { commitTexts, temporaryFolder, temporaryStore } from './small-store.ts';

const first = { 'a/一.md': '第一版', 'a/二.md': '不变' };
const second = { 'a/一.md': '第二版', 'a/二.md': '不变', 'a/三.md': '新的' };

function fault(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}

async function codesOf(store: Store): Promise<string[]> {
  const { findings, objects } = await verifyStore(store);
  return [...findings, ...objects.flatMap((object) => object.findings)].map(
    ({ code, path: file }) => `${code} ${file}`,
  );
}

async function filesOf(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

describe('a disk that fails', () => {
  it.each(['ENOSPC', 'EACCES'])('with %s at any change leaves the store as it was, or finished', async (code) => {
    const template = await temporaryStore();
    await commitTexts(template, '年报', first);
    const folder = await temporaryFolder();
    let refused = 0;
    for (let at = 0; ; at++) {
      const root = path.join(folder, String(at));
      await cp(template.root, root, { recursive: true });
      let done = 0;
      let keptLock = false;
      const disk = watchedDisk(async (name, target, half) => {
        if (done++ !== at) return;
        keptLock = name === 'remove' && target.endsWith('.lock');
        await half();
        throw fault(code);
      });
      const outcome = await commitTexts(await openDiskStore(root, disk), '年报', second).catch(
        (error: unknown) => error,
      );
      if (done <= at) break;
      const head = await verifyStore(await openDiskStore(root)).then((report) => report.objects[0]?.head);
      if (outcome instanceof Failure) {
        refused++;
        expect(outcome.exitCode).toBe(3);
        if (code === 'ENOSPC') expect(outcome.texts.zh).toContain('磁盘满了');
        expect(head, `${at}`).toBe('v1');
      } else {
        expect(outcome, `${at}`).toMatchObject({ version: 'v2', isNew: true });
        expect(head).toBe('v2');
      }
      expect(await codesOf(await openDiskStore(root)), `${at}`).toEqual([]);
      // A lock that could not be removed holds as long as this process runs.
      if (keptLock) continue;
      const opened = await openDiskStore(root);
      await recoverStages(opened);
      expect(await readdir(workFolder(opened)).catch(() => []), `${at}`).toEqual([]);
    }
    expect(refused).toBeGreaterThan(15);
  });

  it('says that the disk is full on a disk that is, and keeps what was there', async (context) => {
    const folder = path.join(await temporaryFolder(), 'disk');
    await mkdir(folder);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', folder], { stdio: 'ignore' });
    } catch {
      context.skip('cannot mount a small file system here');
    }
    try {
      const store = await makeDiskStore(path.join(folder, 'store'));
      await commitTexts(store, '年报', first);
      const large = { ...second, 'a/大.md': '长'.repeat(100_000) };
      await expect(commitTexts(store, '年报', large)).rejects.toMatchObject({
        exitCode: 3,
        texts: { en: expect.stringContaining('The disk is full') },
      });
      expect(await codesOf(store)).toEqual([]);
      expect((await commitTexts(store, '年报', second)).version).toBe('v2');
      execFileSync('mount', ['-o', 'remount,ro', folder], { stdio: 'ignore' });
      await expect(commitTexts(store, '年报', first)).rejects.toMatchObject({
        exitCode: 3,
        texts: { zh: expect.stringContaining('文件系统是只读的') },
      });
      expect(await codesOf(store)).toEqual([]);
    } finally {
      execFileSync('umount', [folder]);
    }
  });

  it('refuses a store across two file systems, with the reason', async (context) => {
    const root = path.join(await temporaryFolder(), 'store');
    const store = await makeDiskStore(root);
    const other = workFolder(store);
    await mkdir(other);
    try {
      execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', other], { stdio: 'ignore' });
    } catch {
      context.skip('cannot mount a file system here');
    }
    try {
      await expect(commitTexts(store, '年报', first)).rejects.toMatchObject({
        exitCode: 3,
        texts: { zh: expect.stringContaining('跨两个文件系统') },
      });
    } finally {
      execFileSync('umount', [other]);
    }
    await rm(other, { recursive: true });
    expect(await codesOf(store)).toEqual([]);
  });
});

describe('damage', () => {
  it('of one bit in any file of the store is found, and the file named', async () => {
    const store = await temporaryStore();
    await commitTexts(store, '年报', first);
    await commitTexts(store, '年报', second);
    const files = await filesOf(store.root);
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      const bytes = await readFile(file);
      const flipped = Buffer.from(bytes);
      const at = flipped.length >> 1;
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      await writeFile(file, flipped);
      const name = path.relative(store.root, file);
      const codes = await codesOf(store);
      // A sidecar is told of by the inventory that it does not fit.
      expect(codes.join('\n'), name).toContain(name.replace(/\.sha512$/, ''));
      await writeFile(file, bytes);
    }
    expect(await codesOf(store)).toEqual([]);
  });

  it('by a missing and by an extra file is found', async () => {
    const store = await temporaryStore();
    await commitTexts(store, '年报', first);
    const object = objectFolder(store, objectId('年报'));
    const where = path.relative(store.root, object);
    const content = path.join(object, 'v1/content/a');
    await writeFile(path.join(content, '多.md'), '多出的');
    expect(await codesOf(store)).toEqual([`E023 ${where}/v1/content/a/多.md`]);
    await rm(path.join(content, '多.md'));
    await rm(path.join(content, '一.md'));
    expect(await codesOf(store)).toEqual([`E092 ${where}/v1/content/a/一.md`]);
  });

  it('of an old version together with its inventories breaks the chain', async () => {
    const store = await temporaryStore();
    await commitTexts(store, '年报', first);
    const forged = await temporaryStore();
    await commitTexts(forged, '年报', { ...first, 'a/一.md': '改写的历史' });
    await commitTexts(forged, '年报', second);
    await commitTexts(store, '年报', second);
    // The edition.json of the honest store in the other one, with all digests put right.
    const [honest, other] = [store, forged].map((each) => objectFolder(each, objectId('年报'))) as [string, string];
    const name = 'v2/content/edition.json';
    const { createHash } = await import('node:crypto');
    const digest = (bytes: Buffer) => createHash('sha512').update(bytes).digest('hex');
    const [was, is] = [await readFile(path.join(other, name)), await readFile(path.join(honest, name))];
    await writeFile(path.join(other, name), is);
    const text = (await readFile(path.join(other, 'inventory.json'), 'utf8')).replaceAll(digest(was), digest(is));
    for (const folder of [other, path.join(other, 'v2')]) {
      await writeFile(path.join(folder, 'inventory.json'), text);
      await writeFile(path.join(folder, 'inventory.json.sha512'), `${digest(Buffer.from(text))} inventory.json\n`);
    }
    expect(await codesOf(forged)).toEqual([`K001 ${path.relative(forged.root, other)}/v2`]);
  });

  it('of the root inventory is mended from the copy in the newest version', async () => {
    const store = await temporaryStore();
    await commitTexts(store, '年报', first);
    await commitTexts(store, '年报', second);
    const object = objectFolder(store, objectId('年报'));
    const good = await readFile(path.join(object, 'inventory.json'));
    for (const bad of [
      Buffer.alloc(0),
      good.subarray(0, 100),
      await readFile(path.join(object, 'v1/inventory.json')),
    ]) {
      await writeFile(path.join(object, 'inventory.json'), bad);
      expect(await mendInventories(store)).toEqual([{ publication: '年报', version: 'v2', outcome: 'mended' }]);
      expect(await codesOf(store)).toEqual([]);
    }
    expect(await mendInventories(store)).toEqual([]);
  });

  it('by a link in the place of a file is found', async () => {
    const store = await temporaryStore();
    await commitTexts(store, '年报', first);
    const file = path.join(objectFolder(store, objectId('年报')), 'v1/content/a/一.md');
    const elsewhere = path.join(await temporaryFolder(), 'same.md');
    await writeFile(elsewhere, await readFile(file));
    await rm(file);
    await symlink(elsewhere, file);
    expect((await codesOf(store)).map((line) => line.slice(0, 4))).toEqual(['E090', 'E092']);
  });
});

describe('writers', () => {
  it('of one publication wait for each other, and none is lost', async () => {
    const store = await temporaryStore();
    const texts = ['一', '二', '三', '四', '五'];
    const versions = await Promise.all(texts.map((text) => commitTexts(store, '年报', { 'a.md': text })));
    expect(versions.map(({ version }) => version).sort()).toEqual(['v1', 'v2', 'v3', 'v4', 'v5']);
    expect(await codesOf(store)).toEqual([]);
  });

  it('of different publications do not wait', async () => {
    const store = await temporaryStore();
    const names = Array.from({ length: 8 }, (_, i) => `年报${i}`);
    await Promise.all(names.map((name) => commitTexts(store, name, { 'a.md': name }, { patience: 0 })));
    expect((await verifyStore(store)).objects).toHaveLength(8);
  });

  it('are refused with the name of the holder when it does not end', async () => {
    const store = await temporaryStore();
    await mkdir(workFolder(store));
    const lock = path.join(workFolder(store), `${lockKey(objectId('年报'))}.lock`);
    await writeFile(lock, JSON.stringify({ token: 't', id: objectId('年报'), host: 'elsewhere', pid: 1, started: '' }));
    await expect(commitTexts(store, '年报', first, { patience: 100 })).rejects.toMatchObject({
      exitCode: 3,
      texts: {
        zh: `“年报”正在被另一个进程写入（elsewhere, PID 1），没有写。请等它结束再试；如果它已不在运行，删去 ${lock}。`,
      },
    });
    await rm(lock);
    expect((await commitTexts(store, '年报', first)).version).toBe('v1');
  });

  it('take over the lock of a process that is gone', async () => {
    const store = await temporaryStore();
    await mkdir(workFolder(store));
    const { hostname } = await import('node:os');
    const lock = path.join(workFolder(store), `${lockKey(objectId('年报'))}.lock`);
    // This process runs, but began at another time: the number was given again.
    const gone = { token: 't', id: objectId('年报'), host: hostname(), pid: process.pid, started: 'another boot 1' };
    await writeFile(lock, JSON.stringify(gone));
    expect((await commitTexts(store, '年报', first, { patience: 0 })).version).toBe('v1');
  });

  it('find a clock that was set back no hindrance', async () => {
    const store = await temporaryStore();
    await commitTexts(store, '年报', first, { created: new Date('2030-01-01T00:00:00Z') });
    await commitTexts(store, '年报', second, { created: new Date('1999-01-01T00:00:00Z') });
    expect(await codesOf(store)).toEqual([]);
  });

  it('make no version of the same content, and keep bytes once', async () => {
    const store = await temporaryStore();
    await commitTexts(store, '年报', first);
    expect(await commitTexts(store, '年报', first)).toEqual({ version: 'v1', isNew: false, added: 0 });
    await commitTexts(store, '年报', second);
    await commitTexts(store, '年报', first);
    const contents = (await filesOf(store.root)).filter((file) => /\/v3\/content\//.test(file));
    expect(contents.map((file) => path.basename(file))).toEqual(['edition.json']);
  });
});

describe('a folder', () => {
  it('that holds other things does not become a store', async () => {
    const folder = await temporaryFolder();
    await writeFile(path.join(folder, 'thesis.doc'), '');
    await expect(makeDiskStore(folder)).rejects.toMatchObject({
      exitCode: 2,
      texts: { zh: expect.stringContaining('thesis.doc') },
    });
    await expect(openDiskStore(folder)).rejects.toMatchObject({ exitCode: 2 });
  });

  it('without permission is told of', async (context) => {
    if (!process.seteuid || !process.getuid) context.skip('no users here');
    const store = await temporaryStore();
    await commitTexts(store, '年报', first);
    await chmod(path.dirname(store.root), 0o755);
    await chmod(path.join(store.root, 'extensions'), 0o555);
    const root = process.getuid?.() === 0;
    // Root may write everywhere; this test may not.
    if (root) process.seteuid?.(65534);
    try {
      await expect(commitTexts(store, '年报', second)).rejects.toMatchObject({
        exitCode: 3,
        texts: { zh: expect.stringContaining('没有写入的权限') },
      });
      expect(await codesOf(store)).toEqual([]);
    } finally {
      if (root) process.seteuid?.(0);
      await chmod(path.join(store.root, 'extensions'), 0o755);
    }
    expect((await commitTexts(store, '年报', second)).version).toBe('v2');
  });

  it('half made into a store is finished', async () => {
    const folder = await temporaryFolder();
    const disk: Disk = watchedDisk(async (name) => {
      if (name === 'rename') throw fault('EIO');
    });
    await expect(makeDiskStore(path.join(folder, 'store'), disk)).rejects.toMatchObject({ exitCode: 3 });
    const store = await makeDiskStore(path.join(folder, 'store'), realDisk);
    await commitTexts(store, '年报', first);
    expect(await codesOf(store)).toEqual([]);
  });
});
