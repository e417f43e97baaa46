import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BookLayout } from './book-layout.ts';
import type { SourcePlace } from './protocol.ts';

/** Tells where the Markdown was changed last, by what its files were before. */
export class LastChange {
  readonly #folder: string;
  readonly #texts = new Map<string, string>();

  /** `folder` is the absolute path of the manuscript. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * The first line that is not as it was, of the last of these files that has one. What was not read here before is compared with
   * the text that `built` was made from.
   */
  async find(changed: ReadonlySet<string>, built: BookLayout | undefined): Promise<SourcePlace | undefined> {
    let found: SourcePlace | undefined;
    for (const file of changed) {
      if (!/\.(?:md|markdown)$/i.test(file)) continue;
      const text = await readFile(path.join(this.#folder, file), 'utf8').catch(() => undefined);
      const before = this.#texts.get(file) ?? builtText(file, built);
      if (text === undefined) this.#texts.delete(file);
      else this.#texts.set(file, text);
      if (text === undefined || before === undefined || text === before) continue;
      found = { file, line: firstDifference(before, text) };
    }
    return found;
  }
}

function builtText(name: string, built: BookLayout | undefined): string | undefined {
  const files = (built?.parts ?? []).flatMap(({ source }) =>
    source ? [source.file, ...(source.file.data.parts ?? []).map((part) => part.file)] : [],
  );
  const known = files.find((each) => each.path === name);
  return known && String(known);
}

function firstDifference(before: string, after: string): number {
  const [old, now] = [before, after].map((text) => text.replace(/^\uFEFF/, '').split('\n')) as [string[], string[]];
  const at = now.findIndex((line, i) => line !== old[i]);
  return at < 0 ? now.length : at + 1;
}
