import path from 'node:path';
import { VFile } from 'vfile';
import { location } from 'vfile-location';
import type { JailedFiles } from '../book/files.ts';
import { textSettings } from '../book/settings.ts';
import { textFile, writeTextFile } from '../book/text-file.ts';
import { parseMarkdown } from '../markdown/index.ts';
import { Failure } from '../report/failure.ts';
import type { KanbenMessage } from '../report/message.ts';
import { checkMarkdown, formatMarkdown } from '../typography/index.ts';
import { firstChangedBlock } from '../typography/structure.ts';

/** A problem that is to be fixed, as it was shown; without a rule, all of the file. */
export interface FixRequest {
  file: string;
  rule?: string | undefined;
  line?: number | undefined;
  actual?: string | undefined;
}

interface Done {
  file: string;
  before: string;
  after: string;
}

/** How many fixes can be taken back. */
const mostUndone = 100;

/** Writes the fixes of the text rules into the manuscript, as `check --fix` does, and takes them back. */
export class Fixes {
  readonly #files: JailedFiles;
  readonly #done: Done[] = [];

  constructor(files: JailedFiles) {
    this.#files = files;
  }

  /** The file of the fix that would be taken back next. */
  get undoable(): string | undefined {
    return this.#done.at(-1)?.file;
  }

  /** @throws Failure (1) if the text is not as it was shown any more; (3) if it cannot be written. */
  async apply(request: FixRequest): Promise<void> {
    const { file } = request;
    const before = await this.#read(file);
    const name = path.join(this.#files.root, file);
    const settings = await textSettings(name, new Map());
    const after =
      request.rule === undefined
        ? formatMarkdown(before, { ...settings, path: file }).output
        : fixOne(before, request, settings);
    if (after === undefined || after === before) throw gone(file);
    await this.#write(file, after);
    this.#done.push({ file, before, after });
    if (this.#done.length > mostUndone) this.#done.shift();
  }

  /** Takes the last fix back. @throws Failure (1) if the file was changed since. */
  async undo(): Promise<void> {
    const last = this.#done.pop();
    if (!last) return;
    if ((await this.#read(last.file)) !== last.after) {
      throw new Failure(1, {
        zh: `${last.file} 后来又改过，没有撤销，以免丢掉那些改动。`,
        en: `${last.file} has changed since; nothing was taken back, so that no later change is lost.`,
      });
    }
    await this.#write(last.file, last.before);
  }

  async #read(file: string): Promise<string> {
    if (!/\.(?:md|markdown)$/i.test(file)) throw gone(file);
    const bytes = await this.#files.read(file).catch(() => {
      throw gone(file);
    });
    const read = textFile(file, bytes);
    if (!read.readable) throw gone(file);
    return read.mark + String(read.file);
  }

  #write(file: string, text: string): Promise<void> {
    return writeTextFile(path.join(this.#files.root, file), text);
  }
}

/** The text with one thing fixed, where the problem now stands nearest to where it was shown; undefined if it is gone. */
function fixOne(
  written: string,
  { file: name, rule, line = 1, actual }: FixRequest,
  settings: Parameters<typeof checkMarkdown>[1],
): string | undefined {
  const mark = written.startsWith('\uFEFF') ? '\uFEFF' : '';
  const text = written.slice(mark.length);
  const file = new VFile({ path: name, value: text });
  checkMarkdown(file, settings);
  const [message] = (file.messages as KanbenMessage[])
    .filter((each) => `${each.source}:${each.ruleId}` === rule && (actual === undefined || each.actual === actual))
    .filter((each) => each.expected?.length === 1)
    .sort((a, b) => Math.abs((a.line ?? 0) - line) - Math.abs((b.line ?? 0) - line));
  const place = message?.place;
  if (!message || !place || !('start' in place)) return undefined;
  const places = location(text);
  const [start, end] = [places.toOffset(place.start), places.toOffset(place.end)];
  // What the rule saw and what is written must be one, or an edit would fall on syntax between the two.
  if (start === undefined || end === undefined || text.slice(start, end) !== message.actual) {
    return undefined;
  }
  const output = text.slice(0, start) + (message.expected?.[0] ?? '') + text.slice(end);
  const [before, after] = [text, output].map((value) => parseMarkdown(new VFile({ path: name, value })));
  return before && after && !firstChangedBlock(before, after) ? mark + output : undefined;
}

function gone(file: string): Failure {
  return new Failure(1, {
    zh: `${file} 里这一处已经不是显示的样子，没有改动。等页面更新后再试，或自己动手改。`,
    en: `${file} is no longer as it was shown there; nothing was changed. Try again when the page has followed, or mend it yourself.`,
  });
}
