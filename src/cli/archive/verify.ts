import { findObject } from '../../archive/objects.ts';
import { readAllowedSigners } from '../../archive/sign/keys.ts';
import type { Finding } from '../../archive/verify/finding.ts';
import { type StoreReport, verifyStore } from '../../archive/verify/index.ts';
import { Failure } from '../../report/failure.ts';
import type { Session } from '../session.ts';
import { openToRead } from './open.ts';
import { readKeyFile } from './sign.ts';

export interface VerifyWords {
  store: string;
  signedBy?: string;
  sample?: string;
}

/** `kanben archive verify [ID]`. Returns 0, or 1 if anything is damaged, missing or extra. */
export async function verify(id: string | undefined, words: VerifyWords, session: Session): Promise<number> {
  const { reporter, stdout, quiet } = session;
  const store = await openToRead(words.store);
  const only = id === undefined ? undefined : await findObject(store, id);
  const signers =
    words.signedBy === undefined ? undefined : readAllowedSigners(await readKeyFile(words.signedBy), words.signedBy);
  const sample = words.sample === undefined ? undefined : { share: shareOf(words.sample), now: new Date() };
  const report = await verifyStore(store, { only, signers, sample, signal: session.signal });
  if (reporter === 'json') stdout.write(`${JSON.stringify({ exitCode: report.ok ? 0 : 1, ...report }, null, 2)}\n`);
  else {
    const all = [...report.findings, ...report.objects.flatMap((object) => object.findings)];
    for (const finding of all) stdout.write(lineOf(finding, session));
    if (!quiet) stdout.write(summary(report, all, session));
  }
  return report.ok ? 0 : 1;
}

/** `10%` as 0.1. @throws Failure (2) */
function shareOf(text: string): number {
  const percent = Number(/^(\d+(?:\.\d+)?)%?$/.exec(text)?.[1]);
  if (percent > 0 && percent <= 100) return percent / 100;
  throw new Failure(2, {
    zh: `--sample 不能是“${text}”，应当是 1% 到 100%。`,
    en: `--sample cannot be "${text}"; it must be between 1% and 100%.`,
  });
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
