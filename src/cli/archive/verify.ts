import { findObject } from '../../archive/store.ts';
import type { Finding } from '../../archive/verify/finding.ts';
import { type StoreReport, verifyStore } from '../../archive/verify/index.ts';
import type { Session } from '../session.ts';
import { openToRead } from './open.ts';

/** `kanben archive verify [ID]`. Returns 0, or 1 if anything is damaged, missing or extra. */
export async function verify(id: string | undefined, words: { store: string }, session: Session): Promise<number> {
  const { reporter, stdout, quiet } = session;
  const store = await openToRead(words.store);
  const only = id === undefined ? undefined : await findObject(store, id);
  const report = await verifyStore(store, { only, signal: session.signal });
  if (reporter === 'json') stdout.write(`${JSON.stringify({ exitCode: report.ok ? 0 : 1, ...report }, null, 2)}\n`);
  else {
    const all = [...report.findings, ...report.objects.flatMap((object) => object.findings)];
    for (const finding of all) stdout.write(lineOf(finding, session));
    if (!quiet) stdout.write(summary(report, all, session));
  }
  return report.ok ? 0 : 1;
}

function lineOf({ code, level, path, texts }: Finding, { language }: Session): string {
  const kind = { error: { zh: '错误', en: 'error' }, warning: { zh: '警告', en: 'warning' } }[level][language];
  return `${path}  ${kind}  ${texts[language]}  ${code}\n`;
}

function summary({ objects, files, bytes }: StoreReport, all: readonly Finding[], { language }: Session): string {
  const errors = all.filter(({ level }) => level === 'error').length;
  const warnings = all.length - errors;
  const size = (bytes / 1e6).toFixed(2);
  return language === 'zh'
    ? `核对了 ${objects.length} 个出版物、${files} 个文件（${size} MB）：${errors} 个错误，${warnings} 个警告。\n`
    : `Verified ${objects.length} publications, ${files} files (${size} MB): ${errors} errors, ${warnings} warnings.\n`;
}
