import { contains } from './characters.ts';
import type { FixRule } from './rule.ts';

/**
 * A heading ends without a mark. ？ ！ and …… may stay.
 *
 * GB/T 15834—2011, 附录 B.4.
 */
const rule: FixRule = {
  id: 'heading-final-mark',
  kind: 'fix',
  scope: 'source',
  clause: 'GB/T 15834—2011 附录B.4',
  needs: contains.wideStop,
  say: (actual) => ({ zh: `标题末尾不用“${actual}”`, en: `No ${actual} at the end of a heading` }),
  *find({ text, block }) {
    if (block !== 'heading') return;
    const found = /(?<=[^\s，。、；：．])[，。、；：．](?=\s*$)/u.exec(text);
    if (found) yield { start: found.index, end: found.index + 1, replacement: '' };
  },
};

export default rule;
