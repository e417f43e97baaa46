import type { AuditFacts } from './facts.ts';

/** Classes of marks by GB/T 15834-2011, 5.1, and CLREQ, 3.1.4: which may stand where in a line. */

/** 点号, closing quotation marks and brackets: never at the start of a line (5.1.1 to 5.1.3). */
export const closing: ReadonlySet<string> = new Set(
  '，。、．；：！？‼⁇⁈⁉,.;:!?”’」』）〕］｝》〉】〗)]}﹂﹄︶︼'.split(''),
);

/** Opening quotation marks and brackets: never at the end of a line (5.1.3). */
export const opening: ReadonlySet<string> = new Set('“‘「『（〔［｛《〈【〖([{﹁﹃︵︻'.split(''));

/** 连接号 and 间隔号: not at the start of a line (5.1.6, 5.1.7); 分隔号 at neither end (5.1.8). */
export const joining: ReadonlySet<string> = new Set('·・～–'.split(''));
export const dividing: ReadonlySet<string> = new Set('/／'.split(''));

/** Full-width marks whose right half is empty in fonts of mainland China: half a cell at the end of a line (5.1.10). */
const closingHalves: ReadonlySet<string> = new Set('，。、．；：！？”’」』）〕］｝》〉】〗'.split(''));

/** Marks in the middle of their cell in vertical text. */
const centredInVertical: ReadonlySet<string> = new Set('；：！？'.split(''));

export function hasEmptyHalf(mark: string, { language, writing }: Pick<AuditFacts, 'language' | 'writing'>): boolean {
  if (!closingHalves.has(mark)) return false;
  if (writing === 'vertical-rl' && centredInVertical.has(mark)) return false;
  // GB/T 15834 is the mainland's: in Taiwan and Hong Kong stops stand in the middle, and marks keep their cell (CLREQ 3.1.6.1).
  return !language.startsWith('zh-Hant');
}

export const han = /\p{Script=Han}/u;
