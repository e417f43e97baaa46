import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assemble, type PlacedPart } from '../../../src/pdf/assemble/index.ts';
import { elsewhere } from '../../../src/pdf/compose/elsewhere.ts';
import { pageContent } from '../../../src/pdf/finish/content-stream.ts';
import { characterOf } from '../../../src/pdf/finish/signs.ts';
import type { Finding } from '../../../src/pdf/finish/verify/finding.ts';
import { verifyPdf } from '../../../src/pdf/finish/verify/index.ts';
import { loadFaces } from '../../../src/pdf/fonts.ts';
import type { PageInfo } from '../../../src/pdf/pages.ts';
import { outlineOfTags, readTagTree } from '../tag-tree.ts';
import { assembleParts, compilePlain, openWorkshop, stamp, type Workshop } from './assemble-parts.ts';
import { difference, drawn, hasPoppler, read, type SeenPage, seenPages } from './compare.ts';
import { hardParts, lockedFace } from './hard-book.ts';

const count = 9;
const radicals = /[\u2E80-\u2FDF]/g;
let workshop: Workshop;
let parts: PlacedPart[];
let assembled: Uint8Array;
let bare: Uint8Array;
let whole: Uint8Array;
let ours: PDFDocumentProxy;
let theirs: PDFDocumentProxy;

beforeAll(async () => {
  const hard = hardParts(count);
  const everything = hard.map(({ body }) => body(() => '')).join('');
  const opened = await openWorkshop('notes', everything);
  const contents = hard.map(({ part, ids }) => {
    const below = { id: ids[2] as string, label: '', text: '一节', level: 2, children: [] };
    return { id: part.id, label: '', text: part.id, level: 1, children: [below] };
  });
  workshop = { ...opened, book: { ...opened.book, contents: contents as never, html: [] } };
  const { fontCss, template } = workshop;
  const [face] = await loadFaces(template);
  if (!face) throw new Error('no font');
  const locked = (await lockedFace(face)).toString('base64');
  const head = `<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>难例</title><style>${fontCss}
@font-face{font-family:Locked;src:url(data:font/ttf;base64,${locked})}${template.printCss}.chapter{break-before:page}</style></head><body>`;
  const document = (bodies: string[], ids: string[]) => ({
    head,
    body: `${bodies.join('')}<nav hidden>${ids.map((id) => `<a href="#${id}"></a>`).join('')}</nav>`,
  });
  whole = await workshop.print(
    document(
      hard.map(({ body }) => body((id) => `#${id}`)),
      hard.flatMap(({ ids }) => ids),
    ),
  );
  parts = [];
  for (const { part, ids, body } of hard) {
    const html = body((id) => (ids.includes(id) ? `#${id}` : `${elsewhere}#${id}`));
    parts.push(await compilePlain(part, await workshop.print(document([html], ids))));
  }
  assembled = (await assembleParts(workshop, parts)).bytes;
  bare = await assembleBare(parts);
  ours = await read(bare);
  theirs = await read(whole);
});

afterAll(() => workshop.close());

describe('a book of sixty pages with hard cases, assembled from its parts', () => {
  it('has the pages of a single print, with the same text at the same places and links to the same', async () => {
    expect(ours.numPages).toBe(theirs.numPages);
    expect(ours.numPages).toBeGreaterThanOrEqual(60);
    const foot = (workshop.template.page.margins.bottom * 72) / 25.4 - 6;
    const [seen, expected] = [await seenPages(ours, foot), await seenPages(theirs, foot)];
    for (const [i, page] of expected.entries()) {
      // The browser says of some glyphs that they are signs for radicals.
      const text = page.text.map(characterOf);
      expect(seen[i]?.text, `text of page ${i + 1}`).toEqual(text);
      expect(seen[i]?.links.sort(), `links of page ${i + 1}`).toEqual(page.links.sort());
    }
    expect(expected.flatMap(({ links }) => links).length).toBeGreaterThan(count * 10);
  });

  it('has no sign for a radical in its text, where the browser has some, and no replacement text for one', async () => {
    const text = (pages: SeenPage[]) => pages.flatMap((page) => page.text).join('');
    expect(text(await seenPages(theirs))).toMatch(radicals);
    expect(text(await seenPages(ours))).not.toMatch(radicals);
    const replaced = (pdf: PDFDocument) =>
      pdf.getPages().flatMap(({ node }) => [
        ...pageContent(pdf.context, node.get(PDFName.of('Contents')))
          .toString('latin1')
          .matchAll(/ActualText <FEFF5165>/g),
      ]);
    expect(replaced(await PDFDocument.load(whole, { updateMetadata: false })).length).toBeGreaterThan(0);
    expect(replaced(await PDFDocument.load(bare, { updateMetadata: false })).length).toBe(0);
  });

  it('has the same destinations', async () => {
    const named = async (pdf: PDFDocumentProxy) => {
      const found = await pdf.getDestinations();
      const entries = Object.entries(found).map(async ([key, value]) => {
        const [page, ...rest] = value as unknown[];
        return [key, await pdf.getPageIndex(page as never), rest];
      });
      return (await Promise.all(entries)).sort();
    };
    expect(await named(ours)).toEqual(await named(theirs));
  });

  it('has the tags of the single print', async () => {
    const once = await compilePlain({ ...(parts[0] as PlacedPart).part, id: 'whole' }, whole);
    const bytes = await assembleBare([once]);
    const [inParts, atOnce] = [await readTagTree(assembled), await readTagTree(bytes)];
    expect(inParts.kids.map(outlineOfTags)).toEqual(atOnce.kids.map(outlineOfTags));
    expect(inParts.kids.map(({ text }) => text)).toEqual(atOnce.kids.map(({ text }) => text));
  });

  it('has each face once, each picture once, and Type 3 fonts as they are', async () => {
    const { context } = await PDFDocument.load(assembled, { updateMetadata: false });
    const dicts = context
      .enumerateIndirectObjects()
      .map(([, object]) => (object instanceof PDFDict ? object : (object as { dict?: PDFDict }).dict));
    const named = (key: string, value: string) =>
      dicts.filter((dict) => dict?.get(PDFName.of(key)) === PDFName.of(value));
    const faces = named('Subtype', 'Type0').map((font) =>
      String(font?.get(PDFName.of('BaseFont'))).replace(/^.*\+/, ''),
    );
    expect(faces.length).toBeGreaterThan(2);
    expect(new Set(faces).size).toBe(faces.length);
    // A font that may not be embedded: Chromium draws its glyphs, with a table of their text.
    const drawings = named('Subtype', 'Type3');
    expect(drawings.length).toBeGreaterThanOrEqual(count);
    for (const font of drawings) expect(font?.has(PDFName.of('ToUnicode'))).toBe(true);
    expect(named('Subtype', 'Image').length).toBeLessThan(5);
  });

  it('has the margins of versos the other way round', async () => {
    const document = await PDFDocument.load(assembled, { updateMetadata: false });
    const { inner, outer } = workshop.template.page.margins;
    expect(inner).not.toBe(outer);
    for (const [i, page] of document.getPages().entries()) {
      const { x } = page.getMediaBox();
      expect(x, `page ${i + 1}`).toBeCloseTo(i % 2 === 0 ? 0 : ((inner - outer) * 72) / 25.4, 1);
    }
  });

  it('keeps to the rules, checked as a whole and in parts alike', async () => {
    // A font that parts share is told of once in the whole, and once a part in the parts.
    const rulesOf = (findings: Finding[]) =>
      new Set(findings.flatMap(({ page, clause, problem }) => (page ? [`${clause} ${problem}`] : [])));
    const { findings } = await assembleParts(workshop, parts);
    expect(rulesOf(await verifyPdf(assembled, ['a-2a', 'ua-1']))).toEqual(rulesOf(findings));
  });

  it('is the same file every time', async () => {
    expect(Buffer.from((await assembleParts(workshop, parts)).bytes).equals(Buffer.from(assembled))).toBe(true);
  });

  it.skipIf(!hasPoppler)('looks like the single print', async () => {
    const [seen, expected] = [await drawn(bare), await drawn(whole)];
    expect(seen.length).toBe(expected.length);
    for (const [i, page] of expected.entries())
      expect(difference(seen[i] as Buffer, page), `page ${i + 1}`).toBeLessThan(0.01);
  });
});

/** Without heads and folios, each page as it was printed: as a recto. */
async function assembleBare(placed: PlacedPart[]): Promise<Uint8Array> {
  const count = placed.reduce((sum, { compiled }) => sum + compiled.count, 0);
  const page: PageInfo = { kind: 'text', side: 'recto', folio: '', head: '', label: '1' };
  const { book, template } = workshop;
  const pages = Array.from({ length: count }, () => page);
  return (await assemble(placed, [], pages, book, template, { ...stamp, claims: [] })).bytes;
}
