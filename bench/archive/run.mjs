// npm run bench:archive [-- editions publications]: list, verify and size of a large store; ratios, not seconds, to compare.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commitVersion } from '../../lib/archive/commit.js';
import { realDisk } from '../../lib/archive/disk/disk.js';
import { makeDiskStore } from '../../lib/archive/disk/open.js';
import { placeInChain } from '../../lib/archive/edition.js';
import { objectId } from '../../lib/archive/layout.js';
import { listPublications } from '../../lib/archive/list.js';
import { verifyStore } from '../../lib/archive/verify/index.js';

const [editions = 1000, publications = 50] = process.argv.slice(2).map(Number);
const folder = await mkdtemp(path.join(tmpdir(), 'kanben-bench-'));
const seconds = async (work) => {
  const started = performance.now();
  const result = await work();
  return [(performance.now() - started) / 1000, result];
};

/** The CPU time, in seconds, of a program that ends, or of this process with its threads. */
const used = ({ userCPUTime, systemCPUTime } = process.resourceUsage()) => (userCPUTime + systemCPUTime) / 1e6;

function editionBytes(p, e, previous) {
  const facts = { record: 'kanben-archive/1', publication: `report-${p}`, title: `${p}`, outputs: [] };
  return Buffer.from(JSON.stringify(placeInChain(facts, { number: e + 1, state: 'published' }, previous)));
}

/** Bytes that do not repeat, the same on each run. */
function bytesOf(seed, length) {
  const parts = [];
  for (let i = 0; i * 64 < length; i++) parts.push(createHash('sha512').update(`${seed} ${i}`).digest());
  return Buffer.concat(parts).subarray(0, length);
}

try {
  // Forcing every file to the disk is not what is measured here.
  const disk = { ...realDisk, syncFolder: async () => {} };
  const store = await makeDiskStore(path.join(folder, 'store'), disk);
  let sum = 0;
  const each = editions / publications;
  const [filled] = await seconds(async () => {
    for (let p = 0; p < publications; p++) {
      const shared = Array.from({ length: 12 }, (_, i) => bytesOf(`${p} shared ${i}`, 8_000));
      const picture = bytesOf(`${p} picture`, 200_000);
      for (let e = 0; e < each; e++) {
        const files = [
          ...shared.map((bytes, i) => [`manuscript/${i}.md`, i === e % 12 ? bytesOf(`${p} ${e}`, 8_000) : bytes]),
          ['manuscript/picture.png', picture],
          ['outputs/report.pdf', bytesOf(`${p} ${e} pdf`, 1_000_000)],
          ['outputs/report.epub', bytesOf(`${p} ${e} epub`, 190_000)],
        ];
        sum += files.reduce((total, [, bytes]) => total + bytes.length, 0);
        await commitVersion(store, {
          id: objectId(`report-${p}`),
          sources: files.map(([name, bytes]) => ({ path: name, from: { bytes: async () => bytes } })),
          derive: async (previous) => [
            { path: 'edition.json', from: { bytes: async () => editionBytes(p, e, previous) } },
          ],
          incidental: () => false,
          message: 'bench',
          user: { name: 'bench', address: 'mailto:bench@example.org' },
          created: new Date(Date.UTC(2025, 0, 1 + e)),
        });
      }
    }
  });
  const [listed, { publications: found }] = await seconds(() => listPublications(store));
  const before = used();
  const [verified, report] = await seconds(() => verifyStore(store));
  const cpu = used() - before;
  if (!report.ok) throw new Error(JSON.stringify(report.objects.flatMap((object) => object.findings).slice(0, 3)));
  // The same bytes: content and inventories.
  const sums = 'find "$0" -type f -print0 | xargs -0 sha512sum > /dev/null; times';
  const [summed, said] = await seconds(async () =>
    execFileSync('bash', ['-c', sums, store.root], { encoding: 'utf8' }),
  );
  const sumCpu = said
    .trim()
    .split('\n')
    .at(-1)
    .split(' ')
    .map((time) => /(\d+)m([\d.]+)s/.exec(time))
    .reduce((total, [, minutes, rest]) => total + Number(minutes) * 60 + Number(rest), 0);
  const names = await readdir(store.root, { recursive: true, withFileTypes: true });
  const sizes = names
    .filter((entry) => entry.isFile())
    .map(async (entry) => (await stat(path.join(entry.parentPath, entry.name))).size);
  const size = (await Promise.all(sizes)).reduce((total, bytes) => total + bytes, 0);
  const count = found.reduce((total, { versions }) => total + versions.length, 0);
  console.log(`editions ${count} of ${found.length} publications; filled in ${filled.toFixed(1)} s`);
  console.log(`list     ${listed.toFixed(2)} s`);
  console.log(
    `verify   ${verified.toFixed(2)} s for ${(report.bytes / 1e6).toFixed(0)} MB; sha512sum ${summed.toFixed(2)} s; ratio ${(verified / summed).toFixed(2)}; CPU ${cpu.toFixed(2)} s and ${sumCpu.toFixed(2)} s, ratio ${(cpu / sumCpu).toFixed(2)}`,
  );
  console.log(
    `size     ${(size / 1e6).toFixed(0)} MB against ${(sum / 1e6).toFixed(0)} MB for the sum of editions (${(size / sum).toFixed(2)})`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
