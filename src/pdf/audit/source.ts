import type { Point } from 'unist';
import type { VFile } from 'vfile';
import type { SourceText } from './facts.ts';

/** Length of the pieces of a line that are looked for if the whole is not found: numbers may have been put into it. */
const piece = 8;

/**
 * Finds the place in the Markdown that a line of the PDF came from, by its words: letters and digits alone, since marks and spaces
 * are what the layout may change. Of several places the one nearest to where the line stands in the chapter is taken.
 */
export class SourceFinder {
  private readonly file: VFile;
  private readonly text: string;
  private readonly starts: { at: number; line: number }[] = [];

  constructor({ file, pieces }: SourceText) {
    this.file = file;
    let text = '';
    for (const { text: own, line } of pieces) {
      const words = wordsOf(own);
      if (words === '') continue;
      this.starts.push({ at: text.length, line });
      text += words;
    }
    this.text = text;
  }

  /**
   * `words` of the line, and of its paragraph up to its end; `progress`: how far into the chapter the line stands, from 0 to 1.
   */
  find(
    { line, upToEnd }: { line: string; upToEnd: string },
    progress: number,
  ): { file: VFile; place: Point | undefined } {
    const expected = progress * this.text.length;
    const at =
      this.nearest(upToEnd, expected, upToEnd.length - line.length) ??
      this.nearest(line, expected, 0) ??
      this.nearestPiece(line, expected);
    return this.placeAt(at);
  }

  /** The place of the first words of something; `progress` as above. */
  findWords(text: string, progress: number): { file: VFile; place: Point | undefined } {
    const expected = progress * this.text.length;
    const words = wordsOf(text);
    return this.placeAt(this.nearest(words, expected, 0) ?? this.nearestPiece(words, expected));
  }

  private placeAt(at: number | undefined): { file: VFile; place: Point | undefined } {
    const number = at === undefined ? undefined : this.starts.findLast((start) => start.at <= at)?.line;
    return { file: this.file, place: number === undefined ? undefined : { line: number, column: 1 } };
  }

  private nearestPiece(words: string, expected: number): number | undefined {
    for (let i = 0; i + piece <= words.length; i += 2) {
      const at = this.nearest(words.slice(i, i + piece), expected, 0);
      if (at !== undefined) return at;
    }
    return undefined;
  }

  private nearest(words: string, expected: number, offset: number): number | undefined {
    if (words === '') return undefined;
    let best: number | undefined;
    for (let at = this.text.indexOf(words); at >= 0; at = this.text.indexOf(words, at + 1)) {
      if (best !== undefined && Math.abs(at - expected) >= Math.abs(best - expected)) break;
      best = at;
    }
    return best === undefined ? undefined : best + offset;
  }
}

/** The letters and digits of a text, in their plain forms. */
export function wordsOf(text: string): string {
  return text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
}
