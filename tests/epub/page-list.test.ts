import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { visit } from 'unist-util-visit';
import { expect, inject, test } from 'vitest';
import type { Piece } from '../../src/epub/draft.ts';
import { markPageBreaks } from '../../src/epub/page-breaks.ts';
import { h, toXhtml } from '../../src/epub/xhtml.ts';
import { openPdf, runsOf } from '../pdf/read-pdf.ts';
import { elements, openEpub, type Root, textOf } from './contents.ts';

const letters = (text: string) => text.replace(/[^\p{L}]/gu, '');

/** The first letters of the text behind an element, running text only. */
function lettersBehind(tree: Root, id: string, count: number): string {
  let found = false;
  let text = '';
  visit(tree, (node, _, parent) => {
    if (node.type === 'element') {
      if (node.attributes.id === id) found = true;
      if (['math', 'figcaption', 'th', 'rt', 'rp', 'svg'].includes(node.name)) return 'skip';
    }
    if (found && node.type === 'text' && parent?.type === 'element') text += letters(node.value);
    return text.length < count ? undefined : false;
  });
  return text.slice(0, count);
}

test('every page of the printed report has its marker at the character that it begins with', async () => {
  const folder = inject('sample');
  const opened = openEpub(await readFile(path.join(folder, 'taiyuan-2025.epub')));
  const pdf = await openPdf(path.join(folder, 'taiyuan-2025.pdf'));
  const labels = (await pdf.getPageLabels()) ?? [];
  const nav = elements(opened.documents.get('toc.xhtml'), 'nav').find(
    (node) => node.attributes.role === 'doc-pagelist',
  );
  const entries = elements(nav, 'a').map((node) => {
    const [file = '', id = ''] = (node.attributes.href ?? '').split('#');
    const [child] = node.children;
    return { label: child?.type === 'text' ? child.value : '', file, id };
  });
  // Cover, imprint, contents and blank pages have no text in the EPUB.
  expect(entries.length).toBeGreaterThan(40);
  let begun = 0;
  for (const { label, file, id } of entries) {
    const tree = opened.documents.get(file);
    // Where a chapter opens the title is painted by itself.
    const header = elements(tree, 'header').find((node) =>
      elements(node).some(({ attributes }) => attributes.id === id),
    );
    const title = elements(header, 'span').find(({ attributes }) => attributes.class === 'title');
    const wanted = title ? letters(textOf(title)) : tree && lettersBehind(tree, id, 10);
    const page = labels.indexOf(label);
    const text = letters((await runsOf(pdf, page)).map((run) => run.text).join(''));
    expect([label, text.includes(wanted ?? '?')]).toEqual([label, true]);
    const mark = tree && elements(tree).find((node) => node.attributes.id === id)?.attributes;
    expect([mark?.['epub:type'], mark?.role, mark?.['aria-label']]).toEqual(['pagebreak', 'doc-pagebreak', label]);
    // Not behind it, but at it: only the running head may stand before.
    if (title || text.indexOf(wanted ?? '?') < 40) begun++;
  }
  expect(begun / entries.length).toBeGreaterThan(0.8);
  expect(opened.text('OEBPS/content.opf')).toContain('<meta property="dcterms:source">');
  const numbered = entries.map(({ label }) => Number(label)).filter((label) => label > 0);
  expect(numbered).toEqual(numbered.map((_, n) => n + 1));
});

const piece = (...paragraphs: string[]) =>
  ({
    nth: 0,
    html: {},
    blocks: [h('header', {}, h('h1', {}, '章')), ...paragraphs.map((text) => h('p', {}, text))],
    notes: [],
  }) as unknown as Piece;
const marked = ({ blocks }: Piece) =>
  toXhtml(h('div', {}, ...blocks))
    .replace(/<span [^>]*aria-label="(\w+)"[^>]*><\/span>/g, '[$1]')
    .replace(/<[^>]+>/g, '|');
const opening = { label: '1', opens: true, text: '章' };

test('a page may begin within a paragraph, with digits, or at its first character', () => {
  const text = piece(
    '第一句话在这一页上结束了，共有25个人参加了这次会议并且发言。',
    '2026年的计划另有一份文件说明，这里不再重复叙述。',
  );
  markPageBreaks(
    [text],
    [
      opening,
      { label: '2', opens: false, text: '25个人参加了这次会议并且发言。' },
      { label: '3', opens: false, text: '2026年的计划另有一份文件说明，这里' },
    ],
  );
  expect(marked(text)).toContain('共有[2]25个人');
  expect(marked(text)).toContain('|[3]2026年的');
});

test('of two places that begin alike the one behind the page before is meant', () => {
  const same = '同样的开头同样的开头同样的开头';
  const text = piece(`${same}，但是甲。`, `${same}，但是乙。`);
  const { lost } = markPageBreaks(
    [text],
    [
      opening,
      { label: '2', opens: false, text: `${same}，但是乙。` },
      { label: '3', opens: false, text: '书里没有的一页文字，怎么找也找不到它。' },
    ],
  );
  expect(marked(text)).toContain(`|[2]${same}，但是乙`);
  expect(lost).toEqual(['3']);
});
