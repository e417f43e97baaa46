import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { privateCache } from '../browser/cache.ts';

/** Drawings that were made before, in the user's cache folder, by a digest of all they depend on. */
export class DrawingCache {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(): Promise<DrawingCache> {
    const folder = path.join(await privateCache(), 'diagrams');
    await mkdir(folder, { recursive: true });
    return new DrawingCache(folder);
  }

  async read(key: string): Promise<Buffer | undefined> {
    return readFile(this.#file(key)).catch(() => undefined);
  }

  /** Written beside its place and renamed: nobody reads half a drawing. A cache that cannot be written is done without. */
  async write(key: string, svg: Buffer): Promise<void> {
    const temporary = `${this.#file(key)}.${process.pid}.tmp`;
    try {
      await writeFile(temporary, svg);
      await rename(temporary, this.#file(key));
    } catch {
      await rm(temporary, { force: true }).catch(() => {});
    }
  }

  #file(key: string): string {
    return path.join(this.#folder, `${key}.svg`);
  }
}
