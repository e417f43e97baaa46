import { pinyin } from 'pinyin-pro';

/**
 * A Chinese name as libraries sort it, in pinyin without tones: `Ouyang Xiu`, `Bianxiezu`. A surname of several characters is
 * read as one; how a body's name falls into words is not known. undefined for names without Han, which sort as they are.
 */
export function sortName(name: string, kind: 'person' | 'title'): string | undefined {
  if (!/\p{Script=Han}/u.test(name)) return undefined;
  // A foreign name keeps its parts.
  if (kind === 'person' && name.includes('·')) {
    return name
      .split('·')
      .map((part) => capital(pinyin(part, { toneType: 'none', type: 'array', v: true }).join('')))
      .join(' ');
  }
  const mode = kind === 'person' ? 'surname' : 'normal';
  const syllables = pinyin(name, { toneType: 'none', type: 'all', mode, v: true });
  if (kind === 'title') {
    const text = syllables.map(({ origin, pinyin: sound, isZh }) => (isZh ? ` ${sound} ` : origin)).join('');
    return capital(
      text
        .replace(/[《》〈〉“”‘’「」『』]/g, '')
        .replace(/\s*([：，、；！？—…·])\s*/gu, '$1')
        .replace(/\s+/g, ' ')
        .trim(),
    );
  }
  const sounds = syllables.map(({ origin, pinyin: sound, isZh }) => (isZh ? sound : origin)).filter(Boolean);
  // Two to four characters are a person's, unless they say otherwise.
  if (sounds.length > 4 || isBody(name)) return capital(sounds.join(''));
  const surname = compound.test(name) && sounds.length > 2 ? 2 : 1;
  return [sounds.slice(0, surname), sounds.slice(surname)]
    .map((part) => capital(part.join('')))
    .filter(Boolean)
    .join(' ');
}

/** Whether a name is that of a body, by its last character. */
export function isBody(name: string): boolean {
  return /(?:[组組室部会會院所社局处處委厅廳司]|中心|大学|大學|公司)$/u.test(name) && [...name].length > 2;
}

/** The surnames of two characters that are still borne. */
const compound =
  /^(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|司徒|夏侯|轩辕|端木|南宫|独孤|百里|呼延|东郭|南门|西门|申屠|濮阳|淳于|单于|公冶|太史|澹台|闻人|鲜于|闾丘|拓跋|万俟|赫连)/u;

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
