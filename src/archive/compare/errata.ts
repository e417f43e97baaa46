import type { PdfChange } from './pdf.ts';

/** A line of a list of corrections (勘误表): page and line as printed, what stands there and what should. */
export interface Erratum {
  page: string;
  line: number;
  wrong: string;
  right: string;
}

/** The printed changes as corrections to the earlier edition; changes in one clause are one correction. */
export function listErrata(changes: readonly PdfChange[]): Erratum[] {
  const errata: Erratum[] = [];
  for (const { before, after } of changes) {
    const erratum = { page: before.label, line: before.line, wrong: before.clause, right: after.clause };
    const last = errata.at(-1);
    const again = last && last.page === erratum.page && last.wrong === erratum.wrong && last.right === erratum.right;
    if (!again) errata.push(erratum);
  }
  return errata;
}
