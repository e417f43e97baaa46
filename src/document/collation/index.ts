import { createRequire } from 'node:module';
import { chineseNumber } from '../chinese-number.ts';
import { readSyllable, type Syllable, zhuyinOf } from './syllable.ts';

export type Order = 'pinyin' | 'stroke' | 'zhuyin';

/** Where a headword stands among others. */
export interface SortKey {
  text: string;
  /** The head of its group: 0–9, A, 三画, ㄊ. */
  group: string;
  /** Han characters that no reading is known of. */
  unread: string[];
  /** Compared first; then unit by unit. */
  readonly rank: string;
  readonly units: readonly Unit[];
}

/** One character, or a run of Latin letters or digits. */
interface Unit {
  kind: 'digits' | 'latin' | 'han' | 'other';
  key: string;
  written: string;
}

const kinds = ['digits', 'latin', 'han', 'other'];

/** Punctuation and spaces do not count: 《太原日报》 stands under T. */
const parts = /(\d+)|((?:\p{Script=Latin}\p{M}*)+)|(\p{Script=Han})|([\p{L}\p{N}])/gu;

const strokes = new Intl.Collator('zh-u-co-stroke');

/**
 * Orders headwords: digits, then Latin letters, then Han characters one by one (GB/T 22466—2008): by sound and tone, or by
 * strokes; characters that sound the same by strokes, as the CLDR has them. By pinyin a Latin headword stands under its own
 * letter before the Chinese ones.
 */
export class Collation {
  readonly #order: Order;
  readonly #traditional: boolean;

  constructor(order: Order, language: string) {
    this.#order = order;
    this.#traditional = language.startsWith('zh-Hant');
  }

  /** `readings` are those of its first Han characters; a dictionary of words knows the others. */
  keyOf(text: string, readings: readonly Syllable[] = []): SortKey {
    const units: Unit[] = [];
    const unread: string[] = [];
    const byWord = this.#order === 'stroke' ? [] : readingsOf(text);
    let han = 0;
    for (const [written, digits, latin, character] of text.normalize('NFKC').matchAll(parts)) {
      if (digits) units.push({ kind: 'digits', key: digits.replace(/^0+(?=\d)/, '').padStart(32, '0'), written });
      else if (latin) units.push({ kind: 'latin', key: plain(latin), written });
      else if (!character) units.push({ kind: 'other', key: written, written });
      else {
        const syllable = readings[han] ?? byWord[han];
        han++;
        if (!syllable && this.#order !== 'stroke') unread.push(character);
        units.push({ kind: 'han', key: this.#hanKey(syllable), written });
      }
    }
    return { text, units, unread, ...this.#groupOf(units[0]) };
  }

  readonly compare = (a: SortKey, b: SortKey): number => {
    if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1;
    for (const [i, one] of a.units.entries()) {
      const other = b.units[i];
      const difference = other ? compareUnits(one, other) : 1;
      if (difference !== 0) return difference;
    }
    return a.units.length - b.units.length || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0);
  };

  #hanKey(syllable: Syllable | undefined): string {
    if (this.#order === 'stroke') return '';
    if (!syllable) return '~';
    const { letters, tone } = syllable;
    if (this.#order === 'zhuyin') return `${zhuyinOf(letters)} ${tone}`;
    // lu, lü, luan, lüe, lun: ü counts as u, and comes behind it where that is the only difference.
    return `${letters.replaceAll('v', 'u')} ${letters.includes('v') ? 1 : 0}${tone}`;
  }

  #groupOf(first: Unit | undefined): { group: string; rank: string } {
    if (first?.kind === 'digits') return { group: '0–9', rank: '0' };
    if (first?.kind === 'latin') {
      const letter = (first.key[0] ?? '').toUpperCase();
      return { group: letter, rank: `1${letter}` };
    }
    if (first?.kind !== 'han') return this.#others();
    if (this.#order === 'stroke') {
      const count = strokesOf(first.written);
      if (count === 0) return this.#others();
      const group = `${chineseNumber(count)}${this.#traditional ? '畫' : '画'}`;
      return { group, rank: `2${String(count).padStart(2, '0')}` };
    }
    if (first.key === '~') return this.#others();
    const group = (first.key[0] ?? '').toUpperCase();
    return { group, rank: `${this.#order === 'pinyin' ? 1 : 2}${group}` };
  }

  /** Behind everything else, as the CLDR does. */
  #others(): { group: string; rank: string } {
    return { group: '其他', rank: '3' };
  }
}

function compareUnits(a: Unit, b: Unit): number {
  if (a.kind !== b.kind) return kinds.indexOf(a.kind) - kinds.indexOf(b.kind);
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.kind === 'han' ? strokes.compare(a.written, b.written) : 0;
}

/** Small letters without their accents. */
function plain(latin: string): string {
  return latin.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The labels that CLDR puts before the characters of n strokes for its alphabetic index: U+FDD0 and U+2800 + n. */
const labels = Array.from({ length: 64 }, (_, i) => `\uFDD0${String.fromCodePoint(0x2801 + i)}`);

/** The last character that CLDR orders by strokes: what it does not order comes behind. */
const last = '龘';

/** The number of strokes, 0 if it is not known. */
function strokesOf(character: string): number {
  if (strokes.compare(character, last) > 0) return 0;
  return labels.findLastIndex((label) => strokes.compare(label, character) < 0) + 1;
}

/**
 * Reads a word as a whole, so that 行 is háng in 行业; one syllable for each Han character. The dictionary holds words in
 * simplified characters: those of traditional ones are read one by one.
 */
function readingsOf(text: string): (Syllable | undefined)[] {
  // Its dictionary takes a tenth of a second to load: only for a book that has an index.
  const { pinyin } = createRequire(import.meta.url)('pinyin-pro') as typeof import('pinyin-pro');
  return pinyin(text.normalize('NFKC'), { type: 'all', toneType: 'num', toneSandhi: false, v: true })
    .filter(({ origin }) => /^\p{Script=Han}$/u.test(origin))
    .map(({ pinyin: written }) => readSyllable(written));
}

/** Reads `cháng zhì`: at most one syllable for each Han character of the headword; undefined if it is not that. */
export function readReading(written: string, headword: string): Syllable[] | undefined {
  const syllables = written
    .trim()
    .split(/[\s'’·-]+/u)
    .map(readSyllable);
  const known = syllables.filter((syllable) => syllable !== undefined);
  const han = headword.match(/\p{Script=Han}/gu)?.length ?? 0;
  return known.length === syllables.length && known.length <= han ? known : undefined;
}
