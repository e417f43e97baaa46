import { createHash } from 'node:crypto';
import type { Bilingual } from '../report/message.ts';

/** Names that Windows gives to devices, whatever the extension. */
const devices = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
/** In bytes of UTF-8; what Linux, macOS and Windows all hold in one element. */
const longest = 255;

/**
 * Why a set of logical paths cannot be kept, each problem once. Two names that some file system takes for one (case, NFC and
 * NFD) could not be restored side by side everywhere.
 */
export function nameProblems(paths: readonly string[]): Bilingual[] {
  const problems: Bilingual[] = [];
  const taken = new Map<string, string>();
  const folders = new Map<string, string>();
  for (const name of paths) {
    const elements = name.split('/');
    if (elements.some((element) => element === '' || element === '.' || element === '..')) {
      problems.push({
        zh: `“${name}”不是存档里能用的路径：不能是绝对路径，也不能有空的一段、. 或 ..。`,
        en: `"${name}" is no path for an archive: it must be relative, without empty parts, . or ..`,
      });
      continue;
    }
    if (/[\p{Cc}\p{Cs}]/u.test(name)) {
      problems.push({
        zh: `文件名 ${JSON.stringify(name)} 里有控制字符或残缺字符，请改名。`,
        en: `The file name ${JSON.stringify(name)} has control characters or broken ones; rename it.`,
      });
      continue;
    }
    const long = elements.find((element) => Buffer.byteLength(element) > longest);
    if (long) {
      problems.push({
        zh: `文件名“${long}”有 ${Buffer.byteLength(long)} 字节，最多 ${longest} 字节，请改短。`,
        en: `The file name "${long}" has ${Buffer.byteLength(long)} bytes, at most ${longest}; shorten it.`,
      });
    }
    const folded = foldName(name);
    const other = taken.get(folded);
    if (other !== undefined && other !== name) problems.push(collision(other, name));
    taken.set(folded, name);
    for (let i = 1; i < elements.length; i++) {
      const folder = elements.slice(0, i).join('/');
      const foldedFolder = foldName(folder);
      const known = folders.get(foldedFolder);
      if (known !== undefined && known !== folder) problems.push(collision(known, folder));
      folders.set(foldedFolder, folder);
    }
  }
  for (const [folded, name] of taken) {
    const folder = folders.get(folded);
    if (folder === undefined) continue;
    problems.push({
      zh: `“${name}”既是文件，又是文件夹，请改名。`,
      en: `"${name}" is both a file and a folder; rename one.`,
    });
  }
  const seen = new Set<string>();
  return problems.filter(({ zh }) => !seen.has(zh) && seen.add(zh));
}

function collision(one: string, other: string): Bilingual {
  const normal = one.normalize('NFC') === other.normalize('NFC');
  return {
    zh: `“${one}”与“${other}”${normal ? '看上去一样，只是 Unicode 编码形式（NFC、NFD）不同' : '只有大小写不同'}，有的系统会当成同一个文件。请改名。`,
    en: `"${one}" and "${other}" differ ${normal ? 'in Unicode form (NFC, NFD) only' : 'in case only'}; some systems take them for one file. Rename one.`,
  };
}

/** The form in which names are one that a case-insensitive, normalising file system takes for one. */
function foldName(name: string): string {
  return name.normalize('NFKC').toLowerCase().toUpperCase().normalize('NFC');
}

/**
 * The path on disk for a logical path: the same, in NFC, but with what Windows, macOS or an archive on tape could not hold
 * percent-encoded (devices' names, `< > : " | ? * \`, a dot or space at the end). The logical path in the inventory stays as
 * the author wrote it.
 */
export function portablePath(logical: string): string {
  return logical.split('/').map(portableName).join('/');
}

function portableName(name: string): string {
  let safe = name.normalize('NFC').replace(/[%<>:"|?*\\]|[. ]$/g, percent);
  if (devices.test(safe)) safe = percent(safe[0] ?? '') + safe.slice(1);
  if (Buffer.byteLength(safe) <= longest) return safe;
  const digest = createHash('sha256').update(name).digest('hex');
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(safe)?.[0] ?? '';
  let start = '';
  for (const character of safe) {
    if (Buffer.byteLength(start + character) > longest - digest.length - extension.length - 1) break;
    start += character;
  }
  return `${start}-${digest}${extension}`;
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
