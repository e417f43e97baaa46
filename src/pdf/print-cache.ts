import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Bilingual } from '../report/message.ts';
import { privateCache } from './browser/cache.ts';

/** Most that the cache holds, in bytes; then what was not used for longest goes. */
const mostBytes = 1_000_000_000;

/** A file begins with this and the SHA-256 of what follows. */
const signature = Buffer.from('kanben print 1\n');
const digestLength = 32;

/** Half-written files of builds that were killed go after a day, in ms. */
const forgotten = 86_400_000;

/**
 * What was printed before, in the user's cache folder, by a digest of all that it depends on. A damaged file counts as none.
 * That it cannot be written hinders nobody: `problem` then says so.
 */
export class PrintCache {
  /** Why nothing could be kept. */
  problem: Bilingual | undefined;
  readonly #folder: string | undefined;
  readonly #memory: BuildMemory | undefined;

  private constructor(folder: string | undefined, memory: boolean) {
    this.#folder = folder;
    this.#memory = memory ? new BuildMemory() : undefined;
  }

  /**
   * Opens the cache of this user; one that cannot be opened keeps nothing. `memory`: what a build has used stays in memory for the
   * next (see `turn`).
   */
  static async open({ memory = false } = {}): Promise<PrintCache> {
    try {
      const folder = path.join(await privateCache(), 'prints');
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return new PrintCache(folder, memory);
    } catch (error) {
      const cache = new PrintCache(undefined, memory);
      cache.#failed(error);
      return cache;
    }
  }

  /**
   * What was kept under a key, as it was given to `write`. Nobody may change it, unless it is asked for as their own, or not held in
   * memory.
   */
  async read(key: string, { own = false, hold = true } = {}): Promise<unknown> {
    const known = this.#memory?.get(key);
    if (known) return own ? known.copy() : known.value;
    const content = await this.#readFile(key);
    if (!content) return undefined;
    try {
      const kept = new Kept(content);
      const value = own ? kept.copy() : kept.value;
      if (hold) this.#memory?.set(key, kept);
      return value;
    } catch {
      // Written by a later version of Node.
      return undefined;
    }
  }

  /** A build has ended: what it did not use is forgotten, though not by the files. */
  turn(): void {
    this.#memory?.turn();
  }

  async #readFile(key: string): Promise<Buffer | undefined> {
    if (!this.#folder) return undefined;
    const file = this.#file(this.#folder, key);
    const bytes = await readFile(file).catch(() => undefined);
    if (!bytes) return undefined;
    const start = signature.length + digestLength;
    const content = bytes.subarray(start);
    const whole = bytes.subarray(0, signature.length).equals(signature);
    if (!whole || !sha256(content).equals(bytes.subarray(signature.length, start))) return undefined;
    const now = new Date();
    await utimes(file, now, now).catch(() => {});
    return content;
  }

  /** Keeps plain data. Written beside its place and renamed: nobody reads half a file. */
  async write(key: string, value: unknown, { hold = true } = {}): Promise<void> {
    const memory = hold ? this.#memory : undefined;
    const content = memory || (this.#folder && !this.problem) ? serialize(value) : undefined;
    if (content) memory?.set(key, new Kept(content));
    if (!content || !this.#folder || this.problem) return;
    const file = this.#file(this.#folder, key);
    const temporary = `${file}.${randomUUID()}.tmp`;
    try {
      // Somebody may have tidied up since.
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await writeFile(temporary, [signature, sha256(content), content], { mode: 0o600 });
      await rename(temporary, file);
    } catch (error) {
      this.#failed(error);
      await rm(temporary, { force: true }).catch(() => {});
    }
  }

  /** Takes out what was not used for longest, until no more than `most` bytes are left. */
  async trim(most: number = mostBytes): Promise<void> {
    const folder = this.#folder;
    if (!folder) return;
    const names = await readdir(folder).catch(() => []);
    const found = await Promise.all(
      names.map(async (name) => {
        const file = path.join(folder, name);
        const info = await stat(file).catch(() => undefined);
        return info?.isFile() ? [{ file, bytes: info.size, used: info.mtimeMs }] : [];
      }),
    );
    const files = found.flat().sort((a, b) => a.used - b.used);
    let bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    for (const file of files) {
      const left = file.file.endsWith('.tmp') && Date.now() - file.used > forgotten;
      if (bytes <= most && !left) continue;
      await rm(file.file, { force: true }).catch(() => {});
      bytes -= file.bytes;
    }
  }

  #file(folder: string, key: string): string {
    return path.join(folder, `${key}.print`);
  }

  #failed(error: unknown): void {
    const code = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    this.problem = {
      zh: `排好的页没能存进缓存（${code}），下次要全部重排。请看看缓存文件夹 ${this.#folder ?? ''} 能不能写、磁盘满不满，或加上 --no-cache。`,
      en: `What was laid out could not be kept (${code}) and will be laid out again next time. See whether the cache folder ${this.#folder ?? ''} can be written and the disk has room, or use --no-cache.`,
    };
  }
}

/** A value, or the bytes that it is made from as long as nobody shares it. */
class Kept {
  #of: { bytes: Buffer } | { value: unknown };

  constructor(bytes: Buffer) {
    this.#of = { bytes };
  }

  /** Always the same. */
  get value(): unknown {
    if ('bytes' in this.#of) this.#of = { value: deserialize(this.#of.bytes) };
    return this.#of.value;
  }

  copy(): unknown {
    return 'bytes' in this.#of ? deserialize(this.#of.bytes) : structuredClone(this.#of.value);
  }
}

/** What the last build used and what this one has used so far. */
class BuildMemory {
  #before = new Map<string, Kept>();
  #now = new Map<string, Kept>();

  get(key: string): Kept | undefined {
    const kept = this.#now.get(key) ?? this.#before.get(key);
    if (kept) this.#now.set(key, kept);
    return kept;
  }

  set(key: string, kept: Kept): void {
    this.#now.set(key, kept);
  }

  turn(): void {
    this.#before = this.#now;
    this.#now = new Map();
  }
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
