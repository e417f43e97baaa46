import { expect, it } from 'vitest';
import { furnish, type HeadTexts, type LaidPart } from '../../src/pdf/furnish.ts';
import { describePages, type Part } from '../../src/pdf/pages.ts';
import { type Furniture, furnitureSchema } from '../../src/template/furniture.ts';

const numbering = { front: 'roman', restart: true } as const;
const part = (id: string, kind: Part['kind'], title: string): Part => {
  return { id, kind, matter: kind === 'chapter' ? 'body' : 'front', opens: 'page', title };
};
const parts = [
  part('cover', 'cover', ''),
  part('toc', 'contents', '目录'),
  part('one', 'chapter', '第一章　甲'),
  part('two', 'chapter', '第二章　乙'),
];
// cover 0 · contents 1 · blank 2 · one 3–7 · two 8–9
const starts = [0, 1, 3, 8];
const pages = describePages(parts, starts, 10, new Set(['one']), numbering);
const sections = { a: 1, b: 1, c: 3 };
const laid: LaidPart[] = parts.map((each, i) => ({
  part: each,
  laid: { count: [1, 1, 5, 2][i] ?? 0, destinations: new Map(each.id === 'one' ? Object.entries(sections) : []) },
}));
const chapter = { label: '', part: { label: '上编', titleText: '源' }, sections: [] };
const texts = {
  title: '书名',
  chapters: [
    {
      ...chapter,
      id: 'one',
      titleText: '甲',
      sections: Object.keys(sections).map((id) => ({ id, depth: 2, label: '', text: `节${id}` })),
    },
    { ...chapter, id: 'two', titleText: '乙' },
  ],
} as unknown as HeadTexts;

function heads(options: Partial<Furniture>): string[] {
  return furnish(pages, laid, texts, furnitureSchema.parse(options)).map(({ head }) => head);
}

it('sets the book on versos and the chapter on rectos, and neither where a chapter opens', () => {
  expect(heads({})).toEqual(['', '', '', '', '第一章　甲', '书名', '第一章　甲', '书名', '', '书名']);
});

it('names the last or the first section that begins on a page, and the one that goes on', () => {
  const pattern = { recto: '{section}', verso: '{section}' };
  expect(heads({ ...pattern, section: 'last' }).slice(3, 8)).toEqual(['', '节b', '节b', '节c', '节c']);
  expect(heads({ ...pattern, section: 'first' }).slice(3, 8)).toEqual(['', '节a', '节b', '节c', '节c']);
});

it('stands the chapter in for a section that has not begun, and knows the part', () => {
  const shown = heads({ recto: '{part}　{section}', verso: '', openers: ['head'] });
  expect(shown.slice(8)).toEqual(['上编　源　第二章　乙', '']);
});

it('leaves folios off the pages where chapters open, if the template says so', () => {
  const folios = (options: Partial<Furniture>) =>
    furnish(pages, laid, texts, furnitureSchema.parse(options)).map(({ folio }) => folio);
  expect(folios({})).toEqual(['', 'i', '', '1', '2', '3', '4', '5', '6', '7']);
  expect(folios({ openers: [] })).toEqual(['', '', '', '', '2', '3', '4', '5', '', '7']);
  expect(folios({ folio: '' }).join('')).toBe('');
});
