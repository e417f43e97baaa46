import { contains } from './characters.ts';
import type { FixRule } from './rule.ts';

/** Pairs of radical and ideograph for the block U+2E80–2EFF (Unicode: Equivalent_Unified_Ideograph). */
const supplement = new Map(
  (
    '⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇𠘨 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 ⺑𡯂 ⺒巳 ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺗心 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵 ⺢氺 ⺣灬 ⺤爫 ' +
    '⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王 ⺪𤴔 ⺫目 ⺬示 ⺭礻 ⺮𥫗 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺳㓁 ⺴冗 ⺵𦉫 ⺶羊 ⺷𦍌 ⺸𦍋 ⺹耂 ⺺肀 ⺻聿 ⺼肉 ⺽𦥑 ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇𧢲 ⻈讠 ' +
    '⻉贝 ⻊𧾷 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏邑 ⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻕𨸏 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞𩙿 ⻟飠 ⻠饣 ⻡𩠐 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ' +
    '⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟'
  )
    .split(' ')
    .map((pair) => [String.fromCodePoint(pair.codePointAt(0) ?? 0), pair.slice(1)]),
);

const radical = /[\u2E80-\u2EF3\u2F00-\u2FD5](?!(?:部首|字旁|字头|字底|偏旁))/gu;

/** The character that a sign for a radical looks like; the sign itself if there is none (Unicode: Equivalent_Unified_Ideograph). */
export function ideographOf(sign: string): string {
  return supplement.get(sign) ?? sign.normalize('NFKC');
}

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
      const replacement = language.radicals[sign] ?? ideographOf(sign);
      if (replacement !== sign) yield { start: found.index, end: found.index + 1, replacement };
    }
  },
};

export default rule;
