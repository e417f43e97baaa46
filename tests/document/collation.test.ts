import { pinyin } from 'pinyin-pro';
import { describe, expect, it } from 'vitest';
import { Collation, type Order, readReading } from '../../src/document/collation/index.ts';
import { readSyllable, zhuyinOf } from '../../src/document/collation/syllable.ts';

/** `group: headwords`, in order. */
function sorted(order: Order, language: string, words: string[]): string[] {
  const collation = new Collation(order, language);
  const groups: [string, string[]][] = [];
  for (const { group, text } of words.map((word) => collation.keyOf(word)).sort(collation.compare)) {
    if (groups.at(-1)?.[0] !== group) groups.push([group, []]);
    groups.at(-1)?.[1].push(text);
  }
  return groups.map(([group, texts]) => `${group}: ${texts.join(' ')}`);
}

const words = [
  ...['Zebra', '重庆', '太原', '行业', '会计', '长治', '5G', '12 月', '一带一路', 'GaWC', '该市', '《太原日报》'],
  ...['略阳', '吕梁', '路桥', '乱石', '論壇', 'étude', 'E 站', '调查', '太谷', '女娲', 'Ω'],
];

describe('by pinyin', () => {
  it('has digits first, Latin words under their letter, Chinese words by sound, as words are read', () => {
    expect(sorted('pinyin', 'zh-Hans', words)).toEqual([
      '0–9: 5G 12 月',
      'C: 长治 重庆',
      'D: 调查',
      'E: E 站 étude',
      'G: GaWC 该市',
      'H: 行业',
      'K: 会计',
      'L: 路桥 吕梁 乱石 略阳 論壇',
      'N: 女娲',
      'T: 太谷 太原 《太原日报》',
      'Y: 一带一路',
      'Z: Zebra',
      '其他: Ω',
    ]);
  });

  it('has tones in order, and what sounds the same by strokes', () => {
    expect(sorted('pinyin', 'zh-Hans', ['是', '石', '使', '师', '十', '时'])).toEqual(['S: 师 十 石 时 使 是']);
  });

  it('takes a reading for what the dictionary reads otherwise, and says what it cannot read', () => {
    const collation = new Collation('pinyin', 'zh-Hans');
    expect(collation.keyOf('尉迟恭').group).toBe('W');
    expect(collation.keyOf('尉迟恭', readReading('yù', '尉迟恭')).group).toBe('Y');
    expect(collation.keyOf('𠮷家').unread).toEqual(['𠮷']);
    expect(collation.keyOf('𠮷家', readReading('jí', '𠮷家'))).toMatchObject({ group: 'J', unread: [] });
  });
});

it('by strokes counts them as the CLDR does', () => {
  expect(sorted('stroke', 'zh-Hant-TW', ['三', '一', '太原', '臺北', '丁', 'GaWC', '5G', '龍', '中', '𠮷'])).toEqual([
    '0–9: 5G',
    'G: GaWC',
    '一畫: 一',
    '二畫: 丁',
    '三畫: 三',
    '四畫: 中 太原',
    '十四畫: 臺北',
    '十六畫: 龍',
    '其他: 𠮷',
  ]);
  expect(sorted('stroke', 'zh-Hans', ['二十', '太原'])).toEqual(['二画: 二十', '四画: 太原']);
});

it('by zhuyin goes from ㄅ to ㄩ', () => {
  expect(sorted('zhuyin', 'zh-Hant-TW', ['元', '臺北', '併州', '考古', '長治', '安', '一', 'Z', '論'])).toEqual([
    'Z: Z',
    'ㄅ: 併州',
    'ㄊ: 臺北',
    'ㄌ: 論',
    'ㄎ: 考古',
    'ㄔ: 長治',
    'ㄢ: 安',
    'ㄧ: 一',
    'ㄩ: 元',
  ]);
});

it('writes syllables in zhuyin, and reads no other', () => {
  const pairs: Record<string, string> = { zhi: 'ㄓ', xiong: 'ㄒㄩㄥ', yuan: 'ㄩㄢ', wen: 'ㄨㄣ', lve: 'ㄌㄩㄝ' };
  Object.assign(pairs, { yi: 'ㄧ', you: 'ㄧㄡ', jue: 'ㄐㄩㄝ', gui: 'ㄍㄨㄟ', wu: 'ㄨ', er: 'ㄦ', yong: 'ㄩㄥ' });
  for (const [letters, zhuyin] of Object.entries(pairs)) expect(zhuyinOf(letters), letters).toBe(zhuyin);
  expect(readSyllable('lǜ')).toEqual({ letters: 'lv', tone: 4 });
  expect(readSyllable('lüe4')).toEqual({ letters: 'lve', tone: 4 });
  expect(readSyllable('chang')).toEqual({ letters: 'chang', tone: 5 });
  for (const none of ['changzhi', 'bx', '', '长', 'zz']) expect(readSyllable(none), none).toBeUndefined();
});

it('agrees with the CLDR on the first sound of the characters in use', () => {
  const collator = new Intl.Collator('zh-u-co-zhuyin');
  const symbols = Array.from({ length: 0x25 }, (_, i) => String.fromCodePoint(0x3105 + i));
  let [all, differ] = [0, 0];
  // The 3755 characters of GB/T 2312, level 1.
  const decoder = new TextDecoder('gb18030');
  for (let row = 0xb0; row <= 0xd7; row++) {
    for (let cell = 0xa1; cell <= (row === 0xd7 ? 0xf9 : 0xfe); cell++) {
      const character = decoder.decode(Uint8Array.of(row, cell));
      const syllable = readSyllable(pinyin(character, { toneType: 'num', v: true }));
      const label = symbols.findLast((symbol) => collator.compare(`\uFDD0${symbol}`, character) <= 0);
      all++;
      if (!syllable || zhuyinOf(syllable.letters)?.[0] !== label) differ++;
    }
  }
  expect(all).toBe(3755);
  // What is left has several readings, of which the two take different ones.
  expect(differ).toBeLessThan(all / 50);
});
