import { chmod, lstat, mkdir } from 'node:fs/promises';
import { homedir, tmpdir, userInfo } from 'node:os';
import path from 'node:path';

/**
 * Our own folder for what is unpacked once and kept, readable and writable by this user only. In the system's temporary
 * folder a fixed name could have been put there by somebody else, so there the owner is checked.
 */
export async function privateCache(): Promise<string> {
  const wanted = process.env.XDG_CACHE_HOME || (homedir() && path.join(homedir(), '.cache'));
  const first = wanted && (await own(path.join(wanted, 'kanben')));
  const folder = first || (await own(path.join(tmpdir(), `kanben-${userInfo().uid}`)));
  if (!folder) throw new Error(`neither ${wanted} nor ${tmpdir()} can hold a cache folder of this user`);
  return folder;
}

async function own(folder: string): Promise<string | undefined> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const info = await lstat(folder);
    if (!info.isDirectory() || (process.getuid && info.uid !== process.getuid())) return undefined;
    await chmod(folder, 0o700);
    return folder;
  } catch {
    return undefined;
  }
}
