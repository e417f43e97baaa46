import { exportBag } from '../../archive/bag.ts';
import { importBag } from '../../archive/import.ts';
import { findVersion, splitAddress } from '../../archive/read-version.ts';
import type { Change } from '../../archive/rebuild/environment.ts';
import { rebuildVersion } from '../../archive/rebuild/index.ts';
import { type Restored, restoreVersion } from '../../archive/restore.ts';
import { silent } from '../../report/progress.ts';
import { progressLine } from '../progress-line.ts';
import type { Session } from '../session.ts';
import { archivist } from './add.ts';
import { openToRead } from './open.ts';

/** `kanben archive restore ID[@V] --out DIR`. Returns the exit status. */
export async function restore(id: string, words: { store: string; out?: string }, session: Session): Promise<number> {
  const found = await findVersion(await openToRead(words.store), id);
  const out = words.out ?? folderName(id, found.version);
  const restored = await restoreVersion(found, out, session.signal);
  tellWritten(out, `${found.publication}@${found.version}`, restored, session);
  return 0;
}

/** `kanben archive export ID[@V] --bagit --out DIR`. Returns the exit status. */
export async function exportVersion(
  id: string,
  words: { store: string; out?: string },
  session: Session,
): Promise<number> {
  const found = await findVersion(await openToRead(words.store), id);
  const out = words.out ?? `${folderName(id, found.version)}.bag`;
  const copied = await exportBag(found, out, session.signal);
  tellWritten(out, `${found.publication}@${found.version}`, copied, session);
  return 0;
}

/** `kanben archive import BAG`. Returns the exit status. */
export async function importFolder(
  bag: string,
  words: { store: string; publication?: string; user?: string; address?: string },
  session: Session,
): Promise<number> {
  const { store, publication } = words;
  const { stdout, reporter, language, quiet } = session;
  const taken = await importBag({ bag, store, publication, user: archivist(words), signal: session.signal });
  const name = `${taken.publication}@${taken.version}`;
  if (reporter === 'json') stdout.write(`${JSON.stringify({ ok: true, exitCode: 0, ...taken }, null, 2)}\n`);
  else if (!quiet) {
    const zh = taken.isNew ? `已收为 ${name}。\n` : `与 ${name} 完全相同，没有新建版本。\n`;
    const en = taken.isNew ? `Imported as ${name}.\n` : `The same as ${name}; no new version was made.\n`;
    stdout.write(language === 'zh' ? zh : en);
  }
  return 0;
}

/** `kanben archive rebuild ID[@V]`. Returns 0, or 1 if an output differs. */
export async function rebuild(
  id: string,
  words: { store: string; out?: string; install?: boolean },
  session: Session,
): Promise<number> {
  const { stdout, stderr, reporter, language, quiet, signal } = session;
  const found = await findVersion(await openToRead(words.store), id);
  const line = quiet || reporter !== 'pretty' ? { ...silent, done: () => {} } : progressLine(stderr, language);
  const { out, install } = words;
  const zh = language === 'zh';
  // Before the build, which takes a while: whoever reads it may rather use --install.
  const onChanges = (changes: readonly Change[]) => {
    if (reporter !== 'json') stdout.write(changes.map((change) => changeLine(change, zh)).join(''));
  };
  const rebuilt = await rebuildVersion(found, { out, install, onChanges, progress: line, signal }).finally(() =>
    line.done(),
  );
  const exitCode = rebuilt.same ? 0 : 1;
  if (reporter === 'json') {
    stdout.write(`${JSON.stringify({ ok: rebuilt.same, exitCode, ...rebuilt }, null, 2)}\n`);
    return exitCode;
  }
  for (const output of rebuilt.outputs) {
    const same = output.recorded === output.rebuilt;
    stdout.write(`${output.path}  ${same ? (zh ? '相同' : 'the same') : zh ? '不同' : 'differs'}\n`);
  }
  return exitCode;
}

function changeLine({ name, recorded, now }: Change, zh: boolean): string {
  return zh
    ? `${name}：当时 ${recorded}，现在 ${now ?? '没有'}\n`
    : `${name}: was ${recorded}, is ${now ?? 'missing'}\n`;
}

/** A name that is a folder on every system. */
function folderName(id: string, version: string): string {
  return `${splitAddress(id).publication.replace(/[^\p{L}\p{N}._-]/gu, '_')}-${version}`;
}

function tellWritten(out: string, address: string, { files, bytes }: Restored, session: Session): void {
  const { stdout, reporter, language, quiet } = session;
  if (reporter === 'json') stdout.write(`${JSON.stringify({ ok: true, exitCode: 0, out, files, bytes }, null, 2)}\n`);
  else if (!quiet) {
    const size = (bytes / 1e6).toFixed(2);
    const zh = `${address} 已取到 ${out}：${files} 个文件，${size} MB，逐字节核对过。\n`;
    const en = `${address} is in ${out}: ${files} files, ${size} MB, every byte checked.\n`;
    stdout.write(language === 'zh' ? zh : en);
  }
}
