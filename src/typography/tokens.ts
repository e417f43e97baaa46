import { HAN } from './characters.ts';

/**
 * Tokens that are not prose although no Markdown says so. Marks between two ASCII letters or digits (`a.b@example.com`,
 * `v1.2.3`, `12:30`, `1,412,600`) need no pattern: no rule touches them.
 */
const patterns: RegExp[] = [
  // Addresses with a scheme other than http, up to a space or a full-width mark.
  /\b[a-z][a-z\d+.-]{1,15}:\/\/[^\s，。；、：！？（）《》“”]+/giu,
  // Windows and UNC paths, Han names included, up to a file name's extension or else the first space or wide mark.
  /(?<![A-Za-z\d])(?:[A-Za-z]:\\|\\\\[\w.-]+\\)(?:[^\s，。；：！？《》“”"<>|]*?\.[A-Za-z\d]{1,5}(?![A-Za-z\d.\\])|[^\s，。；：！？《》“”"<>|]*)/gu,
  // ~/notes, ./a/b, ../x, /usr/local/bin
  /(?<![\w/])(?:~|\.{1,2})?\/[\w.@%+~-]+(?:\/[\w.@%+~-]+)*\/?/g,
  // 报告(终稿).docx: brackets and marks that belong to a file name.
  /\([^()\s]{1,20}\)(?=\.[A-Za-z][A-Za-z\d]{1,4}(?![A-Za-z\d]))/gu,
  // Options, with the spaces around them: without a space `加 --verbose` would not be an option any more.
  new RegExp(`(?<=^|[\\s${HAN}])(?:(?<=\\s) ?)(?:--?[A-Za-z][\\w-]*(?:=[^\\s，。；、：！？（）]+)?) ?`, 'gu'),
  new RegExp(`(?<=[${HAN}])--[a-z][\\w-]+(?:=[\\w.,/-]+)?`, 'gu'),
  // Roles and short codes, with the space before them: :numref:`x`, :cite:, :smile:. And Rust's macros: dbg! 宏.
  /(?<![\w:]) ?:[A-Za-z][\w+-]*:(?!:)/g,
  /[a-z_]!(?=\s?宏)/g,
  // A quoted argument of an option or an attribute: -m "text", key="value".
  /(?:(?<=[\s`])--?[A-Za-z][\w-]*[ =]|\b[A-Za-z][\w:-]*=)(?:"[^"]*"|'[^']*')/g,
  // Calls: rank(), f(x), O(n log n), std::sort(a, b).
  /(?<![\w.])[A-Za-z_][\w.:]*\((?:[^()\u2E80-\uFFFF]|\([^()\u2E80-\uFFFF]*\))*\)/g,
  // C++, C#, F#, a++, .NET
  /(?<![A-Za-z])[A-Za-z](?:\+\+|#)(?:\/[A-Za-z](?:\+\+|#))*/g,
  /(?<![\w.])\.(?:NET|[a-z]{1,5})\b/g,
  // Mentions and tags.
  /(?<!\w)[@#]\w[\w-]* ?/g,
  // Comparisons, arrows and assignments of code: a != b, x => y, i--
  /[A-Za-z\d_]?(?:[-=]>|<-|[!=<>]=|&&|\|\||::|--(?=[;)]))/g,
  // ![text][name] whose definition is missing: an author's slip, not an exclamation.
  /!(?=\[[^\][]*\])/g,
  // Feet and inches: 5'10".
  /\d+(?:\.\d+)?['′]\d+(?:\.\d+)?["″]/g,
];

/** Signs that faces are made of and prose is not; some of them combine, so they are written as code points. */
const featured = '°□ω▽∀≧≦｀´ﾟ￣＾╯益皿▔◕•\\u0300ᴗﾉ･`^;_T><ε￢¬д◡‿ಠ﹏︶︿';
/** Faces: (╯°□°)╯, (´･ω･`), ^_^, :-). A face in brackets has no words. */
const face = new RegExp(
  `[ヽヾ＼ノ╯┻━┬─凸♪☆٩]{0,3}[(（](?=[^()（）]{0,12}[${featured}])[^()（）A-Za-z\\d\\u4E00-\\u76BF\\u76C0-\\u9FFF]{2,12}[)）][ﾉノ╯︵┻━┬─۶♪☆凸シ]{0,6}`,
  'gu',
);
const plainFace =
  /(?<![\w^])(?:\^[_.-]?\^;?|[TtQ]_[TtQ]|[oO]_[oO]|>_<|-_-\|{0,3}|=_=|@_@|[:;=][-']?[)(DPp](?![\w(（\p{Script=Han}]))/gu;

/** `:)` in front of Han, where it could also close a bracket: only if no bracket was opened. */
const smile = /[:;=]-?[)D]/g;

/** Marks the units of `text` that belong to tokens. */
export function lockTokens(text: string): Uint8Array {
  const locked = new Uint8Array(text.length);
  if (!/[\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e（]/.test(text)) return locked;
  for (const pattern of patterns) lock(text, pattern, locked);
  lock(text, face, locked);
  lock(text, plainFace, locked);
  if (!text.includes('(') && !text.includes('（')) lock(text, smile, locked);
  return locked;
}

function lock(text: string, pattern: RegExp, locked: Uint8Array): void {
  for (const found of text.matchAll(pattern)) locked.fill(1, found.index, found.index + found[0].length);
}
