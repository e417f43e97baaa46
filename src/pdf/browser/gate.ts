import type { HTTPRequest, Page } from 'puppeteer';
import { decodeAddress } from '../../markdown/decode-address.ts';

/** The private address under which the browser sees a book. It is answered here and exists nowhere else. */
export const origin = 'https://book.kanben.invalid';

export interface Answer {
  /** Or how to get it, for what is too large to be kept. */
  body: Buffer | string | (() => Promise<Buffer>);
  contentType: string;
}

interface GateOptions {
  scripts?: boolean;
  /** Told why an answer could not be given. */
  failed?: (error: unknown) => void;
}

/**
 * Answers every request of the page from `answers` (by path) and refuses all others. Returns the refused addresses, filled
 * while the page loads. No script runs unless the page is one of ours that needs it.
 */
export async function closeGate(
  page: Page,
  answers: ReadonlyMap<string, Answer>,
  { scripts = false, failed = () => {} }: GateOptions = {},
): Promise<string[]> {
  const refused: string[] = [];
  await page.setJavaScriptEnabled(scripts);
  await page.setRequestInterception(true);
  page.on('request', (request: HTTPRequest) => {
    const url = request.url();
    const answer = url.startsWith(`${origin}/`) ? answers.get(decodeAddress(url.slice(origin.length))) : undefined;
    if (answer) {
      void respond(request, answer).catch((error: unknown) => {
        failed(error);
        return request.abort('failed').catch(() => {});
      });
    } else if (url.startsWith('data:')) {
      void request.continue();
    } else {
      refused.push(url);
      void request.abort('blockedbyclient');
    }
  });
  return refused;
}

async function respond(request: HTTPRequest, { body, contentType }: Answer): Promise<void> {
  const content = typeof body === 'function' ? await body() : body;
  const headers = { 'access-control-allow-origin': '*' };
  // What the page no longer waits for, as it was closed, may go unanswered.
  await request.respond({ status: 200, headers, body: content, contentType }).catch(() => {});
}
