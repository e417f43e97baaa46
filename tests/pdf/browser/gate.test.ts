import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, it } from 'vitest';
import { openBrowser } from '../../../src/pdf/browser/launch.ts';
import { Press } from '../../../src/pdf/press/index.ts';

const answers = new Map([['/known.css', { body: '@page{size:100mm 100mm}', contentType: 'text/css' }]]);
const press = new Press(() => openBrowser({ faces: [], generic: {} }), answers);

afterAll(() => press.close());

it('refuses and reports every request but those it can answer, and runs no script', async () => {
  let reached = 0;
  const server = createServer((_, response) => {
    reached++;
    response.end('x');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const html = `<!doctype html><title>before</title><link rel="stylesheet" href="/known.css">
    <link rel="stylesheet" href="/unknown.css"><img src="http://127.0.0.1:${port}/a.png"><img src="file:///etc/hostname">
    <iframe src="https://example.org/"></iframe><object data="http://127.0.0.1:${port}/o"></object>
    <style>@import "http://127.0.0.1:${port}/s.css"; p { background: url(http://127.0.0.1:${port}/b.png) }</style>
    <p>text</p><script>document.title = 'after'; fetch('http://127.0.0.1:${port}/f')</script>`;
  // All in the head: there the parser would run the script.
  const { bytes, refused } = await press.print({
    name: { zh: '甲', en: 'a' },
    html: { head: html, body: '' },
    tagged: false,
  });
  server.close();
  expect(Buffer.from(bytes).toString('latin1', 0, 8)).toBe('%PDF-1.4');
  expect(reached).toBe(0);
  const addresses = refused.map((url) => url.replace(String(port), 'PORT')).sort();
  expect(addresses).toContain('https://book.kanben.invalid/unknown.css');
  expect(addresses).toContain('http://127.0.0.1:PORT/a.png');
  expect(addresses).toContain('http://127.0.0.1:PORT/s.css');
  expect(addresses.some((url) => url.endsWith('/f'))).toBe(false);
  expect(addresses).not.toContain('https://book.kanben.invalid/known.css');
  expect(Buffer.from(bytes).toString('latin1')).not.toContain('after');
});
