import { contains } from './characters.ts';
import type { ReportRule } from './rule.ts';

const clash = /[，、；：][。；：！？，、]|。[，、；：]|[！？][，、；：。]|[（《“‘][，。、；：！？]/gu;

/**
 * Two marks that cannot follow one another: ，。 or ；、 or a stop right behind an opening mark. Which one is meant only the
 * author knows.
 *
 * GB/T 15834—2011.
 */
const rule: ReportRule = {
  id: 'clashing-marks',
  kind: 'report',
  clause: 'GB/T 15834—2011',
  needs: contains.wideStop,
  say: (actual) => ({
    zh: `“${actual}”两个标点不能连用，删去一个`,
    en: `${actual} cannot follow one another; remove one`,
  }),
  *find({ text }) {
    for (const found of text.matchAll(clash)) yield { start: found.index, end: found.index + found[0].length };
  },
};

export default rule;
