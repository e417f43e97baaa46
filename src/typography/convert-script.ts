import type { Edit } from './running-text.ts';

/** How a text is converted. */
export interface ConversionOptions {
  to: 'zh-Hant-TW' | 'zh-Hant-HK';
  /** Words as well as characters: 软件 → 軟體. */
  phrases: boolean;
  /** Words with a conversion of their own; one that converts to itself stays. */
  words: ReadonlyMap<string, string>;
}

/** Converts simplified to traditional Chinese. */
export interface Conversion {
  /** What changes in a text, word by word. */
  edits(text: string): Edit[];
  /** The whole text converted. */
  text(text: string): string;
}

/** The chains of OpenCC: region, and whether its words are used. */
const chains = {
  'zh-Hant-TW': { words: 's2twp', characters: 's2tw' },
  'zh-Hant-HK': { words: 's2hkp', characters: 's2hk' },
};

const noncharacter = /[\uFDD0-\uFDEF]/;

/**
 * A converter by the dictionaries of OpenCC: the longest word first, so that 头发 and 发展 differ. The book's own words come
 * before all and are never converted further. The dictionaries (1 MB) are loaded here, for books that need them.
 */
export async function openConversion({ to, phrases, words }: ConversionOptions): Promise<Conversion> {
  const { ConverterFactory, Trie } = await import('opencc-js/core');
  const { configs } = await import('opencc-js/preset/cn2t');
  const chain = configs[chains[to][phrases ? 'words' : 'characters']];
  if (!chain) throw new Error(`opencc-js has no chain for ${to}`);
  const own = new Trie();
  for (const [word, conversion] of words) own.addWord(word, conversion);
  const segmentation = new Trie();
  segmentation.loadDictGroup([chain.segmentation].flat() as string[]);
  const convert = ConverterFactory(...chain.conversionChain);

  const edits = (text: string): Edit[] => {
    const found: Edit[] = [];
    const put = (start: number, word: string, replacement: string) => {
      if (word === replacement) return;
      // Character by character where that is how words differ: then each keeps its place.
      if (word.length !== replacement.length || word.length === 1)
        found.push({ start, end: start + word.length, replacement });
      else for (let i = 0; i < word.length; i++) put(start + i, word[i] as string, replacement[i] as string);
    };
    const putWords = (from: number, to: number) => {
      let start = from;
      for (const word of segmentation.segment(text.slice(from, to))) {
        put(start, word, convert(word));
        start += word.length;
      }
    };
    let from = 0;
    for (let at = 0; at < text.length; ) {
      const word = own.matchPrefix(text, at);
      // Code, pictures and notes stand in running text as noncharacters, and no word goes across.
      const end = word?.end ?? (noncharacter.test(text[at] as string) ? at + 1 : undefined);
      if (end !== undefined) {
        putWords(from, at);
        if (word) put(at, text.slice(at, end), word.value);
        from = end;
      }
      at = end ?? at + 1;
    }
    putWords(from, text.length);
    return found;
  };
  return { edits, text: (text) => applied(text, edits(text)) };
}

function applied(text: string, edits: readonly Edit[]): string {
  let at = 0;
  const parts: string[] = [];
  for (const { start, end, replacement } of edits) {
    parts.push(text.slice(at, start), replacement);
    at = end;
  }
  return parts.join('') + text.slice(at);
}
