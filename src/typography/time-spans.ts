import { contains } from './characters.ts';
import type { FixRule } from './rule.ts';

const dash = '[-–−－~～〜∼─―]';
const year = String.raw`(?:公元)?(?:前\s?)?\d{3,4}`;
const month = String.raw`(?:[.．]\d{1,2}){0,2}`;
/** （1031-1095）, (1893.12.26-1976.9.9), （1955-）: years of a life, in brackets. */
const life = new RegExp(
  `(?<=[（(，,；;：:\\s约])(${year}${month}(?:年)?)\\s?${dash}\\s?(?=(?:${year}${month}年?)?\\s?[）)])`,
  'gu',
);
/** 2016-2020年, 1949年-1976年, 2019-2020学年. */
const years = new RegExp(`(?<![\\w.-])(${year}\\s?年?)\\s?${dash}\\s?(?=\\d{4}\\s?(?:年|学年|學年|年度|赛季))`, 'gu');
const untilNow = new RegExp(`(?<![\\w.-])(${year}\\s?年?)\\s?${dash}\\s?(?=(?:至今|今(?![天年日后晚])))`, 'gu');
/** 1月-3月, 3日-5日, 1-3月; a wave line between dates is a range of time as well. */
const dates =
  /(?<![\w.-])((?:[12]?\d{1,3}\s?年\s?)?\d{1,2}\s?[月日号时])\s?[-–−－~～〜─―]\s?(?=\d{1,2}\s?[月日号时])/gu;
const months = /(?<![\w.-])((?:1[0-2]|[1-9]))[-–−－](?=(?:1[0-2]|[1-9])\s?月(?!子))/gu;
/** Every span has a number, perhaps with a unit, before its sign. */
const candidate = new RegExp(`[\\d年月日号时]\\s?${dash}`, 'u');
/** 8:00-10:00. */
const hours = /(?<![\w.:-])(\d{1,2}:\d{2}(?::\d{2})?)\s?[-–−－~～〜─―]\s?(?=\d{1,2}:\d{2})/gu;

/**
 * The sign of a span of time is the one-cell line `—`: 1031—1095, 2016—2020年, 1月—3月.
 *
 * GB/T 15834—2011 4.13.
 */
const rule: FixRule = {
  id: 'time-spans',
  kind: 'fix',
  scope: 'source',
  clause: 'GB/T 15834—2011 4.13',
  needs: contains.dash,
  say: (actual, expected) => ({
    zh: `时间起止用一字线“${expected}”，不用“${actual}”`,
    en: `A span of time takes ${expected}, not ${actual}`,
  }),
  *find({ text }) {
    if (!candidate.test(text)) return;
    const edits: { start: number; end: number; replacement: string }[] = [];
    for (const pattern of [life, years, untilNow, dates, months, hours]) {
      for (const found of text.matchAll(pattern)) {
        const [all, first = ''] = found;
        const start = found.index + first.length;
        const end = found.index + all.length;
        if (pattern === life && !isLife(first, text.slice(end))) continue;
        if (!edits.some((edit) => edit.start < end && start < edit.end)) edits.push({ start, end, replacement: '—' });
      }
    }
    yield* edits.sort((a, b) => a.start - b.start);
  },
};

/** Years rise, unless they are before our era; the last one may be missing. */
function isLife(first: string, rest: string): boolean {
  const from = Number(/\d+/.exec(first)?.[0]);
  const to = /^(?:公元)?(前)?\s?(\d+)/.exec(rest);
  if (!to) return first.length >= 4;
  return first.includes('前') || (from < Number(to[2]) && Number(to[2]) < 2200);
}

export default rule;
