import type { InterfaceLanguage } from '../../report/language.ts';
import type { CellChange } from './cells.ts';
import { listErrata } from './errata.ts';
import type { Comparison, FileChange } from './index.ts';
import type { TextChange } from './text-file.ts';
import type { Piece } from './words.ts';

/** The comparison for a terminal: `[-gone-]{+come+}` as in wdiff, in red and green where there is colour. */
export function textReport(comparison: Comparison, language: InterfaceLanguage, colour: boolean): string {
  const { before, after, files, epub, pdf } = comparison;
  const zh = language === 'zh';
  const lines = [`${before} → ${after}`];
  if (files.length === 0 && epub.length === 0 && !pdf)
    return `${lines[0]}\n${zh ? '内容完全相同。' : 'The same in content.'}\n`;
  for (const file of files) lines.push('', ...fileLines(file, zh, colour));
  if (epub.length > 0) {
    lines.push('', zh ? `EPUB：${epub.length} 个文件不同` : `EPUB: ${epub.length} entries differ`);
    for (const { path, kind } of epub) lines.push(`  ${mark(kind)} ${path}`);
  }
  const errata = listErrata(pdf?.changes ?? []);
  if (errata.length > 0) {
    lines.push('', zh ? '勘误（页、行、误、正）：' : 'Corrections (page, line, wrong, right):');
    for (const { page, line, wrong, right } of errata) lines.push(`  ${page}  ${line}  ${wrong} → ${right}`);
  } else if (pdf) lines.push('', zh ? 'PDF：文字相同，字节不同。' : 'PDF: the same text in other bytes.');
  return `${lines.join('\n')}\n`;
}

function mark(kind: FileChange['kind']): string {
  return { added: '+', removed: '-', changed: '~' }[kind];
}

function fileLines({ path, kind, changes }: FileChange, zh: boolean, colour: boolean): string[] {
  return [`${mark(kind)} ${path}`, ...changes.map((change) => `  ${changeText(change, zh, colour)}`)];
}

function changeText({ lineBefore, lineAfter, pieces, cells }: TextChange, zh: boolean, colour: boolean): string {
  if (cells.length > 0) return cells.map((cell) => cellText(cell, zh, colour)).join('\n  ');
  const place = lineBefore === lineAfter ? lineBefore : `${lineBefore}→${lineAfter}`;
  return `${place}: ${near(pieces)
    .map((piece) => pieceText(piece, colour))
    .join('')}`;
}

function cellText({ row, column, label, before, after }: CellChange, zh: boolean, colour: boolean): string {
  const pieces: Piece[] = [];
  if (before !== undefined) pieces.push({ kind: 'removed', text: before });
  if (after !== undefined) pieces.push({ kind: 'added', text: after });
  const place = column === undefined ? (zh ? '整行' : 'whole row') : `${label} / ${column}`;
  return `${row}: ${place}: ${pieces.map((piece) => pieceText(piece, colour)).join('')}`;
}

/** How much unchanged text is shown on either side of a change. */
const context = 20;

/** What is far from any change is left out. */
function near(pieces: readonly Piece[]): Piece[] {
  return pieces.map((piece, i) => {
    const text = [...piece.text];
    if (piece.kind !== 'same' || text.length <= 2 * context) return piece;
    const head = i === 0 ? '' : text.slice(0, context).join('');
    const tail = i === pieces.length - 1 ? '' : text.slice(-context).join('');
    return { kind: 'same', text: `${head}…${tail}` };
  });
}

function pieceText({ kind, text }: Piece, colour: boolean): string {
  if (kind === 'same') return text;
  const marked = kind === 'removed' ? `[-${text}-]` : `{+${text}+}`;
  return colour ? `\u001B[${kind === 'removed' ? 31 : 32}m${marked}\u001B[39m` : marked;
}
