import { spawn } from 'node:child_process';
import { cp, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskFiles } from '../../src/archive/disk/files.ts';
import { makeDiskStore, openDiskStore } from '../../src/archive/disk/open.ts';
import { objectFolder, workFolder } from '../../src/archive/disk/place.ts';
import { recoverStages } from '../../src/archive/disk/recover.ts';
import { contentPath, readInventory, stateOf } from '../../src/archive/inventory.ts';
import { objectId } from '../../src/archive/layout.ts';
import { verifyStore } from '../../src/archive/verify/index.ts';
import { commitTexts, temporaryFolder } from './small-store.ts';

const id = objectId('年报');
const before = { '文/一.md': '第一版', '文/二.md': '不变' };
const after = {
  '文/一.md': '第二版',
  '文/二.md': '不变',
  '文/三.md': '新的一章',
  '附/表.csv': '年,值\n2025,1\n',
  '附/图.svg': '<svg/>',
  '附/注.md': '附注',
};
const copied = '一个文件的全部内容';

interface Ended {
  killed: boolean;
  /** What was done on disk, in order. */
  changes: string[];
}

/** Runs the writer, killed at a change on disk; -1 for never. */
function write(
  work: 'add' | 'recover',
  root: string,
  files: string,
  at: number,
  part: 'before' | 'half',
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const script = path.join(import.meta.dirname, 'killed-writer.mjs');
    const child = spawn(process.execPath, [script, work, root, files, String(at), part], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (data) => {
      said += data;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0 || signal === 'SIGKILL')
        resolve({ killed: signal === 'SIGKILL', changes: JSON.parse(said || '[]') });
      else reject(new Error(`the writer ended with ${code}`));
    });
  });
}

/** A store to copy for each try, and what is to be added to it. */
async function prepare(first: boolean): Promise<{ folder: string; files: string; template: string }> {
  const folder = await temporaryFolder();
  const template = path.join(folder, 'template');
  const store = await makeDiskStore(template);
  if (!first) await commitTexts(store, '年报', before, { derive: async () => [] });
  await writeFile(path.join(folder, 'copied.pdf'), copied);
  const files = path.join(folder, 'files.json');
  const more = [{ path: 'outputs/a.pdf', file: path.join(folder, 'copied.pdf') }];
  await writeFile(files, JSON.stringify({ id, texts: after, copied: more }));
  return { folder, files, template };
}

async function texts(root: string, version: string): Promise<Record<string, string>> {
  const object = objectFolder({ root }, id);
  const read = await readInventory(diskFiles(object), '');
  if (!read) throw new Error('no inventory');
  const files = [...stateOf(read.inventory, version)].filter(([name]) => name !== 'note.json');
  return Object.fromEntries(
    await Promise.all(
      files.map(async ([name, digest]) => {
        const file = path.join(object, contentPath(read.inventory, digest) ?? '');
        return [name, await readFile(file, 'utf8')] as const;
      }),
    ),
  );
}

/** The version that a reader finds; the store is whole, and nothing of an unfinished version is left. */
async function headOf(root: string): Promise<string | undefined> {
  const store = await openDiskStore(root);
  const report = await verifyStore(store);
  expect([...report.findings, ...report.objects.flatMap((object) => object.findings)]).toEqual([]);
  await expect(stat(workFolder(store))).rejects.toMatchObject({ code: 'ENOENT' });
  return report.objects[0]?.head;
}

/** Several at a time: most of a try is the start of a process. */
async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: 4 }, lane));
}

/** Before each change, and in the middle of those that write bytes. */
function points(changes: readonly string[]): { at: number; part: 'before' | 'half' }[] {
  return changes.flatMap((name, at) => [
    { at, part: 'before' as const },
    ...(name === 'writeFile' || name === 'copyFile' ? [{ at, part: 'half' as const }] : []),
  ]);
}

describe('a writer that is killed', () => {
  it.each([
    { first: true, old: undefined, next: 'v1' },
    { first: false, old: 'v1', next: 'v2' },
  ])('at any change on disk leaves $old or $next, whole', async ({ first, old, next }) => {
    const { folder, files, template } = await prepare(first);
    const dry = path.join(folder, 'dry');
    await cp(template, dry, { recursive: true });
    const { changes } = await write('add', dry, files, -1, 'before');
    expect(await headOf(dry)).toBe(next);
    const all = points(changes);
    expect(all.length).toBeGreaterThanOrEqual(50);
    const heads = new Set<string | undefined>();
    await inParallel(all, async ({ at, part }) => {
      const root = path.join(folder, `${at}-${part}`);
      await cp(template, root, { recursive: true });
      expect((await write('add', root, files, at, part)).killed, `${at} ${part}`).toBe(true);
      await recoverStages(await openDiskStore(root));
      const head = await headOf(root);
      heads.add(head);
      expect([old, next], `${at} ${part}`).toContain(head);
      const whole = { ...after, 'outputs/a.pdf': copied };
      if (head === next) expect(await texts(root, next)).toEqual(whole);
      if (old) expect(await texts(root, old)).toEqual(before);
      // The next writer goes on as if nothing had been.
      if (at % 5 > 0) return;
      await write('add', root, files, -1, 'before');
      expect(await headOf(root)).toBe(next);
      expect(await texts(root, next)).toEqual(whole);
    });
    expect(heads).toEqual(new Set([old, next]));
  });

  it('is recovered even if the recovery is killed too', async () => {
    const { folder, files, template } = await prepare(false);
    const dry = path.join(folder, 'dry');
    await cp(template, dry, { recursive: true });
    const { changes } = await write('add', dry, files, -1, 'before');
    // Between the renames that put the version and its inventory in place.
    const late = changes.flatMap((name, at) => (name === 'rename' && at > 0 ? [at] : []));
    expect(late).toHaveLength(3);
    await inParallel(late, async (at) => {
      const root = path.join(folder, `late-${at}`);
      await cp(template, root, { recursive: true });
      await write('add', root, files, at, 'before');
      for (let step = 0; ; step++) {
        const { killed } = await write('recover', root, files, step, 'half');
        if (!killed) break;
        expect(step).toBeLessThan(40);
      }
      expect(['v1', 'v2']).toContain(await headOf(root));
    });
  });
});
