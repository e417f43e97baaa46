import { PDFDict, PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assemble, type PlacedPart } from '../../../src/pdf/assemble/index.ts';
import { toUnicodeMap } from '../../../src/pdf/finish/cmap.ts';
import { decodeStream, pageContent } from '../../../src/pdf/finish/content-stream.ts';
import { nameGlyphs } from '../../../src/pdf/finish/glyph-names.ts';
import { dropReplacements } from '../../../src/pdf/finish/replacement-texts.ts';
import { characterOf } from '../../../src/pdf/finish/signs.ts';
import { readToUnicode } from '../../../src/pdf/finish/to-unicode.ts';
import { compilePlain, openWorkshop, stamp, type Workshop } from '../assemble/assemble-parts.ts';
import { repeatPart } from '../assemble/repeat-part.ts';
import { readTagTree, tagsOf } from '../tag-tree.ts';
import { hasPdftotext, pagesInPoppler } from '../whole-text.ts';

const name = (text: string) => PDFName.of(text);

/** What the fonts of a file say of their codes. */
function namesOf({ context }: PDFDocument): string[] {
  return context.enumerateIndirectObjects().flatMap(([, object]) => {
    const map = object instanceof PDFDict ? object.lookup(name('ToUnicode')) : undefined;
    return map instanceof PDFRawStream ? [...readToUnicode(decodeStream(map)).values()] : [];
  });
}

describe('a table from glyphs to text, made by hand', () => {
  /** A page in one font; content shows codes as `<0001>`. */
  async function page(codes: [number, string][], content: string, subtype = 'Type0') {
    const document = await PDFDocument.create();
    const { context } = document;
    const bytes = subtype === 'Type0' ? 2 : 1;
    const map = context.register(context.flateStream(Buffer.from(toUnicodeMap(codes, bytes), 'latin1')));
    const font = context.register(context.obj({ Type: 'Font', Subtype: subtype, ToUnicode: map }));
    const { node } = document.addPage();
    node.set(name('Resources'), context.obj({ Font: { F1: font } }));
    node.set(name('Contents'), context.register(context.stream(`/F1 12 Tf ${content}`)));
    return document;
  }
  const actual = (text: string, codes: string) =>
    `/Span<</ActualText <FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex')}>>> BDC <${codes}> Tj EMC`;

  it('takes over what a replacement text says of a glyph, which then is needless', async () => {
    // 罒 shares its glyph with ⺫ in some fonts, 户 with ⼾: Unicode's table alone would say 目 and 戶.
    const document = await page(
      [
        [1, '⺫'],
        [2, '⼾'],
        [3, '﹁'],
        [4, 'ﬃ'],
      ],
      [actual('罒', '0001'), actual('户', '0002'), actual('「', '0003'), actual('ffi', '0004')].join(' '),
    );
    nameGlyphs(document);
    dropReplacements(document);
    expect(namesOf(document)).toEqual(['罒', '户', '「', 'ffi']);
    const content = pageContent(document.context, document.getPage(0).node.get(name('Contents')));
    expect(content.toString()).not.toContain('ActualText');
    expect(content.toString().match(/<\d{4}>/g)).toEqual(['<0001>', '<0002>', '<0003>', '<0004>']);
  });

  it('leaves what a replacement text says of several glyphs, or of a glyph with a name of its own', async () => {
    const document = await page(
      [
        [1, '⽤'],
        [2, '·'],
      ],
      `${actual('用户', '00010001')} ${actual('・', '0002')}`,
    );
    nameGlyphs(document);
    dropReplacements(document);
    expect(namesOf(document)).toEqual(['⽤', '·']);
    const content = pageContent(document.context, document.getPage(0).node.get(name('Contents')));
    expect(content.toString().match(/ActualText/g)?.length).toBe(2);
  });

  it('of a font that is not joined with others is mended by the table at once', async () => {
    const document = await page([[1, '⽤⼾更ﬁ，②']], '<01> Tj', 'Type3');
    nameGlyphs(document);
    expect(namesOf(document)).toEqual(['用戶更fi，②']);
  });
});

it('a sign stands for a character, other compatibility characters for themselves', () => {
  expect(characterOf('⽤⻓㇐')).toBe('用长一');
  expect(characterOf('更\u{2F800}')).toBe('更丽');
  expect(characterOf('ﬁﬄﬆ')).toBe('fifflst');
  // Those of the twelve that are unified ideographs themselves stay; full-width and circled characters are what was written.
  const others = '﨎﨑，：（２）②㎡㈱ﾊ…½';
  expect(characterOf(others)).toBe(others);
});

describe('a print in fonts that have signs, as fonts that nobody cut have', () => {
  const text = '用户方工入见长车食龙龟罒彐王一丨：更丽，efficient waffle office；';
  const vertical = '太原「晋阳『并州』」，旧称——凡三迁……（今谓“龙城”）。〈甲〉《乙》：问？答！';
  let workshop: Workshop;
  let printed: Uint8Array;
  let placed: PlacedPart;
  let bytes: Uint8Array;

  beforeAll(async () => {
    workshop = await openWorkshop(
      'notes',
      `${text}${vertical}⽤⼾⽅⼯⼊⻅⻓⻋⻝⻰⻳⺫⺕⺩㇐㇑更ﬁﬂﬃﬄ︐︒﹁﹂﹃﹄︵︶︿﹀︽︾︓︖︕︙︱`,
    );
    const { template, fontCss, print } = workshop;
    const head = `<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>字</title><style>${fontCss}${template.printCss}</style></head><body>`;
    const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="620" height="40" xml:lang="zh-Hans"><text y="30" font-size="12" font-family="Noto Serif SC">画${text}</text></svg>`;
    const body = `<section class="chapter"><h1 id="a">字</h1><p>${text}</p><p style="opacity:.5">透${text}</p>
      <p style="writing-mode:vertical-rl;height:20em">${vertical}</p>
      <p><img alt="画" src="data:image/svg+xml;base64,${Buffer.from(drawing).toString('base64')}"></p></section>`;
    const part = { id: 'a', kind: 'chapter', matter: 'body', opens: 'recto', title: '字' } as const;
    printed = await print({ head, body });
    placed = await compilePlain(part, printed);
    bytes = await join([placed]);
  });

  afterAll(() => workshop.close());

  async function join(parts: PlacedPart[]): Promise<Uint8Array> {
    const { book, template } = workshop;
    const page = { kind: 'text', side: 'recto', folio: '', head: '', label: '1' } as const;
    const pages = parts.flatMap(({ compiled }) => compiled.pages.map(() => page));
    const options = { ...stamp, claims: ['a-2a', 'ua-1'] } as const;
    return (await assemble(parts, [], pages, { ...book, contents: [] }, template, options)).bytes;
  }

  it('is named by signs by the browser, and not by us', async () => {
    const sign = /[\u2E80-\u2FDF\u31C0-\u31E3\uFB00-\uFB06\uFE10-\uFE19\uFE30-\uFE48]/;
    const before = namesOf(await PDFDocument.load(printed, { updateMetadata: false }));
    for (const one of ['⽤', '⼾', '⺫', 'ﬃ', '﹁', '︐']) expect(before).toContain(one);
    expect(namesOf(await PDFDocument.load(bytes, { updateMetadata: false })).join('')).not.toMatch(sign);
  });

  it('reads as it was written: across, half transparent and down the page', async () => {
    const paragraphs = tagsOf(await readTagTree(bytes), 'P').map((tag) => tag.text);
    expect(paragraphs.slice(0, 2)).toEqual([text, `透${text}`]);
    // Where glyphs are set closer or wider, PDF.js sees spaces.
    expect(paragraphs[2]?.replace(/\s/g, '')).toBe(vertical);
  });

  it('of which one part only has a sign takes the character from another, or from the table', async () => {
    const signed = repeatPart(placed, 1);
    const fonts = placed.compiled.fonts.map((font) => {
      const named = [...font.text].map(([glyph, each]): [number, string] => [glyph, each === '罒' ? '⺫' : each]);
      return { ...font, text: new Map(named) };
    });
    signed.compiled.fonts = fonts;
    const names = async (parts: PlacedPart[]) =>
      namesOf(await PDFDocument.load(await join(parts), { updateMetadata: false })).join('');
    for (const parts of [
      [placed, signed],
      [signed, placed],
    ]) {
      expect(await names(parts)).toContain('罒');
      expect(await names(parts)).not.toMatch(/[⺫目]/);
    }
    expect(await names([signed])).toContain('目');
  });

  it.skipIf(!hasPdftotext)('does so in another reader, in pictures too', async () => {
    const copied = (await pagesInPoppler(bytes)).join('');
    const wanted = text.replace(/\s/g, '');
    for (const each of [wanted, `透${wanted}`, `画${wanted}`]) expect(copied).toContain(each);
  });
});
