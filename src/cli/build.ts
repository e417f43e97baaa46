import { stat } from 'node:fs/promises';
import path from 'node:path';
import { defaultEdition } from '../book/editions.ts';
import { loadBook } from '../book/load.ts';
import type { Imposition } from '../book/printer-options.ts';
import { buildEdition, type Edition, type Format } from '../edition/build.ts';
import { Failure } from '../report/failure.ts';
import { withoutRepeats } from '../report/message.ts';
import { silent } from '../report/progress.ts';
import { plainMessage } from '../report/reporters/json.ts';
import { countOf, formatMessages, sourcesIn } from './messages.ts';
import { progressLine } from './progress-line.ts';
import type { Session } from './session.ts';

export interface BuildWords {
  out: string;
  format: string;
  template?: string;
  edition?: string[];
  allEditions?: boolean;
  strict?: boolean;
  cache?: boolean;
  only?: string;
  impose?: Imposition;
}

/** `kanben build [DIR]`: the editions asked for, one after another. Returns the exit status. */
export async function build(folder: string, words: BuildWords, session: Session): Promise<number> {
  const { stdout, stderr, quiet, reporter, language } = session;
  const plain = reporter === 'pretty';
  const progress = quiet || !plain ? { ...silent, done: () => {} } : progressLine(stderr, language);
  const options = {
    folder,
    out: words.out,
    formats: words.only === undefined ? formatsOf(words.format) : (['pdf'] as const),
    template: words.template,
    strict: words.strict ?? false,
    cache: words.cache ?? true,
    only: words.only,
    impose: words.impose,
    modified: sourceDate(process.env.SOURCE_DATE_EPOCH),
    progress,
    signal: session.signal,
  };
  const editions = await editionsOf(folder, words);
  const reports: object[] = [];
  const failures: [edition: string, Failure][] = [];
  for (const edition of editions) {
    const started = performance.now();
    try {
      const made = await buildEdition({ ...options, edition });
      progress.done();
      const seconds = (performance.now() - started) / 1000;
      if (reporter === 'json') {
        reports.push(jsonReport(made, seconds, session));
        continue;
      }
      const shown = formatMessages(made.messages, session, stderr.isTTY, sourcesIn(folder));
      (plain ? stderr : stdout).write(shown);
      if (plain && !quiet) stdout.write(await summary(made, seconds, session));
    } catch (error) {
      // Mistakes in one edition do not keep the others from being built.
      if (!(error instanceof Failure) || error.exitCode !== 1 || editions.length === 1) throw error;
      failures.push([edition, error]);
    } finally {
      progress.done();
    }
  }
  if (failures.length > 0) throw allOf(failures);
  if (reporter === 'json') {
    const [only] = reports;
    const report = editions.length === 1 ? only : { ok: true, exitCode: 0, editions: reports };
    stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  }
  return 0;
}

/** The editions to build, each once. @throws Failure (2) if there is no such edition, before any is built. */
async function editionsOf(folder: string, { edition = [defaultEdition], allEditions }: BuildWords): Promise<string[]> {
  if (allEditions) return [defaultEdition, ...(await loadBook(folder)).editions];
  const names = [...new Set(edition)];
  if (names.length > 1) for (const name of names) await loadBook(folder, name);
  return names;
}

/** What went wrong with several editions, as one failure. */
function allOf(failures: readonly [edition: string, Failure][]): Failure {
  const list = (of: (failure: Failure) => string) => failures.map(([name, failure]) => `[${name}] ${of(failure)}`);
  const texts = {
    zh: list((failure) => failure.texts.zh).join('\n'),
    en: list((failure) => failure.texts.en).join('\n'),
  };
  return new Failure(1, texts, { messages: withoutRepeats(failures.flatMap(([, failure]) => failure.messages)) });
}

/** https://reproducible-builds.org/specs/source-date-epoch: whole seconds since 1970. */
export function sourceDate(text: string | undefined): Date | undefined {
  if (!text) return undefined;
  const date = new Date(Number(text) * 1000);
  // The zip format begins in 1980.
  if (/^\d+$/.test(text) && date.getTime() >= Date.UTC(1980, 0, 1)) return date;
  throw new Failure(2, {
    zh: `SOURCE_DATE_EPOCH 不能是“${text}”，应当是 1980 年以后的秒数。`,
    en: `SOURCE_DATE_EPOCH cannot be "${text}"; it must be whole seconds, 1980 or later.`,
  });
}

function formatsOf(text: string): Format[] {
  const formats = text.split(/[,，]/).map((format) => format.trim());
  const wrong = formats.find((format) => format !== 'pdf' && format !== 'epub');
  if (wrong !== undefined) {
    throw new Failure(2, {
      zh: `--format 不能是“${wrong}”，可以是 pdf、epub 或 pdf,epub。`,
      en: `--format cannot be "${wrong}"; use pdf, epub or pdf,epub.`,
    });
  }
  return formats as Format[];
}

async function summary(
  { written, pages, parts, messages, faults }: Edition,
  seconds: number,
  { language }: Session,
): Promise<string> {
  const lines = await Promise.all(
    written.map(async (file) => {
      const size = (await stat(file)).size;
      return `  ${path.relative(process.cwd(), file) || file}  ${sizeText(size)}\n`;
    }),
  );
  const warnings = countOf(messages, 'warning');
  const { count = 0, printed = 0 } = parts ?? {};
  const reused = count - printed;
  const printedZh = parts ? `新排 ${printed} 部分，沿用 ${reused} 部分；` : '';
  const printedEn = parts ? `${printed} parts printed, ${reused} reused; ` : '';
  const zh = `${printedZh}${pages === undefined ? '' : `${pages} 页，`}${warnings} 条警告，用时 ${seconds.toFixed(1)} 秒。\n`;
  const en = `${printedEn}${pages === undefined ? '' : `${pages} pages, `}${warnings} warnings, ${seconds.toFixed(1)} s.\n`;
  return lines.join('') + (language === 'zh' ? zh : en) + faultsText(faults, language);
}

/** How often the layout is not as it should be, by check; '' where that was not looked for. */
function faultsText(faults: Edition['faults'], language: Session['language']): string {
  if (!faults) return '';
  const zh = faults.map(({ title, count }) => `${title.zh} ${count}`).join('，');
  const en = faults.map(({ title, count }) => `${title.en} ${count}`).join(', ');
  if (faults.length === 0) return language === 'zh' ? '版面检查：没有问题。\n' : 'Layout: no faults.\n';
  return language === 'zh' ? `版面检查：${zh}。\n` : `Layout: ${en}.\n`;
}

function sizeText(bytes: number): string {
  return bytes >= 1e6 ? `${(bytes / 1e6).toFixed(2)} MB` : `${(bytes / 1e3).toFixed(1)} KB`;
}

function jsonReport(
  { record, messages, written, pages, parts, faults }: Edition,
  seconds: number,
  { language }: Session,
): object {
  return {
    ok: true,
    exitCode: 0,
    id: record.id,
    ...(record.editionName && { edition: record.editionName }),
    pages,
    ...(parts && { parts }),
    ...(faults && { layout: Object.fromEntries(faults.map(({ id, count }) => [id, count])) }),
    seconds: Number(seconds.toFixed(2)),
    outputs: record.outputs.map((output, i) => ({ ...output, path: written[i] })),
    messages: messages.map((message) => plainMessage(message, language)),
  };
}
