import { timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';

/**
 * Lets nobody in but the browser tabs that we were asked to open, and programs of the same user who know the token:
 *
 * - `Host` names this machine, so that no other name can be made to mean it (DNS rebinding);
 * - `Origin`, where a browser sends one, is our own, and a page of another site gets nothing (`Sec-Fetch-Site`);
 * - the first part of the path is the token.
 */
export function guard(token: string, port: () => number): MiddlewareHandler {
  return async (context, next) => {
    const hosts = ['127.0.0.1', 'localhost'].map((name) => `${name}:${port()}`);
    const host = context.req.header('host') ?? '';
    const origin = context.req.header('origin');
    const site = context.req.header('sec-fetch-site');
    const navigates = context.req.header('sec-fetch-mode') === 'navigate' && context.req.method === 'GET';
    if (!hosts.includes(host)) return context.text('unknown host', 403);
    if (origin !== undefined && origin !== `http://${host}`) return context.text('unknown origin', 403);
    if (site !== undefined && site !== 'same-origin' && site !== 'none' && !navigates) {
      return context.text('unknown origin', 403);
    }
    const [, given = ''] = context.req.path.split('/');
    if (!same(given, token)) return context.text('not found', 404);
    await next();
    return undefined;
  };
}

/** Takes the same time whatever differs. */
function same(a: string, b: string): boolean {
  const [first, second] = [Buffer.from(a), Buffer.from(b)];
  return first.length === second.length && timingSafeEqual(first, second);
}

const everywhere: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=()',
  // The token is part of our address.
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
};

const none = "default-src 'none'; base-uri 'none'; form-action 'none'; object-src 'none'";

/** Our own scripts and styles alone; PDF.js makes fonts and pictures from the PDF (blob:, data:). */
const ofPages = `${none}; script-src 'self'; worker-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' blob: data:; font-src 'self' blob: data:; frame-src 'self'; frame-ancestors 'self'`;

/**
 * foliate-js shows the files of an EPUB as blob: documents, which have the policy of the page that made them: their styles may
 * apply, their scripts never run, and nothing is fetched from elsewhere.
 */
const ofReader = `${none}; script-src 'self'; style-src 'self' blob: 'unsafe-inline'; connect-src 'self' blob:; img-src blob: data:; font-src blob: data:; media-src blob:; frame-src blob:; frame-ancestors 'self'`;

/** Adds the headers that keep what we serve to ourselves, and scripts of a manuscript from running. */
export function protective(): MiddlewareHandler {
  return async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(everywhere)) context.res.headers.set(name, value);
    const policy = context.req.path.endsWith('/reader.html') ? ofReader : ofPages;
    context.res.headers.set('content-security-policy', policy);
  };
}
