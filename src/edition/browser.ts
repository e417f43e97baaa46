import { stat } from 'node:fs/promises';
import type { FoundBrowser } from '../pdf/browser/launch.ts';
import type { Press } from '../pdf/press/index.ts';
import type { PrintCache } from '../pdf/print-cache.ts';
import { cacheKey } from '../report/cache-key.ts';
import { type EditionRecord, sha256File } from './record.ts';

type Tool = EditionRecord['tools'][number];

/**
 * The browser, as the record names it. Its digest and version are kept for as long as the file is not touched, so that a build
 * that needs no browser starts none.
 */
export async function recordBrowser(
  { name, executable }: FoundBrowser,
  press: Press,
  cache: PrintCache | undefined,
): Promise<Tool> {
  const info = await stat(executable).catch(() => undefined);
  const touched = info && [info.dev, info.ino, info.size, info.mtimeMs, info.ctimeMs];
  const key = cacheKey('browser', name, executable, JSON.stringify(touched ?? []));
  const kept = (await cache?.read(key)) as Tool | undefined;
  if (kept) return kept;
  // Started first: if there is none, that is what to tell.
  const { version } = await press.browser();
  const tool = { name, version, sha256: await sha256File(executable) };
  await cache?.write(key, tool);
  return tool;
}
