import { contains, HAN } from './characters.ts';
import type { FixRule } from './rule.ts';
import type { Edit } from './running-text.ts';

/** <<红楼梦>>, ＜＜…＞＞, ≪…≫, «…» around Chinese. */
const doubled = /(<<|＜＜|≪|«)([^<>＜＞≪≫«»=;{}"'\n]{1,60})(>>|＞＞|≫|»)/gu;
const mark = /[《》〈〉]/g;
const han = new RegExp(`[${HAN}]`, 'u');

/**
 * Titles stand in 《》, titles within titles in 〈〉, and so on in turn.
 *
 * GB/T 15834—2011 4.15.
 */
const rule: FixRule = {
  id: 'book-titles',
  kind: 'fix',
  scope: 'source',
  clause: 'GB/T 15834—2011 4.15',
  needs: contains.title,
  say: (actual, expected) => ({
    zh: `书名号应为“${expected}”，不是“${actual}”`,
    en: `Write the title mark as ${expected}, not ${actual}`,
  }),
  *find({ text }) {
    const edits: Edit[] = [];
    for (const found of text.matchAll(doubled)) {
      const [all, open = '', title = '', close = ''] = found;
      if (!han.test(title)) continue;
      const end = found.index + all.length;
      edits.push({ start: found.index, end: found.index + open.length, replacement: '《' });
      edits.push({ start: end - close.length, end, replacement: '》' });
    }
    edits.push(...nested(text));
    yield* edits.sort((a, b) => a.start - b.start);
  },
};

/** Marks whose level does not fit. A lone outer 〈…〉 is a choice of the author; if a mark has no partner, nothing is changed. */
function nested(text: string): Edit[] {
  const edits: Edit[] = [];
  const stack: { at: number; made: '《' | '〈' }[] = [];
  for (const { 0: sign, index } of text.matchAll(mark)) {
    if (sign === '《' || sign === '〈') {
      const outer = stack.at(-1);
      const made = outer ? (outer.made === '《' ? '〈' : '《') : sign;
      stack.push({ at: index, made });
      if (made !== sign) edits.push({ start: index, end: index + 1, replacement: made });
      continue;
    }
    const open = stack.pop();
    if (!open) return [];
    const made = open.made === '《' ? '》' : '〉';
    if (made !== sign) edits.push({ start: index, end: index + 1, replacement: made });
  }
  return stack.length > 0 ? [] : edits;
}

export default rule;
