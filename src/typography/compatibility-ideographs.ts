import { contains } from './characters.ts';
import type { FixRule } from './rule.ts';

const ideographs = /[\uF900-\uFAFF\u{2F800}-\u{2FA1F}]/gu;

/**
 * Replaces CJK compatibility ideographs by the characters they are equal to (canonical singletons). The twelve unified
 * ideographs of that block (﨎 﨏 﨑 …) have no such equal and stay.
 *
 * Unicode Standard Annex 15.
 */
const rule: FixRule = {
  id: 'compatibility-ideographs',
  kind: 'fix',
  scope: 'source',
  clause: 'Unicode Standard Annex #15',
  needs: contains.odd,
  applies: ['chinese', 'english', 'none', 'other'],
  say: (actual, expected) => ({
    zh: `“${actual}”是兼容汉字（编码不同的同一个字），应为“${expected}”`,
    en: `Compatibility ideograph ${actual}; write ${expected}`,
  }),
  *find({ text }) {
    for (const found of text.matchAll(ideographs)) {
      const replacement = found[0].normalize('NFC');
      if (replacement === found[0]) continue;
      yield { start: found.index, end: found.index + found[0].length, replacement };
    }
  },
};

export default rule;
