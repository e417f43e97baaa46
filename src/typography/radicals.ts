import { contains } from './characters.ts';
import { equivalentIdeograph } from './equivalent-ideographs.ts';
import type { FixRule } from './rule.ts';

const radical = /[\u2E80-\u2EF3\u2F00-\u2FD5](?!(?:部首|字旁|字头|字底|偏旁))/gu;

/** Unicode pairs ⺕ with 𫜹 (since 13.0), which hardly any font has; fonts draw 彐 for both, and text copied from a PDF means 彐. */
const usual: Readonly<Record<string, string>> = { '⺕': '彐' };

/**
 * Replaces the signs for Kangxi radicals, which PDF files leave behind when text is copied, by the characters they look
 * like; a search for 用户 does not find ⽤⼾.
 *
 * Unicode Standard Annex 15; EquivalentUnifiedIdeograph.txt.
 */
const rule: FixRule = {
  id: 'radicals',
  kind: 'fix',
  scope: 'source',
  clause: 'Unicode Standard Annex #15；EquivalentUnifiedIdeograph.txt',
  needs: contains.odd,
  applies: ['chinese', 'english', 'none', 'other'],
  say: (actual, expected) => ({
    zh: `“${actual}”是部首符号（多从 PDF 复制而来），应为汉字“${expected}”`,
    en: `Radical sign ${actual}, probably copied from a PDF; write ${expected}`,
  }),
  *find({ text, language }) {
    for (const found of text.matchAll(radical)) {
      const sign = found[0];
      const replacement = language.radicals[sign] ?? usual[sign] ?? equivalentIdeograph(sign);
      if (replacement) yield { start: found.index, end: found.index + 1, replacement };
    }
  },
};

export default rule;
