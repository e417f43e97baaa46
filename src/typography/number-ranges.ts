import { contains } from './characters.ts';
import type { FixRule } from './rule.ts';

const number = String.raw`\d+(?:,\d{3})*(?:\.\d+)?`;
const unit = String.raw`(?:\s?(?:%|‰|℃|°C?|[kcmMnμ]?[gmLlWVΩ]|k?Hz|km|kW|MW|万|亿|元|岁|人|个|天|年|月|日|米|吨|公里|美元|万元|亿元)){0,1}`;
/** A tilde of any make between two numbers, Arabic or Han, is nothing but a range. */
const wave = new RegExp(`(?<![\\w./~])([-+±]?${number})(${unit})\\s?[~〜∼˜～]\\s?(?=[-+±]?\\d)`, 'gu');
const hanWave = /(?<=[一二三四五六七八九十百千万亿])[~〜∼˜](?=[第一二三四五六七八九十百千万亿])/gu;
/** A hyphen between two equal signs of unit: 30%-45%, 10℃–15℃. */
const signed = new RegExp(`(?<![\\w.-])(${number}\\s?(%|‰|℃|°C))[-–—−－](?=${number}\\s?\\2)`, 'gu');
/** A hyphen between two numbers in front of a word that counts. Figures, standards, telephone numbers, scores: below. */
const counted = new RegExp(
  `(?<![\\w.,-])(?<!(?:图|圖|表|式|附录|附件|例|节|節|章|比分|比数|以|型号|编号|学号|电话|房间|单元|楼|栋|GB|ISO)\\s?[A-Z]?)(${number})[-–−－](${number})(?=\\s?(?:个|個|天|周|週|倍|次|名|位|岁|歲|人|万|萬|亿|億|元|美元|小时|分钟|秒|米|公里|千米|厘米|毫米|吨|斤|公斤|千克|克|升|度|度|家|项|項|条|條|种|種|页|頁|字|户|亩|台|辆|本|篇|层|句|行|倍|成|折|℃|%|‰|kg|km|cm|mm|mL|ml|kW|MW|GB|MB|TB|Hz|GHz|MHz))`,
  'gu',
);

/**
 * The sign of a range of numbers is the wave line `～`. Hyphens stay where they join a date, a telephone number, a
 * standard, a figure's number, a score or a type.
 *
 * GB/T 15834—2011 4.13; GB/T 15835—2011 5.1.3.
 */
const rule: FixRule = {
  id: 'number-ranges',
  kind: 'fix',
  scope: 'source',
  clause: 'GB/T 15834—2011 4.13；GB/T 15835—2011 5.1.3',
  needs: contains.dash,
  applies: ['chinese', 'none'],
  say: (actual, expected) => ({
    zh: `数值范围用浪纹线“${expected}”，不用“${actual}”`,
    en: `A range of numbers takes ${expected}, not ${actual}`,
  }),
  *find({ text }) {
    const edits = [];
    for (const found of text.matchAll(wave)) {
      const at = found.index + (found[1]?.length ?? 0) + (found[2]?.length ?? 0);
      edits.push({ start: at, end: found.index + found[0].length, replacement: '～' });
    }
    for (const found of text.matchAll(hanWave))
      edits.push({ start: found.index, end: found.index + 1, replacement: '～' });
    for (const found of text.matchAll(signed)) {
      const at = found.index + (found[1]?.length ?? 0);
      edits.push({ start: at, end: at + 1, replacement: '～' });
    }
    for (const found of text.matchAll(counted)) {
      const [, low = '', high = ''] = found;
      if (!rises(low, high)) continue;
      const at = found.index + low.length;
      edits.push({ start: at, end: at + 1, replacement: '～' });
    }
    yield* distinct(edits);
  },
};

/** A range rises; a number with a leading zero is a code. */
function rises(low: string, high: string): boolean {
  if (/^0\d/.test(low) || /^0\d/.test(high)) return false;
  return Number(low.replaceAll(',', '')) < Number(high.replaceAll(',', ''));
}

function distinct<T extends { start: number; end: number }>(edits: T[]): T[] {
  edits.sort((a, b) => a.start - b.start);
  return edits.filter((edit, i) => i === 0 || edit.start >= (edits[i - 1]?.end ?? 0));
}

export default rule;
