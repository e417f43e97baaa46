import { describe, expect, it } from 'vitest';
import type { Part } from '../../src/pdf/pages.ts';
import type { Laid } from '../../src/pdf/place.ts';
import { settle } from '../../src/pdf/settle.ts';

const front = { matter: 'front', opens: 'page' } as const;
const body = { kind: 'chapter', matter: 'body', opens: 'recto' } as const;
const parts: Part[] = [
  { ...front, id: 'cover', kind: 'cover', title: '' },
  { ...front, id: 'contents', kind: 'contents', title: '目录' },
  { ...body, id: 'one', title: '一' },
  { ...body, id: 'two', title: '二' },
];

/** What a chapter of the imaginary book is: its pages, each the ids that stand on it, and the ids whose folio it shows. */
interface Imagined {
  pages: (shown: string) => string[][];
  shows?: string[];
}

/** Settles an imaginary book; `log` gets each print as `id: folios shown`. */
function settleBook(chapters: Record<string, Imagined>, log: string[] = [], tables: string[] = [], of = parts) {
  return settle({
    parts: of,
    numbering: { front: 'roman', restart: true },
    tables: tables.map((id) => ({ id, end: `end-${id}`, number: '表 1', units: '' })),
    size: () => 1,
    compose: ({ id }, { folio, continued }) => {
      const shown = (chapters[id]?.shows ?? []).map((each) => folio(each) ?? '?').join(' ');
      return { head: '', body: `${shown}${tables.filter((each) => continued.has(each)).map((each) => `+${each}`)}` };
    },
    print: async ({ id }, { body: text }): Promise<Laid> => {
      log.push(`${id}: ${text}`);
      const pages = chapters[id]?.pages(text) ?? [];
      const destinations = new Map(pages.flatMap((ids, page) => ids.map((each) => [each, page] as const)));
      return { count: pages.length, destinations };
    },
  });
}

const still = (...pages: string[][]): Imagined => ({ pages: () => pages });
const plain = { cover: still(['cover']), contents: { ...still(['contents']), shows: ['one', 'two'] } };

describe('settle', () => {
  it('prints each part once, contents last, when only the contents show page numbers', async () => {
    const log: string[] = [];
    const settled = await settleBook({ ...plain, one: still(['one'], ['sub']), two: still(['two']) }, log);
    expect(log).toHaveLength(4);
    expect(log.at(-1)).toBe('contents: 1 3');
    expect(settled.rounds).toBe(1);
    expect(Object.fromEntries(settled.folios)).toEqual({ cover: '', contents: 'i', one: '1', sub: '2', two: '3' });
    expect(settled.pages.map(({ kind, label }) => `${kind} ${label}`)).toEqual([
      'cover ',
      'contents i',
      'opener 1',
      'text 2',
      'opener 3',
    ]);
  });

  it('puts blanks before parts that open on a recto, and counts them, without printing again', async () => {
    const log: string[] = [];
    const contents = { ...still(['contents'], []), shows: ['two'] };
    const settled = await settleBook({ ...plain, contents, one: still(['one']), two: still(['two']) }, log);
    expect(settled.pages.map(({ kind, label }) => `${kind} ${label}`)).toEqual([
      'cover ',
      'contents i',
      'contents ii',
      'blank iii',
      'opener 1',
      'blank 2',
      'opener 3',
    ]);
    expect(log).toHaveLength(4);
    expect(settled.folios.get('two')).toBe('3');
  });

  it('prints a chapter that refers back once, after the one that it refers to', async () => {
    const log: string[] = [];
    const two = { ...still(['two']), shows: ['far'] };
    await settleBook({ ...plain, one: still(['one'], [], ['far']), two }, log);
    expect(log).toEqual(['cover: ', 'one: ', 'two: 3', 'contents: 1 5']);
  });

  it('guesses what cannot be known, and prints again only what was guessed wrong', async () => {
    const log: string[] = [];
    // Each refers to the other; `far` is guessed to stand on the first page.
    const one = { ...still(['one'], ['far']), shows: ['two'] };
    const two = { ...still(['two'], ['end']), shows: ['far'] };
    const settled = await settleBook({ ...plain, one, two }, log);
    expect(settled.folios.get('far')).toBe('2');
    expect(log.filter((line) => line.startsWith('two'))).toHaveLength(2);
    expect(log.at(-1)).toBe('two: 2');
    expect(log.filter((line) => line.startsWith('one')).length).toBeLessThanOrEqual(2);
    expect(log.filter((line) => line.startsWith('contents'))).toEqual(['contents: 1 3']);
  });

  it('prints again when the numbers themselves make a part longer', async () => {
    const log: string[] = [];
    const preface: Part = { ...front, id: 'preface', kind: 'chapter', title: '前言' };
    const [cover, list, ...rest] = parts as [Part, Part, ...Part[]];
    // With a number in them the contents need a second page, and so the preface moves.
    const contents = {
      shows: ['preface'],
      pages: (shown: string) => (shown.trim() === '' ? [['contents']] : [['contents'], []]),
    };
    const book = { ...plain, contents, preface: still(['preface']), one: still(['one']), two: still(['two']) };
    const settled = await settleBook(book, log, [], [cover, list, preface, ...rest]);
    expect(log.filter((line) => line.startsWith('contents'))).toEqual(['contents: ii', 'contents: iii']);
    expect(settled.rounds).toBe(2);
    expect(settled.folios.get('preface')).toBe('iii');
  });

  it('tells a part of its tables that go on, and marks the pages that they go on to', async () => {
    const log: string[] = [];
    const one = {
      // Marked, it breaks where it stands; unmarked, it moves to the next page first.
      pages: (text: string) => (text.includes('+t') ? [['one', 't'], [], ['end-t']] : [['one'], ['t'], [], ['end-t']]),
    };
    const settled = await settleBook({ ...plain, one, two: still(['two']) }, log, ['t']);
    expect(log.filter((line) => line.startsWith('one'))).toEqual(['one: ', 'one: +t']);
    expect(settled.pages.map(({ label, continued }) => label + (continued?.number ?? ''))).toEqual([
      '',
      'i',
      '1',
      '2表 1',
      '3表 1',
      '4',
      '5',
    ]);
  });

  it('tells a part which side it opens on: at once where it always opens recto, else again where it was guessed wrong', async () => {
    const log: string[] = [];
    const compose = ({ id, kind }: Part, { side }: Parameters<Parameters<typeof settle>[0]['compose']>[1]) => ({
      head: '',
      body: kind === 'chapter' ? (side?.(id) ?? '?') : '',
    });
    const third: Part = { ...body, opens: 'page', id: 'three', title: '三' };
    const { rounds } = await settle({
      parts: [...parts, third],
      numbering: { front: 'roman', restart: true },
      tables: [],
      size: () => 1,
      compose,
      print: async ({ id }, { body: text }): Promise<Laid> => {
        log.push(`${id} ${text}`);
        return { count: 1, destinations: new Map([[id, 0]]) };
      },
    });
    expect(log.filter((line) => /one|two/.test(line))).toEqual(['one recto', 'two recto']);
    expect(log.at(-1)).toBe('three verso');
    expect(rounds).toBeLessThanOrEqual(2);
  });

  it('gives up after five prints of one part, and names it', async () => {
    const log: string[] = [];
    // One page more whenever its own number is odd, and so the number is never right.
    const one = { pages: (shown: string) => [['one'], ...(shown === '2' ? [[]] : []), ['own']], shows: ['own'] };
    await expect(settleBook({ ...plain, one, two: still(['two']) }, log)).rejects.toMatchObject({
      exitCode: 3,
      texts: { zh: expect.stringContaining('“一”排了 5 遍'), en: expect.stringMatching(/^After 5 rounds/) },
    });
    expect(log.filter((line) => line.startsWith('one'))).toHaveLength(5);
  });

  it('fails when a part is not to be found', async () => {
    await expect(settleBook({ ...plain, one: still(['one']), two: still(['nothing']) })).rejects.toMatchObject({
      exitCode: 3,
      texts: { zh: '浏览器没有写出“two”的位置。', en: 'The browser wrote no destination for "two".' },
    });
  });
});
