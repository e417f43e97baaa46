import type { CDPSession, Page } from 'puppeteer';
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
 * while the page loads. No script runs unless the page is one of ours that needs it. `failed` is told why an answer could not be
 * given.
 */
export async function closeGate(
  page: Page,
  answers: Pick<ReadonlyMap<string, Answer>, 'get'>,
  { scripts = false, failed = () => {} }: GateOptions = {},
): Promise<string[]> {
  const refused: string[] = [];
  await page.setJavaScriptEnabled(scripts);
  // Puppeteer's own interception would turn each font into base64 byte by byte; fonts are most of what is sent.
  const session = await page.createCDPSession();
  session.on('Fetch.requestPaused', ({ requestId, request: { url } }) => {
    const answer = url.startsWith(`${origin}/`) ? answers.get(decodeAddress(url.slice(origin.length))) : undefined;
    if (!answer && !url.startsWith('data:')) refused.push(url);
    // What the page no longer waits for, as it was closed, may go unanswered.
    void reply(session, requestId, answer, url, failed).catch(() => {});
  });
  await session.send('Fetch.enable');
  return refused;
}

async function reply(
  session: CDPSession,
  requestId: string,
  answer: Answer | undefined,
  url: string,
  failed: (error: unknown) => void,
): Promise<void> {
  if (!answer && url.startsWith('data:')) {
    await session.send('Fetch.continueRequest', { requestId });
    return;
  }
  const content = answer && (await contentOf(answer).catch(failed));
  if (!answer || content === undefined) {
    await session.send('Fetch.failRequest', { requestId, errorReason: answer ? 'Failed' : 'BlockedByClient' });
    return;
  }
  const responseHeaders = [
    { name: 'access-control-allow-origin', value: '*' },
    { name: 'content-type', value: answer.contentType },
  ];
  const body = (typeof content === 'string' ? Buffer.from(content) : content).toString('base64');
  await session.send('Fetch.fulfillRequest', { requestId, responseCode: 200, responseHeaders, body });
}

async function contentOf({ body }: Answer): Promise<Buffer | string> {
  return typeof body === 'function' ? body() : body;
}
