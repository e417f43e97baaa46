import { writeFile } from 'node:fs/promises';
import { listErrata } from '../../archive/compare/errata.ts';
import { type DrawnPages, htmlReport, pairPages } from '../../archive/compare/html-report.ts';
import { type Comparison, compareVersions } from '../../archive/compare/index.ts';
import { drawPages } from '../../archive/compare/pages.ts';
import { textReport } from '../../archive/compare/text-report.ts';
import { findVersion } from '../../archive/read-version.ts';
import { openBrowser } from '../../pdf/browser/launch.ts';
import { Failure } from '../../report/failure.ts';
import type { Session } from '../session.ts';
import { openToRead } from './open.ts';

/** `kanben archive diff A B [--html FILE]`. Returns 0 if the two are the same in content, else 1. */
export async function diff(
  before: string,
  after: string,
  words: { store: string; html?: string },
  session: Session,
): Promise<number> {
  const { stdout, reporter, language } = session;
  const store = await openToRead(words.store);
  const comparison = await compareVersions(await findVersion(store, before), await findVersion(store, after));
  const { files, epub, pdf } = comparison;
  const same = files.length === 0 && epub.length === 0 && !pdf;
  if (reporter === 'json') {
    const { pdfs: _bytes, ...plain } = comparison;
    const report = { same, exitCode: same ? 0 : 1, errata: listErrata(pdf?.changes ?? []), ...plain };
    stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  } else stdout.write(textReport(comparison, language, stdout.isTTY));
  if (words.html) await writeReport(words.html, htmlReport(comparison, await drawChanged(comparison, session)));
  return same ? 0 : 1;
}

async function drawChanged({ pdf, pdfs }: Comparison, { signal }: Session): Promise<DrawnPages> {
  if (!pdf || !pdfs || pdf.changes.length === 0) return { before: new Map(), after: new Map() };
  const pairs = pairPages(pdf.changes);
  const pages = (side: 'before' | 'after') => [...new Set(pairs.map((pair) => pair[side]))];
  const { browser, close } = await openBrowser({ faces: [], generic: {} }, signal);
  try {
    return {
      before: await drawPages(browser, pdfs.before, pages('before')),
      after: await drawPages(browser, pdfs.after, pages('after')),
    };
  } finally {
    await close();
  }
}

async function writeReport(file: string, html: string): Promise<void> {
  await writeFile(file, html).catch((cause: NodeJS.ErrnoException) => {
    throw new Failure(
      3,
      { zh: `写不进 ${file}（${cause.code}）。`, en: `Cannot write ${file} (${cause.code}).` },
      { cause },
    );
  });
}
