/** A syllable of Mandarin: its letters without tone, ü as v, and its tone; 5 is the neutral tone. */
export interface Syllable {
  letters: string;
  tone: number;
}

const tones: Record<string, number> = { '\u0304': 1, '\u0301': 2, '\u030C': 3, '\u0300': 4 };

/** Reads `zhǎng`, `zhang3`, `lǜ` or `lv4`; undefined if it is no syllable. */
export function readSyllable(written: string): Syllable | undefined {
  const [, letters = '', digit] = /^(.*?)([0-5]?)$/u.exec(written.normalize('NFD').toLowerCase()) ?? [];
  const mark = [...letters].map((character) => tones[character]).find((tone) => tone !== undefined);
  const plain = letters.replaceAll('u\u0308', 'v').replace(/u([\u0300\u0301\u0304\u030C])\u0308/u, 'v$1');
  const syllable = { letters: plain.replace(/[\u0300\u0301\u0304\u030C]/gu, ''), tone: mark ?? (Number(digit) || 5) };
  return zhuyinOf(syllable.letters) === undefined ? undefined : syllable;
}

const initials: Record<string, string> = {
  ...{ b: 'ㄅ', p: 'ㄆ', m: 'ㄇ', f: 'ㄈ', d: 'ㄉ', t: 'ㄊ', n: 'ㄋ', l: 'ㄌ', g: 'ㄍ', k: 'ㄎ', h: 'ㄏ' },
  ...{ j: 'ㄐ', q: 'ㄑ', x: 'ㄒ', zh: 'ㄓ', ch: 'ㄔ', sh: 'ㄕ', r: 'ㄖ', z: 'ㄗ', c: 'ㄘ', s: 'ㄙ' },
};
const finals: Record<string, string> = {
  ...{
    a: 'ㄚ',
    o: 'ㄛ',
    e: 'ㄜ',
    ê: 'ㄝ',
    ai: 'ㄞ',
    ei: 'ㄟ',
    ao: 'ㄠ',
    ou: 'ㄡ',
    an: 'ㄢ',
    en: 'ㄣ',
    ang: 'ㄤ',
    eng: 'ㄥ',
  },
  ...{ er: 'ㄦ', i: 'ㄧ', ia: 'ㄧㄚ', io: 'ㄧㄛ', ie: 'ㄧㄝ', iai: 'ㄧㄞ', iao: 'ㄧㄠ', iu: 'ㄧㄡ', iou: 'ㄧㄡ' },
  ...{ ian: 'ㄧㄢ', in: 'ㄧㄣ', iang: 'ㄧㄤ', ing: 'ㄧㄥ', iong: 'ㄩㄥ', u: 'ㄨ', ua: 'ㄨㄚ', uo: 'ㄨㄛ', uai: 'ㄨㄞ' },
  ...{ ui: 'ㄨㄟ', uei: 'ㄨㄟ', uan: 'ㄨㄢ', un: 'ㄨㄣ', uen: 'ㄨㄣ', uang: 'ㄨㄤ', ong: 'ㄨㄥ', ueng: 'ㄨㄥ' },
  ...{ v: 'ㄩ', ve: 'ㄩㄝ', van: 'ㄩㄢ', vn: 'ㄩㄣ' },
};
/** Interjections without a vowel: 呣, 嗯, 哼. */
const bare: Record<string, string> = { m: 'ㄇ', n: 'ㄣ', ng: 'ㄣ', hm: 'ㄏㄇ', hng: 'ㄏㄥ' };

/** The syllable in 注音符号, without its tone; undefined if there is no such syllable in pinyin. */
export function zhuyinOf(letters: string): string | undefined {
  if (Object.hasOwn(bare, letters)) return bare[letters];
  if (/^(?:[zcs]h?|r)i$/.test(letters)) return initials[letters.slice(0, -1)];
  const [, initial = '', written = ''] = /^([zcs]h|[bpmfdtnlgkhjqxrzcs]|)(.*)$/.exec(letters) ?? [];
  const final = finals[finalOf(initial, written)];
  return final === undefined ? undefined : (initials[initial] ?? '') + final;
}

/** The final as it sounds: u behind j, q, x is ü; y and w stand for i, u, ü at the head. */
function finalOf(initial: string, written: string): string {
  if (/^[jqx]$/.test(initial)) return written.replace(/^u/, 'v');
  if (initial !== '') return written;
  return written
    .replace(/^yu/, 'v')
    .replace(/^yi?(?=[aeou]|n)/, 'i')
    .replace(/^yi$/, 'i')
    .replace(/^wu?/, 'u');
}
