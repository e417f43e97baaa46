import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../report/failure.ts';
import { diskFiles } from './disk/files.ts';
import { hexDigest } from './inventory.ts';
import { nameProblems } from './names.ts';
import { makeNewFolder } from './new-folder.ts';
import { readEditionFile } from './read-edition.ts';
import { type FoundVersion, filesOf } from './read-version.ts';
import { copyChecked, type Restored } from './restore.ts';

/**
 * Writes a version as a BagIt 1.0 bag (RFC 8493). `sha512sum -c manifest-sha512.txt` verifies it anywhere. @throws Failure
 */
export async function exportBag(found: FoundVersion, out: string, signal?: AbortSignal): Promise<Restored> {
  let copied: Restored = { files: 0, bytes: 0 };
  await makeNewFolder(out, async (bag) => {
    const data = path.join(bag, 'data');
    await mkdir(data);
    copied = await copyChecked(found, data, signal);
    const tags = new Map<string, string>([
      ['bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'],
      ['bag-info.txt', await bagInfo(found, copied)],
      ['manifest-sha512.txt', await manifest(found, data)],
    ]);
    const sums = [...tags].map(([name, text]) => `${hexDigest('sha512', text)}  ${name}\n`).join('');
    for (const [name, text] of [...tags, ['tagmanifest-sha512.txt', sums] as const]) {
      await writeFile(path.join(bag, name), text);
    }
  });
  return copied;
}

async function manifest(found: FoundVersion, data: string): Promise<string> {
  const files = filesOf(found);
  const digests =
    found.inventory.digestAlgorithm === 'sha512'
      ? files.map(({ digest }) => digest)
      : await sha512Of(
          data,
          files.map((file) => file.path),
        );
  return files.map(({ path: name }, i) => `${digests[i]}  data/${encodeName(name)}\n`).join('');
}

/** The digests of files below a folder; undefined for one that cannot be read. */
async function sha512Of(folder: string, names: readonly string[]): Promise<(string | undefined)[]> {
  const hashed = await diskFiles(folder).hash(names.map((file) => ({ file, algorithms: ['sha512'] })));
  return hashed.map((each) => ('digests' in each ? each.digests.get('sha512') : undefined));
}

/** RFC 8493, 2.2.2. The date is that of the version, not of the export: the same version gives the same bag. */
async function bagInfo(
  { files: stored, folder, inventory, version }: FoundVersion,
  { bytes, files }: Restored,
): Promise<string> {
  const { created = '', message } = inventory.versions[version] ?? {};
  const edition = await readEditionFile(stored, folder, inventory, version);
  const entries: [string, string | undefined][] = [
    ['Source-Organization', edition?.publisher],
    ['External-Description', edition?.title],
    ['External-Identifier', `${inventory.id}@${version}`],
    ['Bagging-Date', created.slice(0, 10)],
    ['Payload-Oxum', `${bytes}.${files}`],
    ['Internal-Sender-Description', message],
    ['Kanben-Inventory-Id', inventory.id],
    ['Kanben-Version', version],
  ];
  return entries.flatMap(([key, value]) => (value ? [`${key}: ${value.replace(/\s+/g, ' ')}\n`] : [])).join('');
}

/** RFC 8493, 2.1.3: line ends and the percent sign itself. */
function encodeName(name: string): string {
  return name.replace(/[%\r\n]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

function decodeName(name: string): string {
  return name.replace(/%(25|0D|0A)/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** A bag that was read and checked. */
export interface Bag {
  folder: string;
  /** The payload: paths below `data/`, with their sha512. */
  files: { path: string; file: string; sha512: string }[];
  /** `bag-info.txt`, first value of each label. */
  info: ReadonlyMap<string, string>;
}

/** Reads a bag and checks that it is complete and valid (RFC 8493, 3), every byte. @throws Failure (2) with all that is wrong */
export async function readBag(folder: string): Promise<Bag> {
  const wrong: { zh: string; en: string }[] = [];
  const declared = await readFile(path.join(folder, 'bagit.txt'), 'utf8').catch(() => undefined);
  if (!declared || !/^BagIt-Version: \d+\.\d+\r?\nTag-File-Character-Encoding: UTF-8\r?\n?$/.test(declared)) {
    throw notValid(folder, [{ zh: '没有合格的 bagit.txt。', en: 'There is no proper bagit.txt.' }]);
  }
  const promised = await readManifest(folder, 'manifest-sha512.txt');
  if (!promised) {
    throw notValid(folder, [{ zh: '没有 manifest-sha512.txt。', en: 'There is no manifest-sha512.txt.' }]);
  }
  const tags = await readManifest(folder, 'tagmanifest-sha512.txt');
  const there = await listFiles(path.join(folder, 'data'), 'data');
  for (const name of there)
    if (!promised.has(name)) wrong.push({ zh: `${name} 不在清单里。`, en: `${name} is not in the manifest.` });
  const all = [...promised, ...(tags ?? [])];
  for (const [name] of all) {
    if (nameProblems([name]).length === 0) continue;
    wrong.push({ zh: `清单里的路径 ${name} 不能用。`, en: `The path ${name} in the manifest cannot be used.` });
  }
  const safe = all.filter(([name]) => nameProblems([name]).length === 0);
  const found = await sha512Of(
    folder,
    safe.map(([name]) => name),
  );
  for (const [i, [name, digest]] of safe.entries()) {
    if (found[i] === undefined) wrong.push({ zh: `${name} 不见了。`, en: `${name} is missing.` });
    else if (found[i] !== digest) wrong.push({ zh: `${name} 已变。`, en: `${name} has changed.` });
  }
  if (wrong.length > 0) throw notValid(folder, wrong);
  const info = await readFile(path.join(folder, 'bag-info.txt'), 'utf8').catch(() => '');
  return { folder, files: payload(folder, promised), info: parseInfo(info) };
}

function payload(folder: string, promised: ReadonlyMap<string, string>): Bag['files'] {
  return [...promised].map(([name, sha512]) => ({
    path: name.replace(/^data\//, ''),
    file: path.join(folder, ...name.split('/')),
    sha512,
  }));
}

async function readManifest(folder: string, name: string): Promise<Map<string, string> | undefined> {
  const text = await readFile(path.join(folder, name), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const lines = text.split(/\r\n|\r|\n/).filter(Boolean);
  const entries = lines.map((line) => {
    const match = /^([0-9a-fA-F]{128})\s+\*?(.+)$/.exec(line);
    if (match?.[1] && match[2]) return [decodeName(match[2]), match[1].toLowerCase()] as const;
    throw notValid(folder, [
      { zh: `${name} 里有读不懂的行：${line}`, en: `${name} has a line that cannot be read: ${line}` },
    ]);
  });
  return new Map(entries);
}

function parseInfo(text: string): Map<string, string> {
  const info = new Map<string, string>();
  // A line that begins with a space goes on from the one before.
  for (const line of text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, label, value] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
    if (label && value !== undefined && !info.has(label)) info.set(label, value);
  }
  return info;
}

async function listFiles(folder: string, name: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const nested = entries.map((entry) => {
    const child = `${name}/${entry.name}`;
    return entry.isDirectory() ? listFiles(path.join(folder, entry.name), child) : [child];
  });
  return (await Promise.all(nested)).flat();
}

function notValid(folder: string, wrong: readonly { zh: string; en: string }[]): Failure {
  return new Failure(2, {
    zh: `${folder} 不是完好的 BagIt 包，没有收入：\n${wrong.map(({ zh }) => zh).join('\n')}`,
    en: `${folder} is no valid bag; nothing was imported:\n${wrong.map(({ en }) => en).join('\n')}`,
  });
}
