import { contains, HAN, HAN_DIGITS } from './characters.ts';
import type { FixRule } from './rule.ts';
import type { Edit } from './running-text.ts';

/** Characters that transcribe foreign names: only between such is a full stop a raised dot. */
const transcription =
  '阿艾爱埃安昂奥巴芭柏拜班邦鲍保贝本比彼毕别宾波伯博布查达戴丹当德登邓狄迪蒂丁杜多敦顿厄恩尔法凡范菲费芬丰冯佛弗夫福富盖冈高哥戈格葛根贡古圭哈海汉豪赫黑亨洪侯胡华怀霍基吉加伽贾简杰捷金津京卡凯坎康考科柯可克肯孔库夸奎昆拉莱赖兰朗劳勒雷黎里理利莉李立丽连列林琳龙隆卢鲁路伦罗洛吕马玛麦迈曼芒毛梅美蒙孟米密明摩莫默姆穆慕拿纳娜奈南内尼妮宁牛纽农努诺欧帕潘庞培佩彭皮平珀普奇契恰强乔切钦琼丘让热仁日荣茹儒瑞若萨塞赛桑瑟森沙莎珊尚绍舍申圣施什史士舒斯丝思司松苏孙所索塔台泰坦汤唐陶特滕提田铁廷图托陀瓦万王旺威韦维卫魏温文翁沃乌吾伍武西希席锡夏香肖谢辛欣兴休修许逊雅亚延扬杨耀耶叶伊依易因英尤于约泽曾扎詹张哲珍芝知智州朱祖佐列奇翰侬茨茜黛蕾薇蒂娅芙琪妲洛蓬荻菱霖蒙惠翠昌';
const dots = '•・‧･∙⋅●';
const between = new RegExp(`(?<=[${HAN}])[${dots}](?=[${HAN}])`, 'gu');
const point = new RegExp(
  `(?<=(?:^|[^${transcription}])[${transcription}]{2,5}|(?:[·.．${dots}])[${transcription}]{1,5})[.．](?=[${transcription}]{1,6}(?:[·.．${dots}]|[^.．])?)`,
  'gu',
);
const spaced = new RegExp(
  `(?<=[${HAN}])\\s*[${dots}·]\\s+(?=[${HAN}])|(?<=[${HAN}])\\s+[${dots}·]\\s*(?=[${HAN}])`,
  'gu',
);
const candidate = new RegExp(`[${dots}·]|[${HAN}\\d][.．][${HAN}\\d]`, 'u');
/** “9.11”事件: month and day of an event, in quotation marks. */
const day =
  /(?<=[“‘「"'](?:1[0-2]|[1-9]))[.．•・‧](?=(?:3[01]|[12]\d|[1-9])[”’」"']\p{Script=Han})(?=\d{1,2}.(?!版|级|級|系|时代|倍|元|分|万|亿|秒|米|折|寸|英))/gu;
const hanDay = new RegExp(`(?<=[“‘「"'][${HAN_DIGITS}十]{1,2})[.．•・‧](?=[${HAN_DIGITS}十]{1,3}[”’」"'])`, 'gu');

/**
 * The raised dot · (U+00B7) between the parts of a foreign name, a book and its chapter, the month and day of an event.
 *
 * GB/T 15834—2011 4.14.
 */
const rule: FixRule = {
  id: 'interpunct',
  kind: 'fix',
  scope: 'source',
  clause: 'GB/T 15834—2011 4.14',
  needs: contains.dot,
  say: (actual, expected) => ({
    zh: `间隔号应为“${expected}”（U+00B7），不是“${actual}”`,
    en: `The raised dot is ${expected} (U+00B7), not ${actual}`,
  }),
  *find({ text }) {
    if (!candidate.test(text)) return;
    const edits: Edit[] = [];
    for (const pattern of [between, point, day, hanDay]) {
      for (const found of text.matchAll(pattern))
        edits.push({ start: found.index, end: found.index + 1, replacement: '·' });
    }
    if (isName(text)) {
      for (const found of text.matchAll(spaced)) {
        edits.push({ start: found.index, end: found.index + found[0].length, replacement: '·' });
      }
    }
    edits.sort((a, b) => a.start - b.start);
    yield* edits.filter((edit, i) => i === 0 || edit.start >= (edits[i - 1]?.end ?? 0));
  },
};

/** With spaces on both sides a dot may also part the items of a line; only inside a title is it certain. */
function isName(text: string): boolean {
  return /《[^》]*\s[·•・][^》]*》|《[^》]*[·•・]\s[^》]*》/u.test(text);
}

export default rule;
