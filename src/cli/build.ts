import { stat } from 'node:fs/promises';
import path from 'node:path';
import { buildEdition, type Edition, type Format } from '../edition/build.ts';
import { Failure } from '../report/failure.ts';
import { silent } from '../report/progress.ts';
import { plainMessage } from '../report/reporters/json.ts';
import { countOf, formatMessages, sourcesIn } from './messages.ts';
import { progressLine } from './progress-line.ts';
import type { Session } from './session.ts';

export interface BuildWords {
  out: string;
  format: string;
  template?: string;
  strict?: boolean;
}

/** `kanben build [DIR]`. Returns the exit status. */
export async function build(folder: string, words: BuildWords, session: Session): Promise<number> {
  const { language, stdout, stderr, quiet, reporter, signal } = session;
  const plain = reporter === 'pretty';
  const progress = quiet || !plain ? { ...silent, done: () => {} } : progressLine(stderr, language);
  const started = performance.now();
  try {
    const edition = await buildEdition({
      folder,
      out: words.out,
      formats: formatsOf(words.format),
      template: words.template,
      strict: words.strict ?? false,
      modified: sourceDate(process.env.SOURCE_DATE_EPOCH),
      progress,
      signal,
    });
    progress.done();
    const seconds = (performance.now() - started) / 1000;
    if (reporter === 'json') stdout.write(await jsonReport(edition, seconds, session));
    else {
      const shown = formatMessages(edition.messages, session, stderr.isTTY, sourcesIn(folder));
      (plain ? stderr : stdout).write(shown);
      if (plain && !quiet) stdout.write(await summary(edition, seconds, session));
    }
    return 0;
  } finally {
    progress.done();
  }
}

/** https://reproducible-builds.org/specs/source-date-epoch: whole seconds since 1970. */
function sourceDate(text: string | undefined): Date | undefined {
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

async function summary({ written, pages, messages }: Edition, seconds: number, { language }: Session): Promise<string> {
  const lines = await Promise.all(
    written.map(async (file) => {
      const size = (await stat(file)).size;
      return `  ${path.relative(process.cwd(), file) || file}  ${sizeText(size)}\n`;
    }),
  );
  const warnings = countOf(messages, 'warning');
  const zh = `${pages === undefined ? '' : `${pages} 页，`}${warnings} 条警告，用时 ${seconds.toFixed(1)} 秒。\n`;
  const en = `${pages === undefined ? '' : `${pages} pages, `}${warnings} warnings, ${seconds.toFixed(1)} s.\n`;
  return lines.join('') + (language === 'zh' ? zh : en);
}

function sizeText(bytes: number): string {
  return bytes >= 1e6 ? `${(bytes / 1e6).toFixed(2)} MB` : `${(bytes / 1e3).toFixed(1)} KB`;
}

async function jsonReport(
  { record, messages, written, pages }: Edition,
  seconds: number,
  { language }: Session,
): Promise<string> {
  const report = {
    ok: true,
    exitCode: 0,
    id: record.id,
    pages,
    seconds: Number(seconds.toFixed(2)),
    outputs: record.outputs.map((output, i) => ({ ...output, path: written[i] })),
    messages: messages.map((message) => plainMessage(message, language)),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
