import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';

/** Who holds a lock: enough to tell whether that process still runs. */
export interface Holder {
  token: string;
  /** Of the object. */
  id: string;
  host: string;
  pid: number;
  /** When the process started, in the units of /proc; a later process with the same number has another. */
  started: string;
}

/** This process, as the holder of an object's lock. */
export async function newHolder(id: string): Promise<Holder> {
  return { token: randomUUID(), id, host: hostname(), pid: process.pid, started: await startOf(process.pid) };
}

export function parseHolder(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
}

/** Whether the holder ran on this machine and is gone; of another machine nothing can be known. */
export async function isGone(holder: Holder): Promise<boolean> {
  return holder.host === hostname() && !(await runs(holder));
}

async function runs({ pid, started }: Holder): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return started === '' || started === (await startOf(pid));
}

/** Field 22 of /proc/PID/stat and the boot that it counts from; empty where there is no /proc. */
async function startOf(pid: number): Promise<string> {
  const [line, boot] = await Promise.all(
    [`/proc/${pid}/stat`, '/proc/sys/kernel/random/boot_id'].map((file) => readFile(file, 'utf8').catch(() => '')),
  );
  // The name of the program, in parentheses, may hold spaces.
  const field = line?.slice(line.lastIndexOf(')') + 2).split(' ')[19];
  return field ? `${boot?.trim()} ${field}` : '';
}
