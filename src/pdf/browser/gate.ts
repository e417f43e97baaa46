import type { CDPSession, Page } from 'puppeteer';
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
  // Puppeteer's own interception would turn each font into base64 byte by byte; fonts are most of what is sent.
  const session = await page.createCDPSession();
  session.on('Fetch.requestPaused', ({ requestId, request: { url } }) => {
    const answer = url.startsWith(`${origin}/`) ? answers.get(decodeAddress(url.slice(origin.length))) : undefined;
    if (!answer && !url.startsWith('data:')) refused.push(url);
    // A page that was closed meanwhile needs no answer.
    void reply(session, requestId, answer, url).catch(() => {});
  });
  await session.send('Fetch.enable');
  return refused;
}

async function reply(session: CDPSession, requestId: string, answer: Answer | undefined, url: string): Promise<void> {
  if (answer) {
    const responseHeaders = [
      { name: 'access-control-allow-origin', value: '*' },
      { name: 'content-type', value: answer.contentType },
    ];
    const body = Buffer.from(answer.body).toString('base64');
    await session.send('Fetch.fulfillRequest', { requestId, responseCode: 200, responseHeaders, body });
  } else if (url.startsWith('data:')) {
    await session.send('Fetch.continueRequest', { requestId });
  } else {
    await session.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
  }
}
