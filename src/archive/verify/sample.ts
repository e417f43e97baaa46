import { joinPath, readIfThere, type StoreFiles } from '../files.ts';
import type { Store } from '../store.ts';

const log = 'kanben-verify.jsonl';

/** The share of the objects that were verified longest ago, those never verified first. */
export async function oldestVerified(files: StoreFiles, objects: readonly string[], share: number): Promise<string[]> {
  const dated = await Promise.all(objects.map(async (object) => ({ object, last: await lastVerified(files, object) })));
  dated.sort((a, b) => (a.last === b.last ? (a.object < b.object ? -1 : 1) : a.last < b.last ? -1 : 1));
  return dated.slice(0, Math.ceil(objects.length * share)).map(({ object }) => object);
}

/** The time of the last line of the object's log, as ISO 8601; empty if there is none. */
async function lastVerified(files: StoreFiles, object: string): Promise<string> {
  const text = (await readIfThere(files, joinPath(object, 'logs', log)))?.toString('utf8') ?? '';
  const line = text.trimEnd().split('\n').at(-1) ?? '';
  try {
    return String((JSON.parse(line) as { time: string }).time);
  } catch {
    return '';
  }
}

/** Notes in the object's `logs` that it was verified; a store that cannot be written is verified all the same. */
export async function noteVerified(
  { files, changes }: Store,
  object: string,
  time: Date,
  head: string | undefined,
  errors: number,
): Promise<void> {
  const line = `${JSON.stringify({ time: time.toISOString(), head, errors })}\n`;
  try {
    const file = joinPath(object, 'logs', log);
    const before = (await readIfThere(files, file)) ?? Buffer.alloc(0);
    await changes.keepLog(file, Buffer.concat([before, Buffer.from(line)]));
  } catch {
    // Read-only.
  }
}
