import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeDiskStore } from '../../src/archive/disk/open.ts';
import { listEarlier, readEarlier } from '../../src/preview/earlier-editions.ts';
import { commitTexts, temporaryFolder } from '../archive/small-store.ts';

async function folders() {
  const folder = await temporaryFolder();
  const [out, store] = [path.join(folder, 'dist'), path.join(folder, 'archive')];
  await mkdir(out);
  return { out, store };
}

describe('editions to compare with', () => {
  it('are the last build and what the archive holds, the newest first', async () => {
    const places = await folders();
    const store = await makeDiskStore(places.store);
    await commitTexts(store, 'b', { 'outputs/b.pdf': '第一版' });
    await commitTexts(store, 'b', { 'outputs/b.pdf': '第二版' }, { created: new Date('2026-03-01T08:00:00Z') });
    await writeFile(path.join(places.out, 'b.pdf'), '刚做成的');
    const found = await listEarlier('b', places);
    expect(found.map(({ name }) => name)).toEqual(['built.pdf', 'v2.pdf', 'v1.pdf']);
    expect(found[1]?.texts).toEqual({ zh: '存档 v2（2026-03-01）', en: 'Archived v2 (2026-03-01)' });
    const read = async (name: string) => (await readEarlier('b', name, places))?.toString();
    expect(await read('built.pdf')).toBe('刚做成的');
    expect(await read('v1.pdf')).toBe('第一版');
    expect(await read('v2.pdf')).toBe('第二版');
  });

  it('are none of another book, and nothing but these can be asked for', async () => {
    const places = await folders();
    await commitTexts(await makeDiskStore(places.store), 'other', { 'outputs/other.pdf': '别的书' });
    expect(await listEarlier('b', places)).toEqual([]);
    for (const name of ['built.pdf', 'v1.pdf', '../archive/0=ocfl_1.1', 'v1.pdf/../x', 'v1'])
      expect(await readEarlier('b', name, places)).toBeUndefined();
  });

  it('are none where there is no archive', async () => {
    expect(await listEarlier('b', await folders())).toEqual([]);
  });
});
