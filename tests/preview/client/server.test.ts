import { afterEach, describe, expect, it, vi } from 'vitest';
import * as server from '../../../src/preview/client/server.ts';
import { FakeBrowser } from './browser.ts';

describe('what the page asks of the server', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('escapes what is typed, and takes what is not there for nothing', async () => {
    const browser = new FakeBrowser();
    browser.answers.set('search.json?q=%E4%B8%80%26%E4%BA%8C', []);
    browser.answers.set('earlier.json', 'unreachable');
    expect(await server.search('一&二')).toEqual([]);
    expect(await server.listEarlier()).toBeUndefined();
    expect(await server.readBlocks(3, 4)).toBeUndefined();
    expect(await server.readPart(5)).toBeUndefined();
    expect(browser.asked).toContain('books/3/pages/4/blocks.json');
  });

  it('keeps the secret in every address', () => {
    new FakeBrowser();
    expect(server.pdfAddress(3)).toBe('http://127.0.0.1:4000/secret/books/3/pages.pdf');
    expect(server.earlierAddress('v1.pdf')).toBe('http://127.0.0.1:4000/secret/earlier/v1.pdf');
    expect(server.epubAddress(3)).toBe('books/3/book.epub');
  });

  it('says why a fix was refused', async () => {
    const browser = new FakeBrowser();
    browser.answers.set('fix', { zh: '这一行已经改了。', en: 'This line has changed.' });
    expect(await server.fix({ file: 'a.md', rule: 'quotes', line: 2 })).toMatchObject({ zh: '这一行已经改了。' });
    expect(browser.asked).toEqual(['fix {"file":"a.md","rule":"quotes","line":2}']);
    browser.answers.set('fix', []);
    expect(await server.fix({ file: 'a.md' })).toBeUndefined();
    browser.answers.set('undo', 'unreachable');
    expect(await server.undo()).toMatchObject({ en: 'The preview does not answer.' });
  });
});
