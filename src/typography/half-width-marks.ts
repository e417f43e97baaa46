import { contains } from './characters.ts';
import { latinStretch } from './latin-sentence.ts';
import { indexAfter, indexBefore, kindAt } from './neighbours.ts';
import type { FixRule, Passage } from './rule.ts';

const marks = /[!?]+|[,;:｡､]|(?<![.．])\.(?![.．])/gu;
const wide: Record<string, string> = {
  ',': '，',
  ';': '；',
  ':': '：',
  '!': '！',
  '?': '？',
  '.': '。',
  '｡': '。',
  '､': '、',
};
const closing = '”’"\')）」』》]';
const opening = '“‘"\'(（「『《[';
const abbreviation =
  /(?:^|[^A-Za-z])(?:al|etc|vs|No|Nos|Fig|Figs|Dr|Mr|Mrs|Ms|Prof|Inc|Ltd|Co|Corp|St|Jr|Sr|pp?|Vol|eds?|cf|e\.g|i\.e|a\.m|p\.m|U\.S|U\.K)$/;
/** a. and B. in front of something are labels; at the end of a paragraph the point ends it. */
const label = /(?:^|[^A-Za-z])[A-Za-z]$/;

/**
 * Commas, stops, colons, semicolons, question and exclamation marks that belong to Chinese text become full-width; those
 * inside Latin words, numbers and sentences stay.
 *
 * GB/T 15834—2011 4 and 5.1; CY/T 154—2017.
 */
const rule: FixRule = {
  id: 'half-width-marks',
  kind: 'fix',
  scope: 'source',
  clause: 'GB/T 15834—2011 第4章、5.1；CY/T 154—2017',
  needs: contains.narrowStop,
  say: (actual, expected) => ({
    zh: `中文里用全角“${expected}”，不用“${actual}”`,
    en: `Chinese text takes ${expected}, not ${actual}`,
  }),
  *find(passage) {
    if (isReference(passage.text)) return;
    for (const found of passage.text.matchAll(marks)) {
      const start = found.index;
      const end = start + found[0].length;
      if (!isChinese(passage, start, end) || isFolio(passage.text, start)) continue;
      yield { start, end, replacement: [...found[0]].map((mark) => wide[mark] ?? mark).join('') };
    }
  },
};

/**
 * An entry of a bibliography (GB/T 7714) keeps the half-width marks of its style: it has a document code like [J], or its
 * parts end in points and the whole in a year or page.
 */
function isReference(text: string): boolean {
  if (/\[(?:[A-Z]|EB|DB|CP|DS)(?:\/(?:OL|CD|MT|DK))?\]/.test(text)) return true;
  return /[.．]\s.*[.．]\s/su.test(text) && /[,，]\s*\d{4}(?:[,(:：，].{0,40})?[.。]?\s*$/u.test(text);
}

/** 第?页: the mark keeps the place of a page number. */
function isFolio(text: string, at: number): boolean {
  return /第\s*$/.test(text.slice(0, at)) && /^\?\s*[页頁]/.test(text.slice(at));
}

function isChinese({ text, block }: Passage, start: number, end: number): boolean {
  const mark = text[start] as string;
  if (mark === '｡' || mark === '､') return true;
  const spaces = mark !== '.';
  const at = indexBefore(text, start, { marks: closing, spaces });
  // 《A》, 《B》: a full-width bracket is Chinese, whatever it encloses.
  const enclosed = /[）」』》】〕]/u.test(text[indexBefore(text, start, { spaces })] ?? '');
  const before = enclosed ? 'wide' : kindAt(text, at);
  const next = kindAt(text, end);
  if (before === 'none') return false;
  if (before === 'wide') {
    // 张三.docx, 使用.NET: the point belongs to what follows. `:smile:` and `::` are not colons of prose.
    if (mark === '.') return next !== 'latin' && next !== 'digit' && !isShort(text, at, block);
    return text[end] !== mark || mark === '!' || mark === '?';
  }
  const afterAt = indexAfter(text, end, { marks: opening, spaces: true });
  const after = kindAt(text, afterAt);
  if (before === 'node')
    return after === 'wide' || (after === 'none' && mark !== ':') || (after === 'none' && mark === ':');
  if (before === 'other') return mark !== '.' && after === 'wide';
  // “OK.” and panic!。: what follows has the mark of the sentence already.
  if (/[”’"')）」』》，。、；：？！]/u.test(text[end] ?? '')) return false;
  if (after !== 'wide' && after !== 'none') return false;
  if (mark === '.') {
    if (before === 'digit' && after !== 'none') return false;
    if (after === 'none' && block !== 'paragraph') return false;
    const head = text.slice(Math.max(0, start - 6), start);
    if (abbreviation.test(head) || (after !== 'none' && label.test(head))) return false;
  }
  if (after === 'none' && before === 'digit' && mark === ':') return true;
  if (mark === '.' || mark === '!' || mark === '?') {
    const stretch = latinStretch(text, start, true);
    return !(stretch.isSentence && (stretch.quoted || stretch.startsSentence));
  }
  return true;
}

/** A heading `一.` or `甲.` alone: a label, not the end of a sentence. */
function isShort(text: string, at: number, block: string): boolean {
  return at === 0 && text.length > 2 && block !== 'title';
}

export default rule;
