import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { formatEntry } from '../../../src/document/bibliography/format-entry.ts';
import { byKey } from '../../../src/document/bibliography/problems.ts';
import { readBibtex } from '../../../src/document/bibliography/read-bibtex.ts';
import { readCsl } from '../../../src/document/bibliography/read-csl.ts';

type Read = typeof readCsl;

function said(read: Read, value: string) {
  const file = new VFile({ path: 'refs', value });
  const { entries } = read(file);
  const keys = [...byKey(file, entries).keys()];
  return { keys, messages: file.messages.map(({ line, ruleId, fatal }) => `${line} ${ruleId} ${fatal}`) };
}

describe('BibTeX', () => {
  it('tells what is wrong at its line, and reads the other entries', () => {
    const text = [
      '@book{a, title = {甲}}',
      '@bok{b, title = {乙}}',
      '@book{c, author = {丙}}',
      '@book{a, title = {又甲}}',
      '@book{d,',
      '  title = {丁}',
      '  year = 2000',
      '}',
      '@book{, title = {戊}}',
      '@book{f, title = 己}',
      '@comment{@book{x, title = {没有}}}',
      '@book{g, title = {庚}}',
      '@book{h, title = {没有关上',
      '',
    ].join('\n');
    const { keys, messages } = said(readBibtex, text);
    expect(keys).toEqual(['a', 'g']);
    expect(messages.sort()).toEqual(
      [
        '2 bibliography:unknown-type',
        '3 bibliography:missing-field',
        '4 bibliography:duplicate-key',
        '7 bibliography:syntax',
        '9 bibliography:syntax',
        '10 bibliography:syntax',
        '13 bibliography:syntax',
      ]
        .map((line) => `${line.replace('bibliography:', '')} true`)
        .sort(),
    );
  });

  it('joins strings with #, and knows months and (…)', () => {
    const file = new VFile(
      '@string(a = "甲")\n@article(k, title = a # {乙} # "丙", year = 2000, month = jan, day = 2)',
    );
    const [entry] = readBibtex(file).entries;
    expect(file.messages).toEqual([]);
    expect([entry?.title, entry?.date]).toEqual(['甲乙丙', '2000-01-02']);
  });
});

describe('CSL-JSON', () => {
  it('is read as BibTeX is', () => {
    const file = new VFile(
      JSON.stringify([
        {
          id: 'a',
          type: 'article-journal',
          title: 'On things',
          author: [{ family: 'Berg', given: 'Anna B.', 'non-dropping-particle': 'van den' }, { literal: 'The Group' }],
          'container-title': 'Journal',
          issued: { 'date-parts': [[2010, 3, 1]] },
          accessed: { 'date-parts': [['2024', '5', '1']] },
          volume: 3,
          issue: '2',
          page: '1–9',
          URL: 'https://example.org/',
          DOI: '10.1/x',
        },
      ]),
    );
    const [entry] = readCsl(file).entries;
    expect(file.messages).toEqual([]);
    expect(entry && formatEntry(entry, 'numeric')).toBe(
      'VAN DEN BERG A B, The Group. On things[J/OL]. Journal, 2010, 3(2): 1-9[2024-05-01]. https://example.org/. DOI:10.1/x.',
    );
  });

  it('tells what is wrong at its line', () => {
    const text = `[
{ "id": "a", "type": "book", "title": "甲" },
{ "id": "b", "type": "bok", "title": "乙" },
{ "id": "c", "type": "book" },
{ "id": "a", "type": "book", "title": "甲" },
{ "type": "book", "title": "丁" },
7,
{ "id": "e", "type": "book", "title": "戊",
  "author": "不是列表" }
]`;
    const { keys, messages } = said(readCsl, text);
    expect(keys).toEqual(['a']);
    expect(messages).toEqual([
      '3 unknown-type true',
      '4 missing-field true',
      '6 invalid-value true',
      '7 invalid-value true',
      '9 invalid-value true',
      '5 duplicate-key true',
    ]);
  });

  it.each([
    ['[\n{ "id": "a",\n}]', 3],
    ['[\n{ "id": "a" }\n{ "id": "b" }]', 3],
    ['[\n{ "id": "a"', 2],
    ['[\n{ "id": x }]', 2],
    ['[\n1,2,3,4,5,6,\n]', 3],
    ['{\n}', 1],
  ])('says where %j is no list', (text, line) => {
    expect(said(readCsl, text).messages).toEqual([`${line} syntax true`]);
  });
});
