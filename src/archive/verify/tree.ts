import { type Entry, joinPath, type StoreFiles } from '../files.ts';
import type { Findings } from './finding.ts';

/** Every file below a folder, relative to the object `root`. Links, special files and empty folders are told of. */
export async function listTree(
  files: StoreFiles,
  root: string,
  folder: string,
  findings: Findings,
  where: (name: string) => string,
): Promise<string[]> {
  const found: string[] = [];
  const walk = async (name: string): Promise<void> => {
    const entries = await files.entries(joinPath(root, name));
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
      else if (entry.isFile()) found.push(child);
      else checkKind(entry, where(child), findings);
    }
  };
  await walk(folder);
  return found;
}

/** Whether an entry is a link or a device, which no OCFL store may hold (3.10, 4.4). */
export function checkKind(entry: Entry, where: string, findings: Findings): boolean {
  if (entry.isFile() || entry.isDirectory()) return false;
  findings.add('E090', where, '存档里不能有符号链接或特殊文件。', 'Symbolic links and special files are not allowed.');
  return true;
}
