import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { objectId } from '../../src/archive/layout.ts';
import { listPublications } from '../../src/archive/list.ts';
import { makeRemoteStore } from '../../src/archive/remote/open.ts';
import { verifyStore } from '../../src/archive/verify/index.ts';
import { type Stub, startStub } from './s3-stub.ts';
import { commitTexts } from './small-store.ts';

const first = { '文/一.md': '第一版', '文/二.md': '不变' };
const second = { '文/一.md': '第二版', '文/二.md': '不变', '附/表.csv': '年,值\n2025,1\n' };

let stub: Stub;
beforeAll(async () => {
  stub = await startStub();
});
afterAll(() => stub.close());

/** Runs the writer; the service may kill it. */
function write(address: string, running: (child: ChildProcess) => void): Promise<NodeJS.Signals | number | null> {
  return new Promise((resolve, reject) => {
    const script = path.join(import.meta.dirname, 'killed-remote-writer.mjs');
    const child = spawn(process.execPath, [script, address, objectId('年报'), JSON.stringify(second)], {
      env: { ...process.env, ...stub.env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    running(child);
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(signal ?? code));
  });
}

it('a remote writer that is killed leaves v1 or v2, whole, and the next goes on', async () => {
  const heads = new Set<string | undefined>();
  let calls = Number.POSITIVE_INFINITY;
  // A break between any two calls is tested in remote.test.ts; here the process itself is gone, after every second one.
  for (let at = 0; at <= calls; at += 2) {
    const address = `s3://archive/${at}`;
    stub.fate = () => 'pass';
    const store = await makeRemoteStore(address, { env: stub.env });
    await commitTexts(store, '年报', first, { derive: async () => [] });
    const begun = stub.asked.length;
    let writer: ChildProcess | undefined;
    // The first one lives, to be counted.
    stub.fate = (_, count) => {
      if (at === 0 || count !== begun + at) return 'pass';
      writer?.kill('SIGKILL');
      return 'lost';
    };
    const ended = await write(address, (child) => {
      writer = child;
    });
    expect(ended, `${at}`).toBe(at === 0 ? 0 : 'SIGKILL');
    if (at === 0) calls = stub.asked.length - begun;
    stub.fate = () => 'pass';
    // What an earlier writer finished is seen before anything is mended.
    const { publications, damaged } = await listPublications(store);
    expect(damaged).toEqual([]);
    const head = publications[0]?.versions.at(-1)?.version;
    heads.add(head);
    expect(['v1', 'v2'], `${at}`).toContain(head);
    await store.changes.settle();
    // The lock of a process that is gone is taken over at once.
    const again = await commitTexts(store, '年报', second, { derive: async () => [], patience: 0 });
    expect(again.version, `${at}`).toBe('v2');
    const report = await verifyStore(store);
    expect([...report.findings, ...report.objects.flatMap((each) => each.findings)], `${at}`).toEqual([]);
    expect([...stub.objects.keys()].filter((key) => key.startsWith(`${at}/`) && key.endsWith('.lock'))).toEqual([]);
  }
  expect(calls).toBeGreaterThan(20);
  expect(heads).toEqual(new Set(['v1', 'v2']));
  expect(stub.unknown).toEqual([]);
  expect(stub.overwritten.filter((key) => !key.endsWith('inventory.json.sha512'))).toEqual([]);
}, 300_000);
