import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';
import type { Part } from '../../src/pdf/pages.ts';
import { type Known, settle } from '../../src/pdf/settle-whole.ts';

/** A PDF with the given pages, each a list of the ids that stand on it, as Chromium names them in /Dests. */
async function pdf(pages: string[][]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const named = document.context.obj({});
  for (const ids of pages) {
    const page = document.addPage([100, 100]);
    for (const id of ids)
      named.set(PDFName.of(id === '50%' ? id : encodeURI(id)), document.context.obj([page.ref, 'XYZ', 0, 100, 0]));
  }
  document.catalog.set(PDFName.of('Dests'), document.context.register(named));
  return document.save();
}

const parts: Part[] = [
  { id: 'cover', kind: 'cover', matter: 'front', opens: 'page', title: '' },
  { id: 'contents', kind: 'contents', matter: 'front', opens: 'page', title: '目录' },
  { id: 'one', kind: 'chapter', matter: 'body', opens: 'recto', title: '一' },
  { id: 'two', kind: 'chapter', matter: 'body', opens: 'recto', title: '二' },
];

/** A printer that lays out parts of the given lengths, with the blank pages that it is told of. */
function printer(lengths: (known: Known) => number[], rounds: Known[] = []) {
  return async (known: Known) => {
    rounds.push(known);
    const pages = parts.flatMap((part, i) => {
      const own = Array.from({ length: lengths(known)[i] ?? 0 }, (_, page) => [
        page === 0 ? part.id : `${part.id}-p${page + 1}`,
      ]);
      return known.blanks.has(part.id) ? [[], ...own] : own;
    });
    return { bytes: await pdf(pages), refused: [`round ${rounds.length}`] };
  };
}

describe('settle', () => {
  it('finds ids that are not ASCII', async () => {
    const [cover] = parts;
    if (!cover) throw new Error('no part');
    const chinese: Part[] = [cover, { id: '中文', kind: 'chapter', matter: 'body', opens: 'page', title: '一' }];
    const print = async () => ({ bytes: await pdf([['cover'], ['中文', 'a.b:c', '50%']]), refused: [] });
    const { folios } = await settle(print, chinese, '书名');
    expect(Object.fromEntries(folios)).toEqual({ cover: 'i', 中文: '1', 'a.b:c': '1', '50%': '1' });
  });

  it('settles in the second round when numbers move nothing', async () => {
    const rounds: Known[] = [];
    const settled = await settle(
      printer(() => [1, 1, 2, 1], rounds),
      parts,
      '书名',
    );
    expect(settled.rounds).toBe(2);
    expect(rounds[0]).toEqual({ folios: new Map(), blanks: new Set(), continued: new Set() });
    expect(Object.fromEntries(settled.folios)).toEqual({ cover: '', contents: 'i', one: '1', 'one-p2': '2', two: '3' });
    expect(settled.pages.map((page) => page.label)).toEqual(['', 'i', '1', '2', '3']);
    expect(settled.refused).toEqual(['round 2']);
  });

  it('puts blanks before parts that open on a recto, and counts them', async () => {
    const rounds: Known[] = [];
    const settled = await settle(
      printer(() => [1, 2, 1, 1], rounds),
      parts,
      '书名',
    );
    // cover, contents i–ii, blank iii, one 1, blank 2, two 3
    expect([...(rounds.at(-1)?.blanks ?? [])]).toEqual(['one', 'two']);
    expect(settled.pages.map(({ kind, label }) => `${kind} ${label}`)).toEqual([
      'cover ',
      'contents i',
      'contents ii',
      'blank iii',
      'opener 1',
      'blank 2',
      'opener 3',
    ]);
    expect(settled.folios.get('two')).toBe('3');
    expect(settled.destinations.pages.get('two')).toBe(6);
    expect(settled.rounds).toBe(2);
  });

  it('prints again when the numbers themselves make the contents longer, and drops blanks that are not needed', async () => {
    const rounds: Known[] = [];
    // The contents need a page more once there are numbers in them.
    const settled = await settle(
      printer((known) => [1, known.folios.size > 0 ? 3 : 2, 2, 1], rounds),
      parts,
      '书名',
    );
    expect(rounds.map((known) => [...known.blanks])).toEqual([[], ['one'], []]);
    expect(settled.rounds).toBe(3);
    expect(settled.folios.get('one')).toBe('1');
    expect(settled.pages.map((page) => page.label)).toEqual(['', 'i', 'ii', 'iii', '1', '2', '3']);
  });

  it('gives up after five rounds, and says what to do', async () => {
    const rounds: Known[] = [];
    // One page more in every second round.
    const print = printer(() => [1, 1, rounds.length % 2 === 0 ? 2 : 4, 1], rounds);
    await expect(settle(print, parts, '书名')).rejects.toMatchObject({
      exitCode: 3,
      texts: {
        zh: '排了 5 遍，目录里的页码仍在变动。请改短目录中恰好占满一行的标题，再试一次。',
        en: expect.stringMatching(/^After 5 rounds/),
      },
    });
    expect(rounds).toHaveLength(5);
  });

  it('fails when a part is not to be found', async () => {
    const print = async () => ({ bytes: await pdf([['cover'], ['contents'], ['one']]), refused: [] });
    await expect(settle(print, parts, '书名')).rejects.toMatchObject({
      exitCode: 3,
      texts: { zh: '浏览器没有写出“two”的位置。', en: 'The browser wrote no destination for "two".' },
    });
  });
});
