import { createHash } from 'node:crypto';
import type { SubsetFace } from '../fonts.ts';
import { type OpenBrowser, openBrowser } from './launch.ts';

/** One browser for many builds: it starts anew only when it died, or a book needs other fonts. */
export class ResidentBrowser {
  #open: OpenBrowser | undefined;
  #fonts = '';

  /** The browser with these fonts. What it gives can be closed by a build: then its tabs are, and the browser stays. */
  async open(faces: readonly SubsetFace[], generic: Readonly<Record<string, string>>): Promise<OpenBrowser> {
    const fonts = JSON.stringify([
      faces.map(({ family, bytes }) => [family, createHash('sha256').update(bytes).digest('hex')]),
      generic,
    ]);
    if (this.#open && (fonts !== this.#fonts || !this.#open.browser.connected)) await this.close();
    this.#fonts = fonts;
    this.#open ??= await openBrowser({ faces, generic });
    const { browser } = this.#open;
    return { ...this.#open, close: async () => closeTabs(browser) };
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await open?.close();
  }
}

/** All but the blank one that the browser opened by itself, so that it does not end. */
async function closeTabs(browser: OpenBrowser['browser']): Promise<void> {
  const [, ...pages] = await browser.pages().catch(() => []);
  await Promise.all(pages.map((page) => page.close().catch(() => {})));
}
