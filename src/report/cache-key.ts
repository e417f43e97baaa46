import { createHash } from 'node:crypto';

/** The key under which is kept what depends on these texts and nothing else. */
export function cacheKey(...dependencies: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of dependencies) hash.update(`${text.length}:`).update(text);
  return hash.digest('hex');
}
