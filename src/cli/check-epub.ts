import { readFile } from 'node:fs/promises';
import { loadBook } from '../book/load.ts';
import { runEpubCheck } from '../epub/check/epubcheck.ts';
import { checkEpub } from '../epub/check/index.ts';
import { typeset } from '../html/typeset.ts';
import { DiagramPress } from '../pdf/diagrams/index.ts';
import { Failure } from '../report/failure.ts';
import type { KanbenMessage } from '../report/message.ts';
import { loadTemplate } from '../template/load.ts';
import { countOf, formatMessages } from './messages.ts';
import type { Session } from './session.ts';

export interface CheckEpubWords {
  epub: string;
  edition?: string[];
  strict?: boolean;
}

/**
 * `kanben check --epub FILE [DIR]`: our own checks always, against the manuscript if its folder is named; EPUBCheck if it and Java
 * are there. Returns the exit status.
 */
export async function checkEpubFile(
  [folder]: string[],
  { epub: file, edition, strict }: CheckEpubWords,
  session: Session,
): Promise<number> {
  const { stdout, stderr, quiet, language, reporter, signal } = session;
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    const zh = `读不了 ${file}（${cause.code}）。请检查路径。`;
    throw new Failure(2, { zh, en: `Cannot read ${file} (${cause.code}). Check the path.` }, { cause });
  });
  const book = folder === undefined ? undefined : await readBook(folder, edition?.[0]);
  const messages: KanbenMessage[] = checkEpub(bytes, file, book);
  const verdict = await runEpubCheck(file, signal);
  if ('messages' in verdict) messages.push(...verdict.messages);
  stdout.write(formatMessages(messages, session, stdout.isTTY));
  const [errors, warnings] = [countOf(messages, 'error'), countOf(messages, 'warning')];
  if (!quiet && reporter === 'pretty') {
    const absent = 'absent' in verdict && verdict.absent;
    const why = {
      zh: absent
        ? `没有运行 EPUBCheck：${absent === 'java' ? '没有 Java' : '请用 EPUBCHECK_JAR 指明 epubcheck.jar'}。`
        : '',
      en: absent
        ? `EPUBCheck did not run: ${absent === 'java' ? 'no Java' : 'name epubcheck.jar in EPUBCHECK_JAR'}. `
        : '',
    };
    const text = { zh: `${errors} 个错误，${warnings} 条警告。`, en: `${errors} errors, ${warnings} warnings.` };
    stderr.write(`${why[language]}${text[language]}\n`);
  }
  return errors > 0 || (strict && warnings > 0) ? 1 : 0;
}

/** @throws Failure (1) if the manuscript has errors: what the EPUB should say is then not known. */
async function readBook(folder: string, edition: string | undefined) {
  const manuscript = await loadBook(folder, edition);
  const template = await loadTemplate(manuscript.config?.template ?? 'report', manuscript.config?.language);
  const { book, messages } = await typeset(manuscript, template, { drawDiagrams: new DiagramPress(template).draw });
  const errors = messages.filter(({ fatal }) => fatal);
  if (book && errors.length === 0) return book;
  const zh = `书稿 ${folder} 里有错误，不能与 EPUB 比较。请先改正。`;
  throw new Failure(
    1,
    { zh, en: `The manuscript ${folder} has errors and cannot be compared. Mend it first.` },
    { messages: errors },
  );
}
