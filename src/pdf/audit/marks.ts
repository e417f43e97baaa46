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

/** Marks that the standards of Taiwan and Hong Kong set in the middle of their cell. */
const centred: ReadonlySet<string> = new Set('，。、．；：！？'.split(''));

export function hasEmptyHalf(mark: string, language: string): boolean {
  if (!closingHalves.has(mark)) return false;
  return !(language.startsWith('zh-Hant') && centred.has(mark));
}

export const han = /\p{Script=Han}/u;

/** Whether a text has nothing but marks. */
export function isMark(text: string): boolean {
  return /^[\p{P}\p{S}]+$/u.test(text);
}
