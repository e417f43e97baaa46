import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { TypesetBook } from '../../src/html/index.ts';
import { pageContent } from '../../src/pdf/finish/content-stream.ts';
import { roleMap, standardTypes } from '../../src/pdf/finish/tags/structure-types.ts';
import { bookFolder, typesetFolder } from '../typeset-folder.ts';
import { type BuiltPdf, buildPdf } from './build-pdf.ts';
import { outlineOfTags, type ReadTag, readTagTree, tagsOf, textBelow } from './tag-tree.ts';
import { chapterTexts, expectedTexts, hasPdftotext, pagesInPdfJs, pagesInPoppler } from './whole-text.ts';

let pdf: BuiltPdf;
let tree: ReadTag;
let chapter: ReadTag;

beforeAll(async () => {
  pdf = await buildPdf('tagged');
  tree = await readTagTree(pdf.bytes);
  chapter = tree.kids[3] as ReadTag;
});

const firstOf = (role: string, index = 0) => tagsOf(chapter, role)[index] as ReadTag;

describe('tags', () => {
  it('has the parts of the book as sections, and the contents as contents', () => {
    expect(tree.kids.map((kid) => kid.role)).toEqual(['Sect', 'Sect', 'Sect', 'Sect', 'Sect']);
    expect(outlineOfTags(tree.kids[2] as ReadTag)).toBe(
      'Sect(H1 TOC(TOCI(Reference(Link) TOC(TOCI(Reference(Link) TOC(TOCI(Reference(Link)))))) TOCI(Reference(Link))))',
    );
  });

  it('has headings without a skipped level, though the manuscript skips one', () => {
    const levels = [...JSON.stringify(tree).matchAll(/"role":"(H\d)"/g)].map(([, level]) => level);
    expect(levels).toEqual(['H1', 'H1', 'H2', 'H3', 'H1', 'H2']);
    expect(pdf.messages.map((message) => message.ruleId)).toContain('heading-skipped');
  });

  it('has lists of items with label and body', () => {
    const inner = 'L(LI(Lbl LBody) LI(Lbl LBody))';
    expect(outlineOfTags(firstOf('L'))).toBe(`L(LI(Lbl LBody(P ${inner})) LI(Lbl LBody(P P)))`);
  });

  it('has tables with caption, header cells and their scopes, and a cell for every place', () => {
    const table = firstOf('Table');
    const row = 'TR(TD TD TD)';
    expect(outlineOfTags(table)).toBe(`Table(Caption TR(TH TH TH) ${row} ${row.replace('TD)', 'TD(Link))')})`);
    expect(tagsOf(table, 'TH').map((cell) => cell.scope)).toEqual(['Column', 'Column', 'Column']);
    expect(textBelow(table.kids[0] as ReadTag)).toBe('表1-1各年产值（亿元）');
    const imprint = tagsOf(tree.kids[1] as ReadTag, 'TH');
    expect(new Set(imprint.map((cell) => cell.scope))).toEqual(new Set(['Row']));
  });

  it('has figures with alternative text and a caption beside, formulas with their TeX', () => {
    expect(firstOf('Figure').alt).toBe('一个方块');
    expect(tagsOf(chapter, 'Div').map(outlineOfTags)).toEqual([
      expect.stringMatching(/^Div\(Table.* P\)$/),
      'Div(Figure Caption)',
    ]);
    expect(tagsOf(chapter, 'Formula').map((tag) => tag.alt)).toEqual(['a < \\frac{b}{c}', '\\sum_{i=1}^{n} x_i']);
  });

  it('has notes with ids and labels, and references to them', () => {
    const notes = tagsOf(chapter, 'Note');
    expect(notes.map(({ id }) => id)).toEqual(['first-note1', 'first-note2']);
    expect(notes.map(outlineOfTags)).toEqual(['Note(Lbl(Link) P(Link))', 'Note(Lbl(Link) P P)']);
    expect(tagsOf(chapter, 'Reference').map((tag) => textBelow(tag))).toEqual(['①', '①', '②']);
    // The first note has two marks; each of them names the note, and the note both.
    const marks = tagsOf(chapter, 'Reference').map((tag) => tagsOf(tag, 'Link')[0] as ReadTag);
    expect(marks.map(({ refs }) => refs)).toEqual([notes[0], notes[0], notes[1]].map((note) => [note?.object]));
    expect(notes.map(({ refs }) => refs)).toEqual(
      [[marks[0], marks[1]], [marks[2]]].map((list) => list.map((mark) => mark?.object)),
    );
  });

  it('has ruby, quotations, code, emphasis and passages in another language', () => {
    expect(
      tagsOf(chapter, 'Ruby').map((tag) =>
        tagsOf(tag, 'RB')
          .concat(tagsOf(tag, 'RT'))
          .map((part) => textBelow(part)),
      ),
    ).toEqual([
      ['太', 'tài'],
      ['原', 'yuán'],
    ]);
    expect(outlineOfTags(firstOf('BlockQuote'))).toBe('BlockQuote(P P)');
    expect(tagsOf(chapter, 'Code').map((tag) => textBelow(tag))).toEqual(['consta=1;', '代码']);
    expect(outlineOfTags(firstOf('Code'))).toBe('Code(Span)');
    expect(
      tagsOf(chapter, 'Em')
        .concat(tagsOf(chapter, 'Strong'))
        .map((tag) => textBelow(tag)),
    ).toEqual(['重点', '要点']);
    expect(firstOf('Span')).toMatchObject({ language: 'en', text: expect.stringContaining('Report on the Work') });
    const passages = tagsOf(chapter, 'Span').filter(({ language }) => language);
    expect(passages.map(({ language, text }) => [language, text.trim()])).toEqual([
      ['en', expect.stringContaining('Report on the Work')],
      ['en', 'Journal of Urban Economics and Policy'],
    ]);
    expect(tree.kids[4]).toMatchObject({ language: 'en' });
  });
});

describe('tags of the sample report', () => {
  let sample: ReadTag;
  let all: ReadTag[];

  beforeAll(async () => {
    sample = await readTagTree(await readFile(path.join(inject('sample'), 'taiyuan-2025.pdf')));
    const below = (tag: ReadTag): ReadTag[] => tag.kids.flatMap((kid) => [kid, ...below(kid)]);
    all = below(sample).filter(({ role }) => role !== '');
  });

  it('are all of known types, and none says nothing', () => {
    const used = new Set(all.map(({ role }) => role));
    for (const role of ['H1', 'H2', 'H3', 'P', 'L', 'Table', 'Caption', 'Figure', 'Note', 'Reference', 'Link', 'TOC'])
      expect(used).toContain(role);
    for (const role of used) expect([...standardTypes, ...Object.keys(roleMap)]).toContain(role);
    expect(used).not.toContain('NonStruct');
    const empty = all.filter((tag) => tag.kids.length === 0 && !['TD', 'TH', 'Lbl'].includes(tag.role));
    expect(empty.map(({ role }) => role)).toEqual([]);
  });

  it('of headings skip no level', () => {
    let level = 0;
    for (const { role } of all) {
      const found = Number(/^H(\d)$/.exec(role)?.[1] ?? 0);
      if (found === 0) continue;
      expect(found).toBeLessThanOrEqual(level + 1);
      level = found;
    }
  });

  it('of tables have header cells with a scope, and a caption first', () => {
    const tables = tagsOf(sample, 'Table');
    expect(tables.length).toBeGreaterThan(8);
    for (const table of tables) {
      const headers = tagsOf(table, 'TH');
      expect(headers.length).toBeGreaterThan(0);
      for (const { scope } of headers) expect(scope).toMatch(/^(Row|Column)$/);
    }
    // The imprint is a table without a caption.
    expect(tables.filter((table) => table.kids.find(({ role }) => role !== '')?.role !== 'Caption').length).toBe(1);
  });

  it('of lists hold items with a body, of figures and formulas an alternative text', () => {
    for (const list of tagsOf(sample, 'L'))
      for (const item of list.kids) expect(outlineOfTags(item)).toMatch(/^(LI\((Lbl(\(.*?\))? )*LBody|Caption)/);
    for (const tag of [...tagsOf(sample, 'Figure'), ...tagsOf(sample, 'Formula')])
      expect(tag.alt?.length ?? 0, outlineOfTags(tag)).toBeGreaterThan(0);
  });

  it('of notes and of their marks name each other', () => {
    const notes = tagsOf(sample, 'Note');
    expect(notes.length).toBeGreaterThan(25);
    expect(new Set(notes.map(({ id }) => id)).size).toBe(notes.length);
    const byNumber = new Map(all.map((tag) => [tag.object, tag]));
    for (const note of notes) {
      expect(note.kids.find(({ role }) => role !== '')?.role).toBe('Lbl');
      expect(note.refs?.length).toBeGreaterThan(0);
      for (const mark of note.refs ?? []) expect(byNumber.get(mark)?.refs).toEqual([note.object]);
    }
  });

  it('of passages in English have their language, and nothing else has one', () => {
    const marked = all.filter(({ language }) => language !== undefined);
    expect(marked.map(({ role, language }) => `${role} ${language}`)).toEqual([
      'Sect en',
      'Span en',
      'Span en',
      'Span en',
    ]);
    const [abstract, ...passages] = marked as [ReadTag, ...ReadTag[]];
    expect(textBelow(abstract)).toMatch(/^AbstractTheyear2025closes/);
    expect(passages.map((tag) => textBelow(tag))).toEqual([
      'GlobalizationandWorldCitiesResearchNetwork',
      'monitoring,reportingandverification',
      'GlobalizationandWorldCitiesResearchNetwork.TheWorldAccordingtoGaWC',
    ]);
    const plain = sample.kids.filter(({ language }) => !language).flatMap((part) => tagsOf(part, 'P'));
    expect(plain.filter(({ text }) => /(?:\b[A-Za-z][a-z]+ ){3}/.test(text))).toEqual([]);
  });
});

it('has a glossary as a list of terms with what they mean', async () => {
  const glossary = (await readTagTree((await buildPdf('glossary')).bytes)).kids[4] as ReadTag;
  const [list] = tagsOf(glossary, 'L');
  expect(list && outlineOfTags(list)).toBe(
    'L(LI(Lbl Lbl LBody(P)) LI(Lbl LBody(P)) LI(Lbl LBody(P)) LI(Lbl LBody(P)) LI(Lbl LBody(P(Em) P(Link))))',
  );
});

describe('links', () => {
  it('say where they lead', async () => {
    const reader = await getDocument({ data: new Uint8Array(pdf.bytes), verbosity: 0 }).promise;
    const described: string[] = [];
    for (let i = 1; i <= reader.numPages; i++) {
      for (const link of await (await reader.getPage(i)).getAnnotations()) described.push(link.contentsObj.str);
    }
    expect(described).toEqual(expect.arrayContaining(['第一章　甲章', '注释 1', '注释 1 ↩', 'https://example.org/']));
    expect(described.filter((text) => text === '')).toEqual([]);
  });

  it('of notes that are numbered by page carry the number that the page shows', async () => {
    const chapter = Array.from({ length: 40 }, (_, i) => `${'这一段写得长一些，好让一章有几页。'.repeat(6)}[^n${i}]`);
    const notes = chapter.map((_, i) => `[^n${i}]: 第 ${i} 条。`);
    const built = await buildPdf('notes', { '01.md': ['# 章', ...chapter, ...notes].join('\n\n') });
    const reader = await getDocument({ data: new Uint8Array(built.bytes), verbosity: 0 }).promise;
    const numbers: [described: string, shown: string][] = [];
    for (let i = 1; i <= reader.numPages; i++) {
      const page = await reader.getPage(i);
      const { items } = await page.getTextContent();
      for (const { rect, contentsObj } of await page.getAnnotations()) {
        const described = /^注释 (\d+)( ↩)?$/.exec(contentsObj.str)?.[1];
        const [left, foot, right, head] = rect as [number, number, number, number];
        const inside = items.flatMap((item) => {
          if (!('str' in item)) return [];
          const [x, y] = [item.transform[4] as number, item.transform[5] as number];
          return x >= left - 0.5 && x < right && y >= foot - 0.5 && y < head ? [item.str] : [];
        });
        const shown = inside.join('').trim().normalize('NFKC');
        if (described && /^\d+$/.test(shown)) numbers.push([described, shown]);
      }
    }
    // The marks in the text and the numbers of the notes.
    expect(numbers.length).toBeGreaterThanOrEqual(2 * chapter.length);
    for (const [described, shown] of numbers) expect(described).toBe(shown);
    expect(numbers.filter(([, shown]) => shown === '1').length).toBeGreaterThan(4);
    expect(numbers.map(([, shown]) => Number(shown)).every((number) => number < chapter.length / 2)).toBe(true);
  });
});

describe('text', () => {
  it('read by the tags is that of the manuscript, in its order', async () => {
    const { book } = await typesetFolder(bookFolder('tagged'));
    expect(chapterTexts(tree)).toEqual(expectedTexts(book as TypesetBook));
  });

  it('of the sample report too', async () => {
    const sample = await readTagTree(await readFile(path.join(inject('sample'), 'taiyuan-2025.pdf')));
    const { book } = await typesetFolder(path.resolve(import.meta.dirname, '../../manuscript'));
    const [found, expected] = [chapterTexts(sample), expectedTexts(book as TypesetBook)];
    expect(found.length).toBe(expected.length);
    for (const [i, text] of expected.entries()) expect(found[i]).toBe(text);
  });
});

describe('copied text', () => {
  it('has no marks of the browser: no needless replacement text, no radicals, no emphasis dots', async () => {
    const document = await PDFDocument.load(pdf.bytes, { updateMetadata: false });
    const replaced = document.getPages().flatMap((page) => {
      const content = pageContent(document.context, page.node.get(PDFName.of('Contents'))).toString('latin1');
      return [...content.matchAll(/ActualText <FEFF(\w+)>/g)].map(([, code]) => code);
    });
    // Wide and no-break spaces share a glyph with the space.
    expect(replaced.filter((code) => code !== '3000' && code !== '00A0')).toEqual([]);
    expect(tagsOf(tree.kids[4] as ReadTag, 'P')[0]?.text).toMatch(
      /offices, difficult waffles and fluffy fjords;\s?hyphenation\.$/,
    );
    expect(textBelow(tree)).not.toMatch(/[\u2E80-\u2FDF\0•]/);
  });

  it.skipIf(!hasPdftotext)('of every page of the sample is the same in two readers, in order', async () => {
    const bytes = await readFile(path.join(inject('sample'), 'taiyuan-2025.pdf'));
    expect(await pagesInPoppler(bytes)).toEqual(await pagesInPdfJs(bytes));
  });

  it('of a book in traditional characters is that of the manuscript, in two readers', async () => {
    const { bytes } = await buildPdf('traditional');
    const { book } = await typesetFolder(bookFolder('traditional'));
    expect(chapterTexts(await readTagTree(bytes))).toEqual(
      expectedTexts(book as TypesetBook, { title: '註釋', mark: '1' }),
    );
    if (hasPdftotext) expect(await pagesInPoppler(bytes)).toEqual(await pagesInPdfJs(bytes));
    const changes = {
      'book.yaml': (text: string) => `${text}language: zh-Hant-TW\n`,
      '01.md': '# 總論\n\n臺灣與「香港」的用字：裏、麵、為、説；用戶方面。\n',
      '02.md': '# 後記\n\n這一章的註[^1]。\n\n[^1]: 註文，見書。\n',
    };
    const built = await buildPdf('tagged', changes);
    const [first, second] = chapterTexts(await readTagTree(built.bytes));
    expect(first).toBe('第一章總論臺灣與「香港」的用字：裏、麵、為、説；用戶方面。');
    expect(second).toBe('第二章後記這一章的註①。①註文，見書。');
  });
});
