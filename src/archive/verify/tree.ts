import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Findings } from './finding.ts';

/** Every file below a folder, relative to `root` with slashes. Links, special files and empty folders are told of. */
export async function listTree(
  root: string,
  folder: string,
  findings: Findings,
  where: (name: string) => string,
): Promise<string[]> {
  const files: string[] = [];
  const walk = async (name: string): Promise<void> => {
    const entries = await entriesOf(path.join(root, name));
    if (entries.length === 0)
      findings.add(
        'E024',
        where(name),
        '内容文件夹里不能有空文件夹。',
        'A content folder must not hold an empty folder.',
      );
    for (const entry of entries) {
      const child = `${name}/${entry.name}`;
      if (entry.isDirectory()) await walk(child);
      else if (entry.isFile()) files.push(child);
      else checkKind(entry, where(child), findings);
    }
  };
  await walk(folder);
  return files;
}

/** In order of names; nothing for a folder that is not there. */
export async function entriesOf(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [] as Dirent[];
    throw error;
  });
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Whether an entry is a link or a device, which no OCFL store may hold (3.10, 4.4). */
export function checkKind(entry: Dirent, where: string, findings: Findings): boolean {
  if (entry.isFile() || entry.isDirectory()) return false;
  findings.add('E090', where, '存档里不能有符号链接或特殊文件。', 'Symbolic links and special files are not allowed.');
  return true;
}
