import { beforeAll, describe, expect, it } from 'vitest';
import { CodeReader } from '../../src/html/code/tokens.ts';
import { fences } from '../code-fences.ts';
import { buildEpub } from '../epub/build.ts';
import { openEpub } from '../epub/contents.ts';
import { bookFolder, chapterHtml } from '../typeset-folder.ts';

let html: string;
let blocks: string[];

beforeAll(async () => {
  html = await chapterHtml(bookFolder('code'), 'code.md');
  blocks = html.match(/<pre.*?<\/pre>/gs) ?? [];
});

function textOf(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, '')
    .replaceAll('&#x3C;', '<')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#x26;', '&')
    .replaceAll('&amp;', '&');
}

describe('code', () => {
  it('keeps its text, line by line', async () => {
    expect(blocks.map(textOf)).toEqual(await fences());
  });

  it('says by classes what is a keyword, a comment, a string, a number, a name', () => {
    expect(blocks[0]).toContain('<span class="code-comment">// 求和：把数组里的数加起来</span>');
    expect(blocks[0]).toContain(
      '<span class="code-keyword">export function </span><span class="code-name">sum</span>(',
    );
    expect(blocks[0]).toMatch(/<span class="code-number">1e9 ?<\/span>.*<span class="code-string">"太大" ?<\/span>/);
    expect(html).not.toMatch(/style="[^"]*color/);
  });

  it('numbers lines from the given one, and marks them by the printed numbers', () => {
    const lines = [...(blocks[0] ?? '').matchAll(/class="(line[^"]*)" data-line="(\d+)"/g)].map(([, ...both]) => both);
    expect(lines).toEqual([
      ['line', '8'],
      ['line marked', '9'],
      ['line', '10'],
      ['line marked', '11'],
      ['line marked', '12'],
      ['line', '13'],
    ]);
    expect(blocks[1]).not.toContain('data-line');
  });

  it('leaves text without a language, and text that asks for none, without spans', () => {
    for (const block of [blocks[1], blocks[3]]) expect(block).not.toContain('<span');
  });

  it('does not depend on the languages before it', async () => {
    const reader = new CodeReader();
    const markdown = '```js\nconst a = 1;\n```';
    const first = await reader.read(markdown, 'md');
    expect((await reader.read('const a = 1;', 'js')).flat().map(({ kind }) => kind)).toContain('keyword');
    expect(await reader.read(markdown, 'md')).toEqual(first);
    expect(await new CodeReader().read(markdown, 'markdown')).toEqual(first);
  });

  it('is the same each time', async () => {
    expect(await chapterHtml(bookFolder('code'), 'code.md')).toBe(html);
  });

  it('is in the EPUB as it was written', async () => {
    const epub = await buildEpub('code');
    const chapter = openEpub(epub).text('OEBPS/c01.xhtml');
    expect((chapter.match(/<pre.*?<\/pre>/gs) ?? []).map(textOf)).toEqual(await fences());
  });
});
