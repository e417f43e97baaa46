import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFName, rgb, StandardFonts } from '@cantoo/pdf-lib';
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, it } from 'vitest';
import { readPage } from '../../../src/pdf/audit/read/page.ts';
import { printerFiles } from '../../../src/pdf/printer/files.ts';
import { sheetSides } from '../../../src/pdf/printer/impose.ts';
import { imposedPdf, type PrinterJob, printerPdf } from '../../../src/pdf/printer/index.ts';

const mm = 72 / 25.4;
const job: PrinterJob = { bleed: 3, marks: true, colour: 'k', boundRight: false };

/** A book of pages of 100 × 140 pt: a number in dark blue on each, the first with a coloured ground up to the edges. */
async function book(count: number): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (let i = 1; i <= count; i++) {
    const page = document.addPage([100, 140]);
    if (i === 1) page.drawRectangle({ x: 0, y: 0, width: 100, height: 140, color: rgb(0.2, 0.2, 0.6) });
    page.drawText(`n${i}`, { x: 20, y: 70, size: 10, font, color: rgb(0, 0, 0.5) });
    page.drawLine({ start: { x: 20, y: 60 }, end: { x: 60, y: 60 }, color: rgb(0.1, 0.1, 0.1) });
  }
  return document.save();
}

async function read(bytes: Uint8Array) {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages = [];
  for (let i = 1; i <= pdf.numPages; i++) {
    const page = await pdf.getPage(i);
    const { fnArray, argsArray } = await page.getOperatorList();
    const { items } = await page.getTextContent();
    const texts = items.flatMap((item) =>
      'str' in item && item.str ? [{ text: item.str, x: item.transform[4] as number }] : [],
    );
    const colours = fnArray.flatMap((fn, k) => (fn === OPS.setFillRGBColor ? [String(argsArray[k])] : []));
    /** The colour that each piece of text is shown in. */
    const inks = fnArray.flatMap((fn, k) =>
      fn === OPS.showText ? [String(argsArray[fnArray.lastIndexOf(OPS.setFillRGBColor, k)])] : [],
    );
    const strokes = fnArray.flatMap((fn, k) => (fn === OPS.setStrokeRGBColor ? [String(argsArray[k])] : []));
    const forms = fnArray.filter((fn) => fn === OPS.paintFormXObjectBegin).length;
    pages.push({ texts, colours, inks, strokes, forms, width: page.view[2] ?? 0, height: page.view[3] ?? 0 });
  }
  return pages;
}

describe('the PDF for the printing house', () => {
  it('has boxes for trim and bleed, and paper for the marks around them', async () => {
    const document = await PDFDocument.load(await printerPdf(await book(2), job));
    const [page] = document.getPages();
    if (!page) throw new Error('no page');
    const [media, trim, bleed] = [page.getMediaBox(), page.getTrimBox(), page.getBleedBox()];
    expect([trim.width, trim.height].map(Math.round)).toEqual([100, 140]);
    expect(bleed.width).toBeCloseTo(100 + 6 * mm, 3);
    expect(trim.x - bleed.x).toBeCloseTo(3 * mm, 3);
    expect(media.width).toBeCloseTo(100 + 2 * 11 * mm, 3);
    expect(trim.x).toBeCloseTo(11 * mm, 3);
  });

  it('goes on beyond the edge only where something touches it', async () => {
    const pages = await read(await printerPdf(await book(2), job));
    // The page itself, and its mirror over four edges and four corners.
    expect(pages.map(({ forms }) => forms)).toEqual([9, 1]);
    expect(pages[1]?.texts.map(({ text }) => text)).toEqual(['n2']);
  });

  it('shows colour as black ink: text and strokes solid, grounds grey', async () => {
    const [, page] = await read(await printerPdf(await book(2), { ...job, marks: false }));
    expect(page?.inks).toEqual(['#000000']);
    expect(page?.strokes).toEqual(['#000000']);
    const [first] = await read(await printerPdf(await book(1), { ...job, marks: false, bleed: 0 }));
    // 0.3 × 0.2 + 0.59 × 0.2 + 0.11 × 0.6 = 0.244
    expect(first?.colours).toContain('#3e3e3e');
    expect(first?.colours.every((colour) => /^#(..)\1\1$/.test(colour))).toBe(true);
    const [coloured] = await read(await printerPdf(await book(1), { ...job, marks: false, bleed: 0, colour: 'rgb' }));
    expect(coloured?.colours).toContain('#333399');
  });

  it('has crop and registration marks outside the trim, a scale of greys, and bars of the inks only where it keeps colour', async () => {
    const bars = async (colour: PrinterJob['colour']) => {
      const document = await PDFDocument.load(await printerPdf(await book(1), { ...job, bleed: 0, colour }));
      const [page] = document.getPages();
      if (!page) throw new Error('no page');
      const { paints, height } = readPage(page, new Map(), new Map(), 'horizontal-tb');
      const { x, y, width, height: depth } = page.getTrimBox();
      const outside = paints.filter(
        (paint) =>
          paint.right < x || paint.left > x + width || paint.bottom < height - y - depth || paint.top > height - y,
      );
      const [shown] = await read(await document.save());
      return { marks: outside.length, hues: new Set(shown?.colours.filter((ink) => !/^#(..)\1\1$/.test(ink))) };
    };
    const [grey, coloured] = [await bars('k'), await bars('rgb')];
    // Eight crop marks, four registration marks of three strokes, eleven patches and their frame.
    expect(grey.marks).toBe(8 + 4 * 3 + 12);
    expect(grey.hues.size).toBe(0);
    expect(coloured.marks).toBe(grey.marks + 8);
    // Six of one or two inks, and two of the page itself.
    expect(coloured.hues.size).toBeGreaterThanOrEqual(8);
  });

  it('turns pictures to grey on request, with the bytes that they have', async () => {
    const document = await PDFDocument.create();
    const page = document.addPage([100, 140]);
    const pixels = deflateSync(Buffer.from([255, 0, 0, 0, 0, 255]));
    const picture = document.context.stream(pixels, {
      Type: 'XObject',
      Subtype: 'Image',
      Width: 2,
      Height: 1,
      ColorSpace: 'DeviceRGB',
      BitsPerComponent: 8,
      Filter: 'FlateDecode',
    });
    page.node.setXObject(PDFName.of('I'), document.context.register(picture));
    page.node.set(
      PDFName.of('Contents'),
      document.context.register(document.context.stream('q 50 0 0 50 10 10 cm /I Do Q')),
    );
    const bytes = await document.save();
    const spaceIn = async (colour: PrinterJob['colour']) => {
      const made = await PDFDocument.load(await printerPdf(bytes, { ...job, marks: false, colour }));
      for (const [, object] of made.context.enumerateIndirectObjects()) {
        if ('dict' in object && (object as typeof picture).dict.get(PDFName.of('Subtype')) === PDFName.of('Image'))
          return String((object as typeof picture).dict.lookup(PDFName.of('ColorSpace')));
      }
      return '';
    };
    expect(await spaceIn('k')).toBe('/DeviceRGB');
    expect(await spaceIn('grey')).toMatch(/DeviceN.*DeviceGray/s);
  });

  it('leaves tags, links and claims to the archival PDF', async () => {
    const document = await PDFDocument.load(await book(1));
    document.catalog.set(PDFName.of('MarkInfo'), document.context.obj({ Marked: true }));
    document.catalog.set(PDFName.of('Metadata'), document.context.register(document.context.stream('<x/>')));
    const made = await PDFDocument.load(await printerPdf(await document.save(), job));
    expect(made.catalog.keys().map(String).sort()).toEqual(['/Pages', '/Type']);
  });

  it('is the same for the same book', async () => {
    const bytes = await book(3);
    expect(Buffer.from(await printerPdf(bytes, job)).equals(Buffer.from(await printerPdf(bytes, job)))).toBe(true);
  });
});

describe('sheets', () => {
  it('of a booklet, bound at the left or at the right', () => {
    expect(sheetSides(8, 'booklet', false)).toEqual([
      [7, 0],
      [1, 6],
      [5, 2],
      [3, 4],
    ]);
    expect(sheetSides(5, 'booklet', false)).toEqual([
      [undefined, 0],
      [1, undefined],
      [undefined, 2],
      [3, 4],
    ]);
    expect(sheetSides(4, 'booklet', true)).toEqual([
      [0, 3],
      [2, 1],
    ]);
    expect(sheetSides(3, '2up', false)).toEqual([
      [0, 1],
      [2, undefined],
    ]);
  });

  it('show two pages side by side', async () => {
    const pages = await read(await imposedPdf(await book(4), 'booklet', { ...job, marks: false }));
    expect(pages.map(({ width, height }) => [width, height])).toEqual([
      [200, 140],
      [200, 140],
    ]);
    const order = pages.map(({ texts }) => texts.sort((a, b) => a.x - b.x).map(({ text, x }) => `${text} ${x}`));
    expect(order).toEqual([
      ['n4 20', 'n1 120'],
      ['n2 20', 'n3 120'],
    ]);
  });

  it('are made as book.yaml and the command line ask', async () => {
    const bytes = await book(2);
    const options = { bleed: 3, marks: true, colour: 'k' } as const;
    expect([...(await printerFiles(bytes, undefined, undefined, false)).keys()]).toEqual([]);
    expect([...(await printerFiles(bytes, undefined, '2up', false)).keys()]).toEqual(['2up.pdf']);
    expect([...(await printerFiles(bytes, { ...options, impose: 'booklet' }, undefined, false)).keys()]).toEqual([
      'print.pdf',
      'booklet.pdf',
    ]);
    const sheets = await printerFiles(bytes, options, 'booklet', false);
    const sheet = await PDFDocument.load(sheets.get('booklet.pdf') ?? new Uint8Array());
    expect(sheet.getPage(0).getTrimBox().width).toBeCloseTo(200, 6);
    expect(sheet.getPageCount()).toBe(2);
  });
});
