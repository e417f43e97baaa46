import type { CitationPart } from '../../markdown/citations.ts';

/** One work at one place of the text. */
export interface Cited {
  /** Its number, or for author and year what stands in the brackets. */
  number: number;
  name: string;
  target: string;
  page: string | undefined;
}

/** [1], [1-3], [2,5]; a page stands behind the bracket: [1]35 (GB/T 7714—2015, 9.2). */
export function shownByNumber(cited: readonly Cited[]): CitationPart[] {
  const plain = cited.filter(({ page }) => page === undefined).sort((a, b) => a.number - b.number);
  const runs: Cited[][] = [];
  for (const one of plain) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (last?.number === one.number) continue;
    if (run && last && last.number + 1 === one.number) run.push(one);
    else runs.push([one]);
  }
  const parts: CitationPart[] = [];
  runs.forEach((run, i) => {
    parts.push({ text: i === 0 ? '[' : ',' });
    const ends = run.length > 1 ? [run[0], run.at(-1)] : [run[0]];
    ends.forEach((one, j) => {
      if (j > 0) parts.push({ text: '-' });
      if (one) parts.push({ text: String(one.number), target: one.target });
    });
  });
  if (runs.length > 0) parts.push({ text: ']' });
  for (const { number, target, page } of cited) {
    if (page === undefined) continue;
    parts.push({ text: '[' }, { text: String(number), target }, { text: `]${page}` });
  }
  return parts;
}

/** （张三, 2020; CRANE, 1972）, the page raised behind the bracket (9.3). */
export function shownByAuthor(cited: readonly Cited[]): CitationPart[] {
  const han = /\p{Script=Han}/u.test(cited[0]?.name ?? '');
  const [open, close] = han ? ['（', '）'] : ['(', ')'];
  // A page belongs to the work before it: with more than one work, each has brackets of its own.
  const apart = cited.length > 1 && cited.some(({ page }) => page !== undefined);
  const parts: CitationPart[] = [{ text: open }];
  cited.forEach(({ name, target, page }, i) => {
    if (i > 0) parts.push({ text: apart ? open : '; ' });
    parts.push({ text: name, target });
    if (apart || i === cited.length - 1) parts.push({ text: close });
    if (page !== undefined) parts.push({ text: page, raised: true });
  });
  return parts;
}
