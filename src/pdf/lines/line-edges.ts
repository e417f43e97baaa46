import { type EdgeLevel, edgeLevels } from '../../book/line-options.ts';
import type { Edits } from './edits.ts';
import { joiner } from './marks.ts';
import { type Cell, isSuperscript, type RunningText } from './running-text.ts';

interface EdgeRule {
  level: EdgeLevel;
  /** Not at the start, or the end, of a line; as a pattern for what stands there. */
  edge: 'start' | 'end';
  pattern: RegExp;
  why: string;
}

/**
 * Only what the browser would let stand there: with `line-break: strict` it holds stops, closing marks, 々, …… and % back from
 * the start of a line, and opening marks from its end.
 */
const rules: readonly EdgeRule[] = [
  { level: 'basic', edge: 'start', pattern: /^[～〜–]/, why: '连接号：GB/T 15834—2011，5.1.6' },
  { level: 'basic', edge: 'start', pattern: /^(?<!—)—(?!—)/, why: '一字线：GB/T 15834—2011，5.1.6' },
  { level: 'basic', edge: 'start', pattern: /^[·‧・•]/, why: '间隔号：GB/T 15834—2011，5.1.7' },
  { level: 'gb', edge: 'start', pattern: /^／/, why: '分隔号：GB/T 15834—2011，5.1.9' },
  { level: 'gb', edge: 'end', pattern: /^／/, why: '分隔号：GB/T 15834—2011，5.1.9' },
  { level: 'gb', edge: 'start', pattern: /^(?<=\p{Script=Han})\//u, why: '分隔号：GB/T 15834—2011，5.1.9' },
  { level: 'gb', edge: 'end', pattern: /^\/(?=\p{Script=Han})/u, why: '分隔号：GB/T 15834—2011，5.1.9' },
  { level: 'strict', edge: 'start', pattern: /^(?<!—)——/, why: '破折号：CLREQ 3.1.6.4' },
];

/** Every character that a rule is about, to look closer only there. */
const concerned = /[～〜–—·‧・•／/]/;

/** Holds marks back from the edges of lines, and the mark of a note with its word. */
export function holdEdges({ cells }: RunningText, level: EdgeLevel, edits: Edits): void {
  const inForce = rules.filter((rule) => edgeLevels.indexOf(rule.level) <= edgeLevels.indexOf(level));
  for (const [i, cell] of cells.entries()) {
    if (cell.element && isSuperscript(cell.element)) joinBehind(cells[i - 1], edits);
    if (!concerned.test(cell.character)) continue;
    const around = `${cells[i - 1]?.character ?? ' '}${cell.character}${cells[i + 1]?.character ?? ' '}`;
    const applies = (edge: 'start' | 'end') =>
      inForce.some((rule) => rule.edge === edge && sticky(rule.pattern, around));
    if (i > 0 && cell.text && applies('start')) edits.insert(cell.text, cell.at, joiner);
    if (i < cells.length - 1 && applies('end')) joinBehind(cell, edits);
  }
}

/** Whether the pattern holds at the middle one of three characters. */
function sticky({ source, flags }: RegExp, around: string): boolean {
  const pattern = new RegExp(source.replace(/^\^/, ''), `${flags}y`);
  pattern.lastIndex = 1;
  return pattern.test(around);
}

function joinBehind(cell: Cell | undefined, edits: Edits): void {
  if (cell?.text) edits.insert(cell.text, cell.at + 1, joiner);
}
