/**
 * The characters that an ordinary text in a language is written with: those of GB/T 2312 (6,763) for simplified Chinese, the
 * first level of Big5 (5,401) for traditional. A book's fonts hold them all, so that they stay the same, byte by byte, when
 * a chapter gets a word that the book did not have; else every chapter would have to be printed again. PDF and EPUB get only what
 * they show.
 */
export function ordinaryCharacters(language: string): string {
  return /^zh-Hant/.test(language)
    ? decodeRows(
        'big5',
        [0xa4, 0xc6],
        [
          [0x40, 0x7e],
          [0xa1, 0xfe],
        ],
      )
    : decodeRows('gb2312', [0xb0, 0xf7], [[0xa1, 0xfe]]);
}

/** The characters with a first byte of `rows` and a second of one of the `cells`, both ends included. */
function decodeRows(encoding: string, rows: [number, number], cells: [number, number][]): string {
  const bytes: number[] = [];
  for (let row = rows[0]; row <= rows[1]; row++) {
    for (const [first, last] of cells) for (let cell = first; cell <= last; cell++) bytes.push(row, cell);
  }
  // Cells without a character are left out.
  return new TextDecoder(encoding).decode(Uint8Array.from(bytes)).replace(/[^\p{Unified_Ideograph}]/gu, '');
}
