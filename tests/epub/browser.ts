import puppeteer, { type Browser } from 'puppeteer';
import { bundledBrowser } from '../../src/pdf/browser/bundled.ts';

/** Starts the pinned browser with scripts and the network of this machine on: the reader is a web page. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = process.env.PUPPETEER_EXECUTABLE_PATH ?? (await bundledBrowser())?.executable;
  if (!executablePath) throw new Error('no browser: set PUPPETEER_EXECUTABLE_PATH');
  const root = process.getuid?.() === 0;
  return puppeteer.launch({
    executablePath,
    headless: 'shell',
    args: [...(root ? ['--no-sandbox'] : []), '--disable-gpu', '--hide-scrollbars', '--force-color-profile=srgb'],
    timeout: 60_000,
  });
}
