import type { Bilingual } from '../../report/message.ts';

/**
 * Longest waits for the browser, in ms, for a document of a few pages; longer ones get more, by their length. A chapter of 2,000
 * pages takes half a minute on a quiet machine.
 */
export interface Patience {
  /** To open or close a tab. */
  tab: number;
  /** To load a document, its pictures and fonts. */
  load: number;
  /** To print it. */
  print: number;
  /** What a million characters of HTML, some 400 pages, add to loading and to printing. */
  perMillion: number;
}

export const ordinaryPatience: Patience = { tab: 20_000, load: 180_000, print: 300_000, perMillion: 240_000 };

/** How long a document of so many characters may take where a short one may take `limit` ms. */
export function limitFor({ perMillion }: Patience, limit: number, characters: number): number {
  return limit + Math.ceil((characters / 1e6) * perMillion);
}

/** The browser did not answer in time. */
export class TooSlow extends Error {
  readonly texts: Bilingual;

  constructor(texts: Bilingual, limit: number) {
    const seconds = Number((limit / 1000).toFixed(1));
    super(`${texts.en}: no answer in ${seconds} s`);
    this.name = 'TooSlow';
    this.texts = {
      zh: `${texts.zh}，等了 ${seconds} 秒没有回音`,
      en: `no answer in ${seconds} s while ${texts.en}`,
    };
  }
}

/** The result of `work`, unless it takes longer than `limit` ms. @throws TooSlow */
export async function within<T>(work: Promise<T>, limit: number, doing: Bilingual): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const alarm = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooSlow(doing, limit)), limit);
  });
  try {
    return await Promise.race([work, alarm]);
  } finally {
    clearTimeout(timer);
    // When the alarm was first, what becomes of the work is of no interest any more.
    work.catch(() => {});
  }
}
