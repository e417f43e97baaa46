import { readFile } from 'node:fs/promises';
import { findVersion } from '../../archive/read-version.ts';
import { signVersion } from '../../archive/sign/index.ts';
import { readPrivateKey } from '../../archive/sign/keys.ts';
import { Failure } from '../../report/failure.ts';
import type { Session } from '../session.ts';
import { openToRead } from './open.ts';

/** `kanben archive sign ID[@V] --key FILE`. Returns the exit status. */
export async function sign(
  id: string,
  words: { store: string; key: string },
  { stdout, reporter, language, quiet }: Session,
): Promise<number> {
  const key = readPrivateKey(await readKeyFile(words.key), words.key);
  const store = await openToRead(words.store);
  const found = await findVersion(store, id);
  const file = await signVersion(store, found, key);
  const name = `${found.publication}@${found.version}`;
  if (reporter === 'json') stdout.write(`${JSON.stringify({ ok: true, exitCode: 0, version: name, file }, null, 2)}\n`);
  else if (!quiet) stdout.write(language === 'zh' ? `已给 ${name} 签名：${file}\n` : `Signed ${name}: ${file}\n`);
  return 0;
}

/** The text of a file with keys. @throws Failure (2) */
export async function readKeyFile(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new Failure(
      2,
      { zh: `读不了 ${file}（${cause.code}）。`, en: `Cannot read ${file} (${cause.code}).` },
      { cause },
    );
  });
}
