import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import puppeteer, { type Browser } from 'puppeteer';

/** Starts the pinned browser. To be replaced by src/pdf/browser once that is merged. */
export async function startBrowser(): Promise<Browser> {
  const root = process.getuid?.() === 0;
  return puppeteer.launch({
    executablePath: process.env.PUPPETEER_EXECUTABLE_PATH ?? (await unpack()),
    headless: 'shell',
    args: [...(root ? ['--no-sandbox'] : []), '--disable-gpu', '--hide-scrollbars', '--force-color-profile=srgb'],
    timeout: 60_000,
  });
}

async function unpack(): Promise<string> {
  const packed = path.join(createRequire(import.meta.url).resolve('@sparticuz/chromium'), '../../../bin/chromium.br');
  const folder = path.join(tmpdir(), `kanben-test-${userInfo().uid}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const executable = path.join(folder, 'chromium-147');
  const there = await access(executable).then(
    () => true,
    () => false,
  );
  if (there) return executable;
  const partial = `${executable}.${process.pid}`;
  try {
    await pipeline(createReadStream(packed), createBrotliDecompress(), createWriteStream(partial, { mode: 0o700 }));
    await rename(partial, executable);
  } finally {
    await rm(partial, { force: true });
  }
  return executable;
}
