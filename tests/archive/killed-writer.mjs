// Adds a version, and kills its own process (SIGKILL) at the change on disk with the number given; with `half`, after a part of it.
import { readFile, writeFile } from 'node:fs/promises';
import { commitVersion } from '../../lib/archive/commit.js';
import { realDisk } from '../../lib/archive/disk/disk.js';
import { openDiskStore } from '../../lib/archive/disk/open.js';
import { recoverStages } from '../../lib/archive/disk/recover.js';

const [work, root, files, at, part] = process.argv.slice(2);
const done = [];

async function partOf(name, args) {
  if (name === 'writeFile') await writeFile(args[0], args[1].subarray(0, args[1].length >> 1), { flag: 'wx' });
  if (name === 'copyFile') await writeFile(args[1], (await readFile(args[0])).subarray(0, 1), { flag: 'wx' });
}

const disk = Object.fromEntries(
  Object.entries(realDisk).map(([name, change]) => [
    name,
    async (...args) => {
      done.push(name);
      if (done.length === Number(at) + 1) {
        if (part === 'half') await partOf(name, args);
        process.kill(process.pid, 'SIGKILL');
        await new Promise(() => {});
      }
      return change(...args);
    },
  ]),
);

const store = await openDiskStore(root, disk);
if (work === 'recover') await recoverStages(store);
else {
  const { id, texts, copied } = JSON.parse(await readFile(files, 'utf8'));
  await commitVersion(store, {
    id,
    sources: [
      ...Object.entries(texts).map(([path, text]) => ({ path, from: { bytes: async () => Buffer.from(text) } })),
      ...copied.map(({ path, file }) => ({ path, from: { file } })),
    ],
    derive: async (previous) => [
      { path: 'note.json', from: { bytes: async () => Buffer.from(JSON.stringify(previous?.digest ?? null)) } },
    ],
    incidental: (name) => name === 'note.json',
    message: '测试',
    user: { name: '存档员', address: 'mailto:archive@example.org' },
    created: new Date('2025-03-01T08:00:00Z'),
  });
}
process.stdout.write(JSON.stringify(done));
