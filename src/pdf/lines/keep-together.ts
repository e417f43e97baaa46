import type { Edits } from './edits.ts';
import { joiner, kindOf } from './marks.ts';
import type { Cell, RunningText } from './running-text.ts';

interface KeepRule {
  /** What is not divided between two lines. */
  pattern: RegExp;
  why: string;
}

const numerals = '\\d一二三四五六七八九十百千零〇两';

/** Units and measures that follow a number; the longer first. */
const units = [
  '平方公里|平方千米|平方米|立方米|摄氏度|千瓦时|个百分点|百分点|世纪|年代|公里|千米|厘米|毫米|公斤|千克|毫克|公顷|毫升|千瓦|兆瓦|小时|分钟|季度',
  '元|角|年|月|日|号|时|点|分|秒|周|天|岁|个|家|户|人|名|位|次|倍|项|条|件|所|座|台|辆|架|艘|本|册|卷|期|页|章|节|种|类|批|吨|克|斤|米|里|亩|升|度|瓦|伏|成|级|层|届|版|例|处|字|個|項|條|號|時|點|歲|戶|頁|節|種|類|噸|畝|級|層|屆|處|臺|輛|冊|行|套|支|只|篇|部|股|票|美元|欧元',
].join('|');

/** Signs of units in Latin letters; the longer first. */
const signs =
  'kWh|mol|min|dB|Hz|kHz|MHz|GHz|Pa|kPa|MPa|bit|[kMGT]?B|[kMG]?W|[kcmMμn]?m[²³]?|hm²|[kmμ]?g|[mμ]?L|[km]?V|m?A|k?J|eV|Ω|ha|t|h|d|s|[°℃℉%‰]';

/** People are not called by half of their name and title. */
const titles =
  '先生|女士|小姐|教授|博士|院士|同志|老师|老師|大夫|主席|总理|部长|省长|市长|县长|书记|主任|校长|院长|所长|会长|经理';

/** Words and numbers that a typesetter keeps in one line (CLREQ 3.1.6.5; 《图书排版工作规范》 practice). */
const rules: readonly KeepRule[] = [
  {
    pattern: new RegExp(
      `第[${numerals}]{1,6}[编部篇章节条款项目回卷册辑页版期届次名位季轮批号类个編節條項冊輯頁屆輪號類個]`,
      'gu',
    ),
    why: '第3章',
  },
  { pattern: new RegExp(`\\d[\\d.,]{0,14}[十百千万亿兆萬億]{0,3}(?:${units})`, 'gu'), why: '数与单位：3.5亿元' },
  { pattern: /\d[\d.,]{0,14}[十百千万亿兆萬億]{1,3}/gu, why: '数与数位：3.5亿' },
  { pattern: new RegExp(`\\d[\\d.,]{0,14}\\s(?:${signs})(?![\\p{L}\\d])`, 'gu'), why: '数与单位的符号：12 kg' },
  { pattern: /(?:图|表|式|代码|附录|例)\s?[A-Z\d]{1,3}(?:[-.–—]\d{1,3}){0,3}/gu, why: '图 1-1' },
  { pattern: new RegExp(`\\p{Script=Han}(?:${titles})`, 'gu'), why: '王先生' },
];

/** Blocks whose last line is not to be a single character (单字不成行, CLREQ 3.1.6.5). */
const paragraphs: ReadonlySet<string> = new Set(['p', 'li', 'dd', 'blockquote', 'figcaption', 'td', 'div']);

/** The least length of a text, in characters, that is worth a thought about its last line. */
const shortest = 8;

/** Keeps together what is not divided between two lines. */
export function keepTogether({ cells, block }: RunningText, edits: Edits): void {
  const text = cells.map(({ character }) => character).join('');
  for (const { pattern } of rules) {
    for (const { 0: found, index } of text.matchAll(pattern)) keep(cells.slice(index, index + found.length), edits);
  }
  if (block && paragraphs.has(block.tagName) && cells.length >= shortest) keepLastTwo(cells, edits);
}

/**
 * The browser puts a quarter of a space between Han and Latin only where they touch: there a span keeps them together, elsewhere
 * a word joiner.
 */
function keep(cells: readonly Cell[], edits: Edits): void {
  const [first] = cells;
  const last = cells.at(-1);
  if (!first?.text || !last?.text) return;
  const mixed = cells.some(({ character }) => /[\dA-Za-z\s]/.test(character));
  if (mixed && cells.every(({ text }) => text === first.text)) {
    // A number is not broken by the browser: its last digit is enough, and no span begins where a line may.
    const digits = /^[\d.,]*(?=\d)/.exec(cells.map(({ character }) => character).join(''))?.[0].length ?? 0;
    edits.wrap(first.text, first.at + digits, last.at + 1, 'keep');
    return;
  }
  for (const [i, cell] of cells.entries()) {
    const before = cells[i - 1];
    if (!cell.text || !before) continue;
    // In vertical lines short numbers stand in a span of their own.
    const parted = before.text !== cell.text;
    if (parted || (isHan(cell) && isHan(before))) edits.insert(cell.text, cell.at, joiner);
  }
}

/** The last two characters, not counting marks and note numbers behind them. */
function keepLastTwo(cells: readonly Cell[], edits: Edits): void {
  const last = cells.findLastIndex(
    (cell) => cell.text && kindOf(cell.character) !== 'closing' && cell.character !== ' ',
  );
  const cell = cells[last];
  const before = cells[last - 1];
  if (!cell?.text || !before?.text || !isHan(cell)) return;
  if (isHan(before) || kindOf(before.character) === 'closing') edits.insert(cell.text, cell.at, joiner);
  else if (before.text === cell.text && /[\dA-Za-z]/.test(before.character)) {
    edits.wrap(cell.text, before.at, cell.at + 1, 'keep');
  }
}

function isHan({ character }: Cell): boolean {
  return /\p{Script=Han}/u.test(character);
}
