import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diskFiles } from '../../src/archive/disk/files.ts';
import { objectId, objectPath } from '../../src/archive/layout.ts';
import { listPublications } from '../../src/archive/list.ts';
import { findVersion } from '../../src/archive/read-version.ts';
import { makeRemoteStore, openRemoteStore, type RemoteOptions } from '../../src/archive/remote/open.ts';
import { restoreVersion } from '../../src/archive/restore.ts';
import type { Store } from '../../src/archive/store.ts';
import { verifyStore } from '../../src/archive/verify/index.ts';
import { verifyObject } from '../../src/archive/verify/object.ts';
import { Failure } from '../../src/report/failure.ts';
import { runCli } from '../cli/run-cli.ts';
import { type Fate, type Stub, startStub } from './s3-stub.ts';
import { commitTexts, temporaryFolder } from './small-store.ts';

const address = 's3://archive/集/a b+c';
const root = '集/a b+c';
const first = { '文/一.md': '第一版', '文/二 (改)*.md': '不变' };
const second = { '文/一.md': '第二版', '文/二 (改)*.md': '不变', '附/a+b&c=d.csv': '年,值\n' };
const object = objectPath(objectId('年报')).join('/');

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(async () => {
  expect(stub.unknown).toEqual([]);
  await stub.close();
});

const quick: RemoteOptions = { tries: 4, pause: 1, silence: 300 };
const make = () => makeRemoteStore(address, { ...quick, env: stub.env });
const open = (options: RemoteOptions = {}) => openRemoteStore(address, { ...quick, env: stub.env, ...options });

async function codesOf(store: Store): Promise<string[]> {
  const { findings, objects } = await verifyStore(store);
  return [...findings, ...objects.flatMap((each) => each.findings)].map(({ code, path: file }) => `${code} ${file}`);
}

async function headOf(): Promise<string | undefined> {
  const { publications, damaged } = await listPublications(await open());
  expect(damaged).toEqual([]);
  return publications[0]?.versions.at(-1)?.version;
}

/** The store as it would be on disk, by every reader of OCFL. */
async function download(): Promise<string> {
  const folder = await temporaryFolder();
  for (const [key, { bytes }] of stub.objects) {
    const file = path.join(folder, key.slice(root.length + 1));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
  return folder;
}

describe('a remote store', () => {
  it('keeps, lists, verifies and restores editions as a folder does', async () => {
    stub.page = 3;
    const store = await make();
    expect(await commitTexts(store, '年报', first)).toMatchObject({ version: 'v1', isNew: true });
    expect(await commitTexts(store, '年报', first)).toEqual({ version: 'v1', isNew: false, added: 0 });
    expect(await commitTexts(store, '年报', second)).toMatchObject({ version: 'v2', isNew: true });
    await commitTexts(store, '月报', first);
    const { publications } = await listPublications(await open());
    expect(publications.map(({ publication, versions }) => [publication, versions.length])).toEqual([
      ['年报', 2],
      ['月报', 1],
    ]);
    expect(await codesOf(store)).toEqual([]);
    const out = path.join(await temporaryFolder(), 'out');
    await restoreVersion(await findVersion(store, '年报@v1'), out);
    expect(await readFile(path.join(out, '文/二 (改)*.md'), 'utf8')).toBe('不变');
    expect(stub.overwritten).toEqual([`${root}/${object}/inventory.json.sha512`]);
    // The keys are an OCFL store like any other.
    const folder = await download();
    expect((await verifyObject(diskFiles(folder), object)).findings).toEqual([]);
    expect((await readdir(path.join(folder, object, 'v2/content'))).sort()).toEqual(['edition.json', '文', '附']);
  });

  it('is used by the commands as a folder is', async () => {
    await commitTexts(await make(), '年报', first);
    const run = (...words: string[]) => runCli(['archive', ...words, '--store', address], { env: stub.env });
    expect((await run('list')).stdout).toMatch(/^年报\n {2}v1 {2}2025-03-01/);
    expect((await run('verify')).stdout).toContain('0 个错误，0 个警告。');
    expect((await run('show', '年报@v1')).stdout).toContain('文/一.md');
    const out = path.join(await temporaryFolder(), 'bag');
    expect((await run('export', '年报@v1', '--bagit', '--out', out)).code).toBe(0);
    expect(await readFile(path.join(out, 'data/文/一.md'), 'utf8')).toBe('第一版');
  });

  it('tells of damage, of what is missing and of what is too much', async () => {
    const store = await make();
    await commitTexts(store, '年报', first);
    const key = `${root}/${object}/v1/content/文/一.md`;
    const kept = stub.objects.get(key);
    if (!kept) throw new Error('not there');
    stub.objects.set(key, { ...kept, bytes: Buffer.from('第二版') });
    stub.objects.set(`${root}/${object}/v1/content/多.md`, kept);
    stub.objects.delete(`${root}/${object}/v1/content/edition.json`);
    expect((await codesOf(store)).sort()).toEqual([
      `E023 ${object}/v1/content/多.md`,
      `E092 ${object}/v1/content/edition.json`,
      `E092 ${object}/v1/content/文/一.md`,
    ]);
    const out = path.join(await temporaryFolder(), 'out');
    await expect(restoreVersion(await findVersion(store, '年报'), out)).rejects.toMatchObject({ exitCode: 3 });
    expect(await readdir(path.dirname(out))).toEqual([]);
  });

  it('sends large files in parts, and after a break only those that are missing', async () => {
    const store = await make();
    const folder = await temporaryFolder();
    const bytes = randomBytes(20 * 1024 * 1024);
    await writeFile(path.join(folder, 'a.pdf'), bytes);
    const add = () =>
      commitTexts(store, '年报', first, {
        sources: [{ path: 'a.pdf', from: { file: path.join(folder, 'a.pdf') } }],
      });
    stub.fate = ({ path: asked }) => (/partNumber=3/.test(asked) ? 'cut' : 'pass');
    await expect(add()).rejects.toMatchObject({ exitCode: 3 });
    stub.fate = () => 'pass';
    stub.asked.length = 0;
    await add();
    expect(stub.asked.filter(({ path: asked }) => /partNumber/.test(asked)).map(({ bytes }) => bytes)).toEqual([
      4 * 1024 * 1024,
    ]);
    expect(stub.objects.get(`${root}/${object}/v1/content/a.pdf`)?.bytes.equals(bytes)).toBe(true);
    expect(await codesOf(store)).toEqual([]);
    // A file that is whole is not sent again either, should the break come later.
    await writeFile(path.join(folder, 'a.pdf'), bytes.subarray(1));
    stub.fate = ({ path: asked }) => (asked.endsWith('v2/inventory.json') ? 'cut' : 'pass');
    await expect(add()).rejects.toMatchObject({ exitCode: 3 });
    stub.fate = () => 'pass';
    stub.asked.length = 0;
    expect(await add()).toMatchObject({ version: 'v2' });
    expect(stub.asked.filter(({ path: asked }) => /a\.pdf/.test(asked))).toEqual([]);
  });

  it('begun with other content does not keep what the first try sent', async () => {
    const store = await make();
    stub.fate = ({ path: asked }) => (asked.endsWith('inventory.json') ? 'cut' : 'pass');
    await expect(commitTexts(store, '年报', second)).rejects.toMatchObject({ exitCode: 3 });
    stub.fate = () => 'pass';
    await commitTexts(store, '年报', { ...first, '文/一.md': '改过的' });
    expect(await codesOf(store)).toEqual([]);
    expect([...stub.objects.keys()].filter((key) => key.includes('/content/'))).toHaveLength(3);
  });

  it('forgets the parts of a large file when what was begun is undone', async () => {
    const store = await make();
    const file = path.join(await temporaryFolder(), 'a.pdf');
    await writeFile(file, randomBytes(9 * 1024 * 1024));
    stub.fate = ({ path: asked }) => (/partNumber=2/.test(asked) ? 'cut' : 'pass');
    const sources = [{ path: 'a.pdf', from: { file } }];
    await expect(commitTexts(store, '年报', first, { sources })).rejects.toMatchObject({ exitCode: 3 });
    stub.fate = () => 'pass';
    expect(await store.changes.recover()).toEqual([{ publication: '年报', version: 'v1', outcome: 'undone' }]);
    stub.asked.length = 0;
    expect(await store.changes.recover()).toEqual([]);
    await commitTexts(store, '年报', first, { sources });
    expect(stub.asked.filter(({ path: asked }) => /partNumber/.test(asked))).toHaveLength(2);
  });

  it('begun is undone by recover, and that only', async () => {
    const store = await make();
    await commitTexts(store, '年报', first);
    stub.fate = ({ path: asked }) => (asked.endsWith('v2/inventory.json') ? 'cut' : 'pass');
    await expect(commitTexts(store, '年报', second)).rejects.toMatchObject({ exitCode: 3 });
    stub.fate = () => 'pass';
    expect(await store.changes.settle()).toEqual([]);
    expect(await codesOf(store)).toEqual([`K004 ${object}/v2`]);
    expect(await headOf()).toBe('v1');
    expect(await store.changes.recover()).toEqual([{ publication: '年报', version: 'v2', outcome: 'undone' }]);
    expect(await store.changes.recover()).toEqual([]);
    expect(await codesOf(store)).toEqual([]);
    expect([...stub.objects.keys()].filter((key) => /v2|lock/.test(key))).toEqual([]);
  });

  it('whose root inventory is damaged is mended', async () => {
    const store = await make();
    await commitTexts(store, '年报', first);
    await commitTexts(store, '年报', second);
    const key = `${root}/${object}/inventory.json`;
    const kept = stub.objects.get(key);
    if (!kept) throw new Error('not there');
    stub.objects.set(key, { ...kept, bytes: kept.bytes.subarray(0, 40) });
    expect(await store.changes.recover()).toEqual([{ publication: '年报', version: 'v2', outcome: 'mended' }]);
    expect(await codesOf(store)).toEqual([]);
  });
});

describe('a connection', () => {
  /** Every request of a second version, in order. */
  async function requests(): Promise<number> {
    const store = await make();
    await commitTexts(store, '年报', first);
    const before = stub.asked.length;
    await commitTexts(store, '年报', second);
    return stub.asked.length - before;
  }

  it.each<Fate>(['cut', 'lost', { status: 503, code: 'SlowDown' }])(
    'that fails once with %j at any request is tried again',
    async (fate) => {
      const count = await requests();
      expect(count).toBeGreaterThan(20);
      for (let at = 1; at <= count; at++) {
        stub.objects.clear();
        stub.fate = () => 'pass';
        const store = await make();
        await commitTexts(store, '年报', first);
        const begun = stub.asked.length;
        stub.fate = (_, n) => (n === begun + at ? fate : 'pass');
        expect(await commitTexts(store, '年报', second), `${at}`).toMatchObject({ version: 'v2', isNew: true });
        expect(await codesOf(store), `${at}`).toEqual([]);
        expect(
          [...stub.objects.keys()].filter((key) => key.endsWith('.lock')),
          `${at}`,
        ).toEqual([]);
      }
    },
  );

  it('that is gone from any request on leaves the store as it was or finished, and the next try goes on', async () => {
    const count = await requests();
    const outcomes = new Set<string | undefined>();
    for (let at = 1; at <= count; at++) {
      for (const last of ['cut', 'lost'] as const) {
        stub.objects.clear();
        stub.fate = () => 'pass';
        const store = await make();
        await commitTexts(store, '年报', first);
        const begun = stub.asked.length;
        stub.fate = (_, n) => (n < begun + at ? 'pass' : n === begun + at ? last : 'cut');
        const failed = await commitTexts(store, '年报', second).catch((error: unknown) => error);
        expect(failed, `${at} ${last}`).toBeInstanceOf(Failure);
        expect(failed).toMatchObject({
          exitCode: 3,
          texts: { zh: expect.stringContaining(`连不上存档服务 ${stub.endpoint}`) },
        });
        stub.fate = () => 'pass';
        const seen = await headOf();
        outcomes.add(seen);
        expect(['v1', 'v2'], `${at} ${last}`).toContain(seen);
        // This process still runs and holds its lock: as another machine would find it an hour later.
        stub.ahead = 3_600_000;
        expect(await commitTexts(await open(), '年报', second), `${at} ${last}`).toMatchObject({ version: 'v2' });
        expect(await codesOf(store), `${at} ${last}`).toEqual([]);
        stub.ahead = 0;
      }
    }
    expect(outcomes).toEqual(new Set(['v1', 'v2']));
  });

  it('that does not answer is given up after a while', async () => {
    const store = await make();
    stub.fate = () => 'mute';
    await expect(listPublications(store)).rejects.toMatchObject({
      exitCode: 3,
      texts: { en: expect.stringContaining('cannot be reached (timeout)') },
    });
  });

  it('to nowhere is told of', async () => {
    const env = { ...stub.env, AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9' };
    await expect(open({ env })).rejects.toMatchObject({
      exitCode: 3,
      texts: { zh: expect.stringContaining('连不上存档服务 http://127.0.0.1:9（') },
    });
  });
});

describe('a service', () => {
  it('that says no is quoted', async () => {
    await make();
    const said = async (env: Record<string, string>) =>
      open({ env: { ...stub.env, ...env } }).then(
        () => '',
        (error: Failure) => `${error.exitCode} ${error.texts.zh}`,
      );
    expect(await said({ AWS_SECRET_ACCESS_KEY: 'x' })).toContain('3 s3://archive/集/a b+c：密钥不对');
    expect(await said({ AWS_ACCESS_KEY_ID: 'x' })).toContain('密钥不对');
    expect(await said({ AWS_REGION: 'x' })).toContain('桶不在这个区域');
    expect(await said({ AWS_SECRET_ACCESS_KEY: '' })).toContain('2 没有访问远程存档的密钥');
    stub.fate = () => ({ status: 403, code: 'AccessDenied' });
    expect(await said({})).toContain('密钥没有读写这里的权限');
    stub.fate = () => 'pass';
    await expect(openRemoteStore('s3://nothing/x', { ...quick, env: stub.env })).rejects.toMatchObject({
      texts: { zh: expect.stringContaining('没有这个桶') },
    });
    await expect(openRemoteStore('s3://B/x', { env: stub.env })).rejects.toMatchObject({ exitCode: 2 });
    await expect(openRemoteStore('s3://archive/other', { ...quick, env: stub.env })).rejects.toMatchObject({
      exitCode: 2,
      texts: { zh: expect.stringContaining('不是存档') },
    });
  });

  it('that lets versions be written over is refused', async () => {
    const store = await make();
    stub.careless = true;
    await expect(commitTexts(store, '年报', first)).rejects.toMatchObject({
      exitCode: 3,
      texts: { en: expect.stringContaining('ignores conditional writes') },
    });
    expect([...stub.objects.keys()].filter((key) => key.includes('/v1/'))).toEqual([]);
  });

  it('that holds other things does not become a store', async () => {
    stub.objects.set(`${root}/thesis.doc`, { bytes: Buffer.alloc(0), etag: '""', modified: 0 });
    await expect(make()).rejects.toMatchObject({ exitCode: 2, texts: { zh: expect.stringContaining('thesis.doc') } });
  });
});

describe('remote writers', () => {
  it('of one publication wait for each other, and none is lost', async () => {
    const store = await make();
    const texts = ['一', '二', '三'];
    const versions = await Promise.all(texts.map((text) => commitTexts(store, '年报', { 'a.md': text })));
    expect(versions.map(({ version }) => version).sort()).toEqual(['v1', 'v2', 'v3']);
    expect(await codesOf(store)).toEqual([]);
  });

  it('are refused with the name of the holder when it does not end', async () => {
    const store = await make();
    let refusal: unknown;
    await commitTexts(store, '年报', first, {
      derive: async () => {
        refusal = await commitTexts(store, '年报', second, { patience: 0 }).catch((error: unknown) => error);
        return [];
      },
    });
    expect(refusal).toMatchObject({
      exitCode: 3,
      texts: { zh: expect.stringMatching(/^“年报”正在被另一个进程写入（.*PID \d+），没有写。/) },
    });
    expect(await headOf()).toBe('v1');
  });

  it('that lost their lock while they slept write nothing', async () => {
    const store = await make();
    await commitTexts(store, '年报', { 'a.md': '零' });
    const slow = commitTexts(store, '年报', first, {
      derive: async () => {
        // For the others it has been silent for an hour.
        stub.ahead = 3_600_000;
        await commitTexts(store, '年报', second);
        return [];
      },
    });
    await expect(slow).rejects.toMatchObject({ exitCode: 3 });
    const { publications } = await listPublications(store);
    expect(publications[0]?.versions).toHaveLength(2);
    const found = await findVersion(store, '年报');
    expect(Object.values(found.inventory.versions.v2?.state ?? {}).flat()).toContain('附/a+b&c=d.csv');
    await store.changes.recover();
    expect(await codesOf(store)).toEqual([]);
  });

  it('refuse a path that is too long for a key', async () => {
    const store = await make();
    const long = `${Array.from({ length: 5 }, () => '长'.repeat(70)).join('/')}.md`;
    await expect(commitTexts(store, '年报', { [long]: '' })).rejects.toMatchObject({
      exitCode: 1,
      texts: { zh: expect.stringContaining('最多 1024 字节') },
    });
    expect([...stub.objects.keys()].filter((key) => /v1|lock/.test(key))).toEqual([]);
  });
});
