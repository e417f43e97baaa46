import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assemble } from '../../../src/pdf/assemble/index.ts';
import { verifyPdf } from '../../../src/pdf/finish/verify/index.ts';
import { readTagTree, tagsOf } from '../tag-tree.ts';
import { hasPdftotext, pagesInPdfJs, pagesInPoppler } from '../whole-text.ts';
import { compilePlain, openWorkshop, stamp, type Workshop } from './assemble-parts.ts';

const paragraphs = [
  '汾河自北而南，穿城而過；「晉陽」『并州』皆其舊稱——凡三遷焉……今謂之太原（舊志作「大原」）。',
  '用戶方面：工、方、入、見、長、車、食、龍、龜，〈甲〉、《乙》，一二三〇；問曰？答曰！',
  '其文云 office 與 GDP，凡 2025 年，共 12 卷。',
];

let workshop: Workshop;
let bytes: Uint8Array;

beforeAll(async () => {
  workshop = await openWorkshop('traditional', paragraphs.join(''));
  const { book, template, fontCss, print } = workshop;
  const head = `<!doctype html><html lang="zh-Hant-TW"><head><meta charset="utf-8"><title>直排</title><style>${fontCss}${template.printCss}html{writing-mode:vertical-rl}</style></head><body>`;
  const body = `<section class="chapter"><h1 id="a">第一章　直排</h1>${paragraphs.map((text) => `<p>${text}</p>`).join('')}</section>`;
  const part = { id: 'a', kind: 'chapter', matter: 'body', opens: 'recto', title: '直排' } as const;
  const placed = await compilePlain(part, await print({ head, body }), 'zh-Hant-TW');
  const page = { kind: 'text', side: 'recto', folio: '', head: '', label: '1' } as const;
  const pages = placed.compiled.pages.map(() => page);
  const vertical = { ...template, page: { ...template.page, binding: 'right', direction: 'vertical' } } as const;
  const options = { ...stamp, claims: ['a-2a', 'ua-1'] } as const;
  bytes = (await assemble([placed], [], pages, { ...book, contents: [] }, vertical, options)).bytes;
});

afterAll(() => workshop.close());

describe('a chapter in vertical writing', () => {
  it('reads as it was written', async () => {
    const tree = await readTagTree(bytes);
    const bare = (text: string) => text.replace(/\s/g, '');
    expect(tagsOf(tree, 'P').map((tag) => bare(tag.text))).toEqual(paragraphs.map(bare));
  });

  it.skipIf(!hasPdftotext)('does so in another reader too', async () => {
    const bare = (text: string) => text.replace(/\s/g, '');
    expect((await pagesInPoppler(bytes)).join('')).toBe(bare(`第一章　直排${paragraphs.join('')}`));
    expect(await pagesInPoppler(bytes)).toEqual(await pagesInPdfJs(bytes));
  });

  it('turns its pages from right to left', async () => {
    const { catalog } = await PDFDocument.load(bytes, { updateMetadata: false });
    const preferences = catalog.lookup(PDFName.of('ViewerPreferences'), PDFDict);
    expect(preferences.get(PDFName.of('Direction'))).toBe(PDFName.of('R2L'));
  });

  it('keeps to the rules', async () => {
    expect(await verifyPdf(bytes, ['a-2a', 'ua-1'])).toEqual([]);
  });
});
