import { open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { VFile } from 'vfile';
import { Failure } from '../report/failure.ts';
import { decodeText } from './decode.ts';

/** A text file named on the command line. Its byte order mark, if any, is kept apart from the text. */
export interface TextFile {
  /** The text without its mark; empty with an error message if it is not UTF-8. */
  file: VFile;
  mark: '' | '\uFEFF';
  readable: boolean;
}

/** Reads a file that the user named. @throws Failure (2) if it is missing or cannot be read. */
export async function readTextFile(name: string): Promise<TextFile> {
  const bytes = await readFile(name).catch((cause: NodeJS.ErrnoException) => {
    const [zh, en] =
      cause.code === 'ENOENT'
        ? ['找不到文件', 'No such file']
        : [`读不了文件（${cause.code}）`, `Cannot read (${cause.code})`];
    throw new Failure(2, { zh: `${zh} ${name}。`, en: `${en}: ${name}.` }, { cause });
  });
  return textFile(name, bytes);
}

/** The same from bytes at hand, such as standard input. */
export function textFile(name: string, bytes: Buffer): TextFile {
  const file = new VFile({ path: name });
  const readable = decodeText(file, bytes);
  return { file, mark: bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? '\uFEFF' : '', readable };
}

/** Replaces a text file at once, keeping its mode; a link keeps pointing where it did. @throws Failure (3) */
export async function writeTextFile(name: string, text: string): Promise<void> {
  const target = await realpath(name);
  const temporary = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.tmp`);
  try {
    const { mode } = await stat(target);
    const handle = await open(temporary, 'wx', mode);
    try {
      await handle.chmod(mode);
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
  } catch (cause) {
    await rm(temporary, { force: true });
    const { code } = cause as NodeJS.ErrnoException;
    throw new Failure(
      3,
      { zh: `写不进 ${name}（${code}），文件没有动。`, en: `Cannot write ${name} (${code}); it is unchanged.` },
      { cause },
    );
  }
}
