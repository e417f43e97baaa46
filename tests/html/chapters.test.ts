import { describe, expect, it } from 'vitest';
import { bookFolder, chapterHtml, typesetFolder } from '../typeset-folder.ts';

const blocks = bookFolder('blocks');
const html = async (folder: string, file: string) => (await chapterHtml(folder, file)).replaceAll('\n', '');

describe('blocks', () => {
  it('become elements with their titles', async () => {
    expect(await html(blocks, 'callouts.md')).toBe(
      '<aside class="callout note"><p class="block-title">说明</p><p>说明的文字。</p></aside>' +
        '<aside class="callout warning" id="fire"><p class="block-title">小心<em>火</em></p><p>注意的文字。</p></aside>' +
        '<div class="summary"><p>没有标题的块。</p></div>',
    );
  });

  it('label official lists in the four kinds of numbers, and no others', async () => {
    const text = (await html(blocks, 'lists.md')).replaceAll(/<span class="label">([^<]*)<\/span>/g, '[$1]');
    expect(text.match(/\[[^\]]*\]/g)).toEqual([
      '[一、]',
      '[（一）]',
      '[（二）]',
      '[1.]',
      '[（1）]',
      '[二、]',
      '[三、]',
    ]);
    expect(text).toContain('<ol class="labelled level-2">');
    expect(text).toContain('<li><p>[（一）]目的</p><p>又一段。</p></li>');
    expect(text).toContain('<li>不编号</li>');
    expect(text).toContain('<ol><li>普通列表</li></ol>');
  });

  it('set TeX as MathML with its source, and leave code alone', async () => {
    const text = await html(blocks, 'math.md');
    expect(text).toContain('<math display="inline" alttext="a < b"><mrow>');
    expect(text).toContain('<mtext>产值</mtext>');
    expect(text).toMatch(/<div class="equation"><math display="block" alttext="\\sum_\{i=1\}\^\{n\} x_i">/);
    expect(text).toContain('<code>$x$</code>');
    expect(text).not.toMatch(/style=|class="tml/);
  });

  it('align table cells by class and say what header cells head', async () => {
    expect(await html(blocks, 'tables.md')).toBe(
      '<table><thead><tr><th class="align-left" scope="col">左</th><th class="align-center" scope="col">中</th>' +
        '<th class="align-right" scope="col">右</th></tr></thead><tbody><tr><td class="align-left">一</td>' +
        '<td class="align-center">二</td><td class="align-right">三</td></tr></tbody></table>' +
        '<table><tbody><tr><th scope="row">行头</th><td>值</td></tr></tbody></table>',
    );
  });
});

describe('written tags', () => {
  it('lose what is not allowed', async () => {
    expect(await html(blocks, 'safe.md')).toBe(
      '<p class="a" id="kept">文<b>粗</b></p><p>后</p><p><a href="https://example.org/">外</a><a href="#kept">内</a></p>' +
        '<p>题文字留下</p>',
    );
  });

  it('are all reported', async () => {
    const { messages } = await typesetFolder(blocks);
    expect(messages.map(({ file, line, reason }) => `${file}:${line} ${/用 (.*?)，/.exec(reason)?.[1]}`)).toEqual([
      'safe.md:3 onclick、style',
      'safe.md:5 <script>、<iframe>',
      'safe.md:7 target',
      'safe.md:9 <details>、<summary>',
    ]);
  });
});

describe('pictures', () => {
  const folder = bookFolder('subfolders');

  it('are found from the folder of their chapter, once each, and get their sizes', async () => {
    const { book, messages } = await typesetFolder(folder);
    expect(messages).toEqual([]);
    expect([...(book?.pictures.keys() ?? [])]).toEqual(['pictures/a.svg', 'part/b.svg', 'pictures/空 格.svg']);
    expect(book?.cover?.path).toBe('pictures/cover.svg');
    expect(await html(folder, 'part/one.md')).toBe(
      '<p><img src="pictures/a.svg" alt="同一张图" width="40" height="30">与' +
        '<img src="pictures/a.svg" alt="同一张图" width="40" height="30">，又见' +
        '<img src="part/b.svg" alt="近处的图" width="38" height="76">。</p>' +
        '<figure class="picture" id="fig-a"><img src="pictures/a.svg" alt="带题的图" width="40" height="30">' +
        '<figcaption><span class="label">图 1-1</span>　图题</figcaption><p class="source">资料来源：编写组</p></figure>' +
        '<p>见<a href="#fig-a" class="ref">图 1-1</a>与<a href="#c02" class="ref">第二章</a>。</p>',
    );
  });

  it('keep a width that the author wrote', async () => {
    const text = await html(folder, 'two.md');
    expect(text).toContain('alt="写成标签" width="20" height="15"');
    expect(text).toContain('alt="百分数" style="width: 50%" width="40" height="30">');
  });
});

describe('titles and notes', () => {
  it('are rendered apart from the body', async () => {
    const { book, messages } = await typesetFolder(bookFolder('notes'));
    expect(messages).toEqual([]);
    const [chapter] = book?.html ?? [];
    expect(chapter?.language).toBe('zh-Hans');
    expect(book?.html[1]?.language).toBe('en');
    expect(chapter?.title.map((node) => (node.type === 'element' ? node.tagName : node.type))).toEqual(['text', 'sup']);
    expect(chapter?.notes.map(({ number, id, marks, content }) => [number, id, marks, content.length])).toEqual([
      [1, 'c01-note1', ['c01-mark1'], 1],
      [2, 'c01-note2', ['c01-mark2'], 2],
    ]);
  });
});
