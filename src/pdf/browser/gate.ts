import type { HTTPRequest, Page } from 'puppeteer';
import { decodeAddress } from '../../markdown/decode-address.ts';

/** The private address under which the browser sees a book. It is answered here and exists nowhere else. */
export const origin = 'https://book.kanben.invalid';

export interface Answer {
  body: Buffer | string;
  contentType: string;
}

/**
 * Answers every request of the page from `answers` (by path) and refuses all others. Returns the refused addresses, filled
 * while the page loads. No script runs unless the page is one of ours that needs it.
 */
export async function closeGate(
  page: Page,
  answers: ReadonlyMap<string, Answer>,
  { scripts = false }: { scripts?: boolean } = {},
): Promise<string[]> {
  const refused: string[] = [];
  await page.setJavaScriptEnabled(scripts);
  await page.setRequestInterception(true);
  page.on('request', (request: HTTPRequest) => {
    const url = request.url();
    const answer = url.startsWith(`${origin}/`) ? answers.get(decodeAddress(url.slice(origin.length))) : undefined;
    if (answer) {
      void request.respond({ status: 200, headers: { 'access-control-allow-origin': '*' }, ...answer });
    } else if (url.startsWith('data:')) {
      void request.continue();
    } else {
      refused.push(url);
      void request.abort('blockedbyclient');
    }
  });
  return refused;
}
