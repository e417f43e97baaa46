import { contains, type Survey } from './characters.ts';

export type Language = 'zh-Hans' | 'zh-Hant-TW' | 'zh-Hant-HK';

/** All that the rules need to know about a language: data, so that no rule asks which language it is. */
export interface LanguageData {
  tag: Language;
  script: 'Hans' | 'Hant';
  /** Opening and closing quotation marks, outermost first. Deeper levels begin again. CLREQ 3.1.1; GB/T 15834 4.8. */
  quotes: readonly [outer: string, inner: string];
  /** Whether 、 is left out between ” and “, 》 and 《. GB/T 15834 says so; usage in Taiwan and Hong Kong does not. */
  enumerationComma: boolean;
  /** Radical signs whose usual equal is the other script's character. */
  radicals: Readonly<Record<string, string>>;
}

const languages: Record<Language, LanguageData> = {
  'zh-Hans': { tag: 'zh-Hans', script: 'Hans', quotes: ['“”', '‘’'], enumerationComma: true, radicals: { '⼾': '户' } },
  'zh-Hant-TW': { tag: 'zh-Hant-TW', script: 'Hant', quotes: ['「」', '『』'], enumerationComma: false, radicals: {} },
  'zh-Hant-HK': { tag: 'zh-Hant-HK', script: 'Hant', quotes: ['「」', '『』'], enumerationComma: false, radicals: {} },
};

/** The data of a language tag; `zh-Hant` alone is Taiwan, everything else that is not traditional is zh-Hans. */
export function languageData(tag: string): LanguageData {
  if (/^(?:zh-(?:Hant-)?(?:HK|MO))$/i.test(tag)) return languages['zh-Hant-HK'];
  if (/^zh-(?:Hant|TW)/i.test(tag)) return languages['zh-Hant-TW'];
  return languages['zh-Hans'];
}

export type Writing = 'chinese' | 'english' | 'other' | 'none';

/**
 * What a paragraph is written in. Chinese with English names in it is Chinese; an English sentence that quotes a
 * Chinese word is English; kana and Hangul in number mean Japanese and Korean, which have rules of their own. A text
 * of numbers and marks alone takes the language of the book; one or two Latin words alone (`none`) decide nothing.
 */
export function writingOf({ bits, han, kana, hangul, words, plainWords }: Survey): Writing {
  if (hangul > han || (kana > 0 && kana * 7 > (han + kana) * 2)) return 'other';
  // 《A Tale of Two Cities》: the marks are Chinese, though no word is.
  if (han === 0 && bits & contains.wideTitle) return 'chinese';
  if (han === 0 && words < 3 && bits & contains.wideStop) return 'chinese';
  if (han === 0) return words >= 3 ? 'english' : words > 0 ? 'none' : 'chinese';
  if (words >= han * 2 + 2 && plainWords * 2 >= words) return 'english';
  return 'chinese';
}
