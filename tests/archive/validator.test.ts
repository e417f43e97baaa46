import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { diskFiles } from '../../src/archive/disk/files.ts';
import { makeDiskStore } from '../../src/archive/disk/open.ts';
import { objectFolder } from '../../src/archive/disk/place.ts';
import { objectId } from '../../src/archive/layout.ts';
import { verifyStore } from '../../src/archive/verify/index.ts';
import { verifyObject } from '../../src/archive/verify/object.ts';
import { verifyRoot } from '../../src/archive/verify/root.ts';
import { commitTexts, temporaryFolder, temporaryStore } from './small-store.ts';

let good: string;

beforeAll(async () => {
  good = await mkdtemp(path.join(tmpdir(), 'kanben-good-'));
  const store = await makeDiskStore(path.join(good, 'store'));
  await commitTexts(store, 'r', { 'a.md': '一', 'b.md': '二' });
  await commitTexts(store, 'r', { 'a.md': '一改', 'b.md': '二' });
  await rename(objectFolder(store, objectId('r')), path.join(good, 'object'));
  return () => rm(good, { recursive: true, force: true });
});

/** A copy of the good object to spoil. */
async function copy(): Promise<string> {
  const folder = path.join(await temporaryFolder(), 'object');
  await cp(path.join(good, 'object'), folder, { recursive: true });
  return folder;
}

async function codes(folder: string): Promise<string[]> {
  const { findings } = await verifyObject(diskFiles(folder), '');
  return [...new Set(findings.map(({ code }) => code))].sort();
}

// biome-ignore lint/suspicious/noExplicitAny: an inventory that is to be made wrong
type Any = any;

/** Changes the root inventory and that of v2 alike, with sidecars that fit. */
async function spoil(folder: string, change: (inventory: Any) => unknown): Promise<void> {
  const inventory = JSON.parse(await readFile(path.join(folder, 'inventory.json'), 'utf8'));
  const text = JSON.stringify(change(inventory) ?? inventory);
  const digest = createHash('sha512').update(text).digest('hex');
  for (const place of [folder, path.join(folder, 'v2')]) {
    await writeFile(path.join(place, 'inventory.json'), text);
    await writeFile(path.join(place, 'inventory.json.sha512'), `${digest} inventory.json\n`);
  }
}

const first = (block: object) => Object.keys(block)[0] as string;

describe('verifyObject', () => {
  it('finds nothing wrong with an object of ours', async () => {
    expect(await codes(await copy())).toEqual([]);
  });

  it.each<[string, (inventory: Any) => unknown]>([
    ['E033', () => []],
    [
      'E036',
      (i) => {
        delete i.type;
      },
    ],
    [
      'E036',
      (i) => {
        delete i.head;
      },
    ],
    [
      'E037',
      (i) => {
        i.id = '';
      },
    ],
    [
      'E038',
      (i) => {
        i.type = 'https://example.org/';
      },
    ],
    [
      'E025',
      (i) => {
        i.digestAlgorithm = 'md5';
      },
    ],
    [
      'E040',
      (i) => {
        i.head = 'v1';
      },
    ],
    [
      'E040',
      (i) => {
        i.head = 2;
      },
    ],
    [
      'E041',
      (i) => {
        delete i.manifest;
      },
    ],
    [
      'E043',
      (i) => {
        delete i.versions;
      },
    ],
    [
      'E044',
      (i) => {
        i.versions = [];
      },
    ],
    [
      'E047',
      (i) => {
        i.versions.v2 = 'x';
      },
    ],
    [
      'E046',
      (i) => {
        i.versions.second = i.versions.v2;
      },
    ],
    [
      'E104',
      (i) => {
        i.versions['3'] = i.versions.v2;
      },
    ],
    [
      'E009',
      (i) => {
        delete i.versions.v1;
      },
    ],
    [
      'E048',
      (i) => {
        delete i.versions.v2.state;
      },
    ],
    [
      'E049',
      (i) => {
        i.versions.v2.created = '2025-02-30T00:00:00Z';
      },
    ],
    [
      'E049',
      (i) => {
        i.versions.v2.created = '2025-01-30';
      },
    ],
    [
      'E050',
      (i) => {
        i.versions.v2.state['0'.repeat(128)] = ['x'];
      },
    ],
    [
      'E051',
      (i) => {
        i.versions.v2.state[first(i.versions.v2.state)] = 'x';
      },
    ],
    [
      'E052',
      (i) => {
        i.versions.v2.state[first(i.versions.v2.state)].push('a/../b');
      },
    ],
    [
      'E053',
      (i) => {
        i.versions.v2.state[first(i.versions.v2.state)].push('/a');
      },
    ],
    [
      'E054',
      (i) => {
        i.versions.v2.user = { address: 'mailto:a@b' };
      },
    ],
    [
      'E094',
      (i) => {
        i.versions.v2.message = 1;
      },
    ],
    [
      'E095',
      (i) => {
        i.versions.v2.state[first(i.versions.v2.state)].push('a.md/x');
      },
    ],
    [
      'E096',
      (i) => {
        i.manifest[first(i.manifest).toUpperCase()] = ['v1/content/z'];
      },
    ],
    [
      'E099',
      (i) => {
        i.manifest[first(i.manifest)].push('v1/../x');
      },
    ],
    [
      'E100',
      (i) => {
        i.manifest[first(i.manifest)].push('/v1/x');
      },
    ],
    [
      'E101',
      (i) => {
        i.manifest[first(i.manifest)].push(i.manifest[first(i.manifest)][0]);
      },
    ],
    [
      'E102',
      (i) => {
        i.note = 'x';
      },
    ],
    [
      'E106',
      (i) => {
        i.manifest = [];
      },
    ],
    [
      'E107',
      (i) => {
        i.manifest['0'.repeat(128)] = ['v1/content/none'];
      },
    ],
    [
      'E092',
      (i) => {
        i.manifest[first(i.manifest)].push('v1/content/none');
      },
    ],
    [
      'E111',
      (i) => {
        i.fixity = [];
      },
    ],
    [
      'E057',
      (i) => {
        i.fixity = { md5: [] };
      },
    ],
    [
      'E056',
      (i) => {
        i.fixity = { md5: { xyz: ['v1/content/a.md'] } };
      },
    ],
    [
      'E093',
      (i) => {
        i.fixity = { md5: { ['0'.repeat(32)]: ['v1/content/a.md'] } };
      },
    ],
    [
      'E097',
      (i) => {
        i.fixity = { md5: { ['a'.repeat(32)]: ['v1/content/a.md'], ['A'.repeat(32)]: ['v1/content/b.md'] } };
      },
    ],
    [
      'E017',
      (i) => {
        i.contentDirectory = 'a/b';
      },
    ],
    [
      'E018',
      (i) => {
        i.contentDirectory = '..';
      },
    ],
    [
      'E019',
      (i) => {
        i.contentDirectory = 'stuff';
      },
    ],
    [
      'E066',
      (i) => {
        i.versions.v1.state = i.versions.v2.state;
      },
    ],
    [
      'E110',
      (i) => {
        i.id = 'urn:other';
      },
    ],
    [
      'E103',
      (i) => {
        i.type = 'https://ocfl.io/1.0/spec/#inventory';
      },
    ],
    [
      'W005',
      (i) => {
        i.id = 'r';
      },
    ],
    [
      'W007',
      (i) => {
        delete i.versions.v2.message;
      },
    ],
    [
      'W008',
      (i) => {
        delete i.versions.v2.user.address;
      },
    ],
    [
      'W009',
      (i) => {
        i.versions.v2.user.address = 'x';
      },
    ],
    [
      'W011',
      (i) => {
        i.versions.v1.message = 'another';
      },
    ],
  ])('tells %s of an inventory that is spoilt', async (code, change) => {
    const folder = await copy();
    await spoil(folder, change);
    expect(await codes(folder)).toContain(code);
  });

  it.each<[string, (folder: string) => Promise<unknown>]>([
    ['E001', (folder) => writeFile(path.join(folder, 'notes.txt'), '')],
    ['E001', (folder) => mkdir(path.join(folder, 'old'))],
    ['E003', (folder) => rm(path.join(folder, '0=ocfl_object_1.1'))],
    ['E007', (folder) => writeFile(path.join(folder, '0=ocfl_object_1.1'), 'x')],
    ['E006', (folder) => rename(path.join(folder, '0=ocfl_object_1.1'), path.join(folder, '0=ocfl_object_one'))],
    ['E010', (folder) => rm(path.join(folder, 'v2'), { recursive: true })],
    ['E015', (folder) => writeFile(path.join(folder, 'v1/extra'), '')],
    ['E023', (folder) => writeFile(path.join(folder, 'v1/content/extra'), '')],
    ['E024', (folder) => mkdir(path.join(folder, 'v1/content/empty'))],
    ['E046', (folder) => mkdir(path.join(folder, 'v3'))],
    ['E058', (folder) => rm(path.join(folder, 'inventory.json.sha512'))],
    ['E060', (folder) => writeFile(path.join(folder, 'inventory.json.sha512'), `${'0'.repeat(128)} inventory.json\n`)],
    ['E061', (folder) => writeFile(path.join(folder, 'inventory.json.sha512'), 'x\n')],
    ['E063', (folder) => rm(path.join(folder, 'inventory.json'))],
    ['E064', (folder) => writeFile(path.join(folder, 'v2/inventory.json'), '{}')],
    [
      'E067',
      async (folder) => {
        await mkdir(path.join(folder, 'extensions'));
        await writeFile(path.join(folder, 'extensions/file'), '');
      },
    ],
    ['E092', (folder) => rm(path.join(folder, 'v1/content/b.md'))],
    ['W002', (folder) => mkdir(path.join(folder, 'v1/other'))],
    [
      'W010',
      async (folder) => {
        await rm(path.join(folder, 'v1/inventory.json'));
        await rm(path.join(folder, 'v1/inventory.json.sha512'));
      },
    ],
    ['W013', (folder) => mkdir(path.join(folder, 'extensions/mine'), { recursive: true })],
  ])('tells %s of a folder that is spoilt', async (code, change) => {
    const folder = await copy();
    await change(folder);
    expect(await codes(folder)).toContain(code);
  });

  it('tells all that is wrong at once, in both languages', async () => {
    const folder = await copy();
    await writeFile(path.join(folder, 'notes.txt'), '');
    await rm(path.join(folder, 'v1/content/b.md'));
    const { findings } = await verifyObject(diskFiles(folder), '', { where: 'abc/r' });
    expect(findings.map(({ code, path: file }) => `${code} ${file}`)).toEqual([
      'E001 abc/r/notes.txt',
      'E092 abc/r/v1/content/b.md',
    ]);
    for (const { texts } of findings) expect(texts.en).toMatch(/^[A-Z].*\.$/);
  });
});

describe('verifyRoot', () => {
  it.each<[string, (root: string) => Promise<unknown>]>([
    ['E069', (root) => rm(path.join(root, '0=ocfl_1.1'))],
    ['E070', (root) => writeFile(path.join(root, 'ocfl_layout.json'), '{}')],
    ['E071', (root) => writeFile(path.join(root, 'ocfl_layout.json'), '{"extension":"mine","description":"x"}')],
    ['E072', (root) => mkdir(path.join(root, 'abc')).then(() => writeFile(path.join(root, 'abc/file'), ''))],
    ['E073', (root) => mkdir(path.join(root, 'abc/def'), { recursive: true })],
    ['E076', (root) => writeFile(path.join(root, '0=ocfl_1.0'), 'ocfl_1.0\n')],
    ['E080', (root) => writeFile(path.join(root, '0=ocfl_1.1'), 'x')],
    ['E112', (root) => writeFile(path.join(root, 'extensions/file'), '')],
    ['W016', (root) => mkdir(path.join(root, 'extensions/mine'))],
  ])('tells %s of a root that is spoilt', async (code, change) => {
    const { root } = await temporaryStore();
    expect((await verifyRoot(diskFiles(root))).findings).toEqual([]);
    await change(root);
    expect((await verifyRoot(diskFiles(root))).findings.map((finding) => finding.code)).toContain(code);
  });

  it('lets files in the root be', async () => {
    const { root } = await temporaryStore();
    await writeFile(path.join(root, 'README'), '');
    expect((await verifyRoot(diskFiles(root))).findings).toEqual([]);
  });

  it('tells of an object in the wrong place', async () => {
    const store = await temporaryStore();
    await commitTexts(store, 'r', { 'a.md': '一' });
    const folder = objectFolder(store, objectId('r'));
    await rename(folder, path.join(path.dirname(folder), 'moved'));
    const report = await verifyStore(store);
    expect(report.objects[0]?.findings.map(({ code }) => code)).toEqual(['E083']);
  });
});

describe('a sample', () => {
  it('takes what was verified longest ago, and notes it', async () => {
    const store = await temporaryStore();
    for (const name of ['甲', '乙', '丙', '丁']) await commitTexts(store, name, { 'a.md': name });
    const seen: (string | undefined)[] = [];
    for (let day = 1; day <= 4; day++) {
      const report = await verifyStore(store, { sample: { share: 0.25, now: new Date(Date.UTC(2025, 0, day)) } });
      expect(report.ok).toBe(true);
      seen.push(...report.objects.map(({ publication }) => publication));
    }
    expect(seen.sort()).toEqual(['甲', '乙', '丙', '丁'].sort());
    const again = await verifyStore(store, { sample: { share: 0.5, now: new Date(Date.UTC(2025, 0, 5)) } });
    expect(again.objects).toHaveLength(2);
  });
});
