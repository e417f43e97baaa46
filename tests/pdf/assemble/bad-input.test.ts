import { deserialize, serialize } from 'node:v8';
import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compilePart } from '../../../src/pdf/assemble/compile.ts';
import { assemble, type PlacedPart } from '../../../src/pdf/assemble/index.ts';
import { composePart } from '../../../src/pdf/compose/index.ts';
import type { Claim } from '../../../src/pdf/finish/conformance.ts';
import { verifyPdf } from '../../../src/pdf/finish/verify/index.ts';
import { listParts, type PageInfo } from '../../../src/pdf/pages.ts';
import { factsOfParts } from '../../../src/pdf/part-facts.ts';
import { Failure } from '../../../src/report/failure.ts';
import { plainAudit, plainFacts } from '../audit/plain-facts.ts';
import { breakPdf, faults } from '../broken.ts';
import { compilePlain, openWorkshop, stamp, type Workshop } from './assemble-parts.ts';
import { read } from './compare.ts';
import { repeatPart } from './repeat-part.ts';

const claims: Claim[] = ['a-2a', 'ua-1'];
let workshop: Workshop;
let chapter: PlacedPart['part'];
let printed: Uint8Array;
let good: PlacedPart;

beforeAll(async () => {
  const opened = await openWorkshop('notes');
  const { book, template, fontCss, print } = opened;
  const parts = listParts(book, template);
  chapter = parts.find(({ kind }) => kind === 'chapter') as PlacedPart['part'];
  const known = { folio: () => undefined, continued: new Set<string>() };
  printed = await print(composePart(chapter, book, template, fontCss, known));
  const facts = factsOfParts(parts, book, template, plainAudit).get(chapter);
  good = { part: chapter, compiled: await compilePart(printed, facts as never) };
  workshop = { ...opened, book: { ...book, contents: [] } };
});

afterAll(() => workshop.close());

function dictsOf({ context }: PDFDocument): PDFDict[] {
  return context.enumerateIndirectObjects().flatMap(([, object]) => (object instanceof PDFDict ? [object] : []));
}

const page: PageInfo = { kind: 'text', side: 'recto', folio: '', head: '', label: '1' };

async function join(parts: PlacedPart[], wanted: Claim[] = claims, count?: number) {
  const length = count ?? parts.reduce((sum, { compiled }) => sum + compiled.count, 0);
  const pages = Array.from({ length }, (_, i) => ({ ...page, label: String(i + 1) }));
  return assemble(parts, [], pages, workshop.book, workshop.template, { ...stamp, claims: wanted });
}

/** The message of the failure that it ends in. */
async function failure(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Failure);
  expect((error as Failure).exitCode).toBe(3);
  return (error as Failure).texts.en;
}

describe('a print that cannot go into a book is an error that names the part', () => {
  it('truncated', async () => {
    for (const length of [0, 20, 1000, printed.length >> 1, printed.length - 200])
      expect(await failure(compilePlain(chapter, printed.subarray(0, length))), `${length} bytes`).toContain(
        chapter.id,
      );
  });

  it('foreign', async () => {
    const foreign = await PDFDocument.create();
    foreign.addPage();
    expect(await failure(compilePlain(chapter, await foreign.save()))).toMatch(/written by “.*”, not by Chromium/);
  });

  it('without tags', async () => {
    const html = { head: '<!doctype html><html lang="zh"><head><title>t</title></head><body>', body: '<p>文</p>' };
    expect(await failure(compilePlain(chapter, await workshop.print(html, false)))).toContain('no tags');
  });

  it('shrunk because something is too wide', async () => {
    const head = '<!doctype html><html lang="zh"><head><title>t</title></head><body>';
    const wide = await workshop.print({
      head,
      body: '<p>文</p><div style="width:2000px;height:9px;background:red"></div>',
    });
    expect(await failure(compilePlain(chapter, wide))).toMatch(/shrank it by 0\.\d+/);
  });

  it('with a font without a table of its text', async () => {
    const document = await PDFDocument.load(printed, { updateMetadata: false });
    for (const [, object] of document.context.enumerateIndirectObjects())
      if (object instanceof PDFDict) object.delete(PDFName.of('ToUnicode'));
    const bytes = await document.save({ useObjectStreams: false, addDefaultPage: false });
    expect(await failure(compilePlain(chapter, bytes))).toMatch(/the font \S+ has no table of its text/);
  });

  it.each<[string, (document: PDFDocument) => void, RegExp]>([
    [
      'whose codes are not the numbers of its glyphs',
      (document) => {
        for (const font of dictsOf(document)) font.delete(PDFName.of('CIDToGIDMap'));
      },
      /the font \S+ is embedded in a way \(Type0\) in which it cannot be joined/,
    ],
    [
      'of PostScript outlines',
      (document) => {
        for (const descriptor of dictsOf(document)) {
          const program = descriptor.get(PDFName.of('FontFile2'));
          if (!program) continue;
          descriptor.delete(PDFName.of('FontFile2'));
          descriptor.set(PDFName.of('FontFile3'), program);
        }
      },
      /the font \S+ is embedded in a way \(Type0\) in which it cannot be joined/,
    ],
    [
      'of one byte a character',
      (document) => {
        const map = dictsOf(document)
          .find((dict) => dict.has(PDFName.of('ToUnicode')))
          ?.get(PDFName.of('ToUnicode'));
        const font = { Type: 'Font', Subtype: 'TrueType', BaseFont: 'Helvetica', ToUnicode: map };
        document.context.register(document.context.obj(font as never));
      },
      /the font Helvetica is embedded in a way \(TrueType\)/,
    ],
    [
      'of drawings (Type 3) without a table of its text',
      (document) => {
        const descriptor = document.context.obj({ Type: 'FontDescriptor', FontName: 'Drawn' });
        const font = { Type: 'Font', Subtype: 'Type3', FontDescriptor: descriptor };
        document.context.register(document.context.obj(font as never));
      },
      /the font Drawn has no table of its text/,
    ],
  ])('with a font %s', async (_, change, message) => {
    const document = await PDFDocument.load(printed, { updateMetadata: false });
    change(document);
    const bytes = await document.save({ useObjectStreams: false, addDefaultPage: false });
    const said = await failure(compilePlain(chapter, bytes));
    expect(said).toMatch(message);
    expect(said).toContain(chapter.id);
  });
});

describe('parts that do not fit together are an error', () => {
  const changed = (change: (part: PlacedPart) => void): PlacedPart => {
    const other = deserialize(serialize(repeatPart(good, 2))) as PlacedPart;
    change(other);
    return other;
  };

  it('when a glyph stands for two texts', async () => {
    const other = changed(({ compiled }) => {
      const text = compiled.fonts[0]?.text as Map<number, string>;
      for (const glyph of text.keys()) text.set(glyph, '错');
    });
    expect(await failure(join([good, other]))).toMatch(/glyph \d+ of the font \S+ stands for “.+” and for “错”/);
  });

  it('when a glyph is drawn in two ways', async () => {
    const other = changed(({ compiled }) => {
      for (const font of compiled.fonts) font.outlines.reverse();
    });
    expect(await failure(join([good, other]))).toMatch(/glyph \d+ of the font \S+ is drawn in two ways/);
  });

  it('when two have the same id, or the pages are more or fewer than expected', async () => {
    expect(await failure(join([good, good]))).toContain('another part');
    expect(await failure(join([good], claims, good.compiled.count + 1))).toMatch(/not \d+/);
  });

  it('when an entry of the contents leads nowhere', async () => {
    const before = workshop;
    workshop = {
      ...before,
      book: { ...before.book, contents: [{ id: 'nowhere', label: '', text: '无', level: 1, children: [] }] as never },
    };
    expect(await failure(join([good]))).toContain('"nowhere"');
    workshop = before;
  });
});

describe('a file of 2,000 pages', () => {
  it('is whole: every page is there and reads as the part does', async () => {
    const times = Math.ceil(2000 / good.compiled.count);
    const parts = Array.from({ length: times }, (_, k) => repeatPart(good, k));
    const { bytes, findings } = await join(parts);
    expect(findings).toEqual([]);
    const [pdf, once] = [await read(bytes), await read((await join([good])).bytes)];
    expect(pdf.numPages).toBe(times * good.compiled.count);
    expect(pdf.numPages).toBeGreaterThanOrEqual(2000);
    const textOf = async (reader: typeof pdf, number: number) =>
      (await (await reader.getPage(number)).getTextContent()).items
        .map((item) => ('str' in item ? item.str : ''))
        .join('');
    for (const number of [1, 1000, pdf.numPages])
      expect(await textOf(pdf, number)).toBe(await textOf(once, ((number - 1) % good.compiled.count) + 1));
    expect(Object.keys(await pdf.getDestinations()).length).toBe(times * good.compiled.places.size);
  });
});

describe('a compiled part', () => {
  it('can be kept and read again: the book is the same', async () => {
    const kept = deserialize(serialize(good)) as PlacedPart;
    expect(Buffer.from((await join([kept])).bytes).equals(Buffer.from((await join([good])).bytes))).toBe(true);
  });

  it('keeps to the rules when Chromium does', async () => {
    const { bytes, findings } = await join([good]);
    expect(findings).toEqual([]);
    expect(await verifyPdf(bytes, claims)).toEqual([]);
  });

  // What concerns one part alone and is not mended when it is compiled.
  const ofParts = [
    'q nested too deep',
    'CMYK under an RGB intent',
    'operator unknown',
    'transfer function',
    'rendering intent unknown',
    'blend mode unknown',
    'image interpolated',
    'character without a glyph',
    'movie',
    'link that starts a program',
    'additional actions of a page',
    'presentation steps',
  ];

  it.each(faults.filter(({ what }) => ofParts.includes(what)).map((fault) => [fault.what, fault] as const))(
    'that is broken is found out, and the claim is not written: %s',
    async (_, fault) => {
      const facts = plainFacts(chapter.id);
      const broken = { part: chapter, compiled: await compilePart(await breakPdf(printed, fault), facts) };
      const { bytes, findings } = await join([broken]);
      const clauses = (found: typeof findings) =>
        new Set(found.filter(({ page: at }) => at).map(({ clause }) => clause));
      expect(clauses(findings)).toContain(fault.breaks['PDF/A']);
      expect(clauses(await verifyPdf(bytes, claims))).toEqual(clauses(findings));
      expect(Buffer.from(bytes).toString('latin1')).not.toContain('pdfaid:part');
    },
  );
});
