/**
 * Classes of characters, as source for regular expressions (flag `u`) and as one table for the single scan that
 * decides which rules a paragraph needs.
 *
 * An inline node that is not text stands in the joined paragraph as one noncharacter, so that a rule can see what is
 * there without being able to change it.
 */
export const opaque = {
  code: '\uFDD0',
  math: '\uFDD1',
  image: '\uFDD2',
  html: '\uFDD3',
  note: '\uFDD4',
  address: '\uFDD5',
  break: '\uFDD6',
} as const;

/** Han characters, with 〇 and 々. */
export const HAN = '\\p{Script=Han}';
export const KANA = '\\p{Script=Hiragana}\\p{Script=Katakana}ー';
/** Letters of alphabets: everything that the layout sets off from Han with a gap, digits aside. */
export const LETTER = '\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}';
/** Full-width marks that carry their own white space. Curly quotes, ellipsis and dash are shared with Latin text. */
export const OPENING = '（《〈「『【〔〖［｛';
export const CLOSING = '）》〉」』】〕〗］｝';
export const STOPS = '，。、；：？！';
/** Spaces that somebody typed within a line. The ideographic space U+3000 is a different matter. */
export const SPACE = ' \\t\\u00A0\\u2002-\\u200A\\u202F\\u205F';
/** Nodes through which a rule looks for the neighbour: notes and HTML tags. */
export const THROUGH = `${opaque.html}${opaque.note}`;

export const HAN_DIGITS = '一二三四五六七八九';

/** What a paragraph contains; a rule that needs none of it is not run. */
export const contains = {
  han: 1 << 0,
  letter: 1 << 1,
  digit: 1 << 2,
  space: 1 << 3,
  newline: 1 << 4,
  /** `, . ; : ! ?` and the half-width marks of the katakana block. */
  narrowStop: 1 << 5,
  quote: 1 << 6,
  /** `( ) [ ]` and the full-width ones. */
  bracket: 1 << 7,
  /** Everything that looks like a dash, a hyphen or a wave. */
  dash: 1 << 8,
  /** Ellipses and raised dots. */
  dot: 1 << 9,
  wideStop: 1 << 10,
  /** Full-width ASCII that is not a stop or bracket. */
  wideAscii: 1 << 11,
  /** Invisible characters, radicals, compatibility ideographs, surrogates. */
  odd: 1 << 12,
  title: 1 << 13,
  unit: 1 << 14,
  numeral: 1 << 15,
  kana: 1 << 16,
  hangul: 1 << 17,
  /** 《》〈〉 only, which no other language uses for titles. */
  wideTitle: 1 << 18,
} as const;

const members: [number, RegExp][] = [
  [contains.han, new RegExp(`[${HAN}]`, 'u')],
  [contains.letter, new RegExp(`[${LETTER}]`, 'u')],
  [contains.digit, /[0-9]/],
  [contains.space, new RegExp(`[${SPACE}\\u3000]`, 'u')],
  [contains.newline, /[\n\r]/],
  [contains.narrowStop, /[,.;:!?｡､]/],
  [contains.quote, /["'“”‘’「」『』｢｣]/],
  [contains.bracket, /[()[\]（）［］【】〔〕]/],
  [contains.dash, /[-~‐‑‒–—―−─━⸺⸻－～〜∼˜ー]/u],
  [contains.dot, /[.…⋯‥·•・･‧∙⋅●．。]/u],
  [contains.wideStop, /[，。、；：？！．]/],
  [contains.wideAscii, /[０-９Ａ-Ｚａ-ｚ＂-＇＊＋－／＜-＞＠＼＾-｀｜～]/],
  [contains.odd, /[\u00AD\u061C\u200E\u200F\u2028-\u202E\u2060-\u206F\u2E80-\u2FDF\uF900-\uFAFF\uFEFF\u200B-\u200D]/u],
  [contains.title, /[《》〈〉<>＜＞«»≪≫]/],
  [contains.unit, /[%‰％℃℉°㎀-㏟]/],
  [contains.kana, /[\p{Script=Hiragana}\p{Script=Katakana}ー]/u],
  [contains.wideTitle, /[《》〈〉]/],
  [contains.hangul, /\p{Script=Hangul}/u],
  [contains.numeral, /[〇○◯零一二三四五六七八九]/],
];

/** One entry for every UTF-16 unit; built once, read for every character of a text. */
const table = buildTable();

function buildTable(): Uint32Array {
  const bits = new Uint32Array(0x10000);
  const all = new TextDecoder('utf-16le').decode(new Uint16Array(bits.length).map((_, code) => code));
  for (const [bit, { source, flags }] of members) {
    // One scan for the runs of a class: to try each character by itself would be felt at every start.
    for (const run of all.matchAll(new RegExp(`${source}+`, `${flags}g`)))
      for (let code = run.index; code < run.index + run[0].length; code++) bits[code] = (bits[code] as number) | bit;
  }
  // A surrogate is looked at as a whole in `survey`.
  return bits.fill(0, 0xd800, 0xe000);
}

export interface Survey {
  /** The union of the classes of all characters. */
  bits: number;
  han: number;
  kana: number;
  hangul: number;
  /** Words of at least two letters. */
  words: number;
  /** Those that begin with a small letter: sentences have them, names of products mostly not. */
  plainWords: number;
}

/** The single scan of a paragraph: what it contains and how much of each script. */
export function survey(text: string): Survey {
  const found: Survey = { bits: 0, han: 0, kana: 0, hangul: 0, words: 0, plainWords: 0 };
  let letters = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    let bits = table[code] as number;
    if (code >= 0xd800 && code <= 0xdfff) {
      const point = text.codePointAt(i) ?? code;
      bits = contains.odd | (point >= 0x20000 && point < 0x323b0 ? contains.han : 0);
    }
    found.bits |= bits;
    if (bits & contains.letter) {
      letters++;
      if (letters === 2) {
        found.words++;
        const first = text[i - 1] as string;
        if (first !== first.toUpperCase()) found.plainWords++;
      }
      continue;
    }
    letters = 0;
    if (bits & contains.han) found.han++;
    else if (bits & contains.kana) found.kana++;
    else if (bits & contains.hangul) found.hangul++;
  }
  return found;
}
