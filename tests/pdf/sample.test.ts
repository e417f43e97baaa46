import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { linesOf, openPdf, outlineOf, pageOf, runsOf } from './read-pdf.ts';

/** The sample report as a reader's software sees it. */
const file = path.join(inject('sample'), 'taiyuan-2025.pdf');
let pdf: PDFDocumentProxy;
let labels: string[];

/** Folio printed in the foot margin (32 mm = 90 pt high), '' if none. */
async function folioOf(index: number): Promise<string> {
  const foot = linesOf(await runsOf(pdf, index)).filter((line) => line.y < 80);
  return foot.map((line) => line.text).join('');
}

/** Running head printed in the head margin (30 mm = 85 pt), '' if none. */
async function headOf(index: number): Promise<string> {
  const head = linesOf(await runsOf(pdf, index)).filter((line) => line.y > 841.89 - 75);
  return head.map((line) => line.text).join('');
}

beforeAll(async () => {
  pdf = await openPdf(file);
  labels = (await pdf.getPageLabels()) ?? [];
});

describe('pages', () => {
  it('has at least 24 pages, all A4 and unscaled', async () => {
    expect(pdf.numPages).toBeGreaterThanOrEqual(24);
    for (let index = 0; index < pdf.numPages; index++) {
      const [left = 0, , right = 0, height] = (await pdf.getPage(index + 1)).view;
      expect(right - left).toBeCloseTo(595.28, 0);
      expect(height).toBeCloseTo(841.89, 0);
      const runs = await runsOf(pdf, index);
      for (const run of runs) expect(run.x, `page ${index}: ${run.text}`).toBeGreaterThan(40);
    }
  });

  it('prints as folio what the page label says; cover, imprint and blanks have none', async () => {
    expect(labels.slice(0, 3)).toEqual(['封面', '版权信息', 'i']);
    for (let index = 2; index < pdf.numPages; index++) {
      const blank = (await runsOf(pdf, index)).length === 0;
      expect(await folioOf(index), `page ${index}`).toBe(blank ? '' : labels[index]);
    }
  });

  it('starts the body on a recto with folio 1', () => {
    const body = labels.indexOf('1');
    expect(body).toBeGreaterThan(2);
    expect(body % 2).toBe(0);
    expect(labels.slice(body)).toEqual(Array.from({ length: labels.length - body }, (_, i) => String(i + 1)));
  });

  it('has the book title on versos, the chapter title on rectos, nothing where a chapter opens', async () => {
    const outline = await outlineOf(pdf);
    const chapters = outline.filter((entry) => entry.level === 1);
    const { info } = await pdf.getMetadata();
    const title = String((info as { Title: string }).Title).split('　')[0];
    const start = chapters[0]?.page ?? 0;
    for (let index = start; index < pdf.numPages; index++) {
      const chapter = chapters.findLast((entry) => entry.page <= index);
      const bare = chapter?.page === index || (await runsOf(pdf, index)).length === 0;
      const expected = bare ? '' : index % 2 === 1 ? title : chapter?.title;
      expect((await headOf(index)).replace(/\s/g, ''), `page ${index}`).toBe(expected?.replace(/\s/g, ''));
    }
  });
});

describe('contents and outline', () => {
  /** 图 1-1 or 表 A-1 at the head of a line. */
  const listed = /^[图表]\s*[\dA-Z]+-\d/;

  /** Lines of the contents and the lists behind it that end in a page number. */
  async function contents(): Promise<{ text: string; folio: string }[]> {
    const first = labels.indexOf('i');
    const end = (await outlineOf(pdf))[0]?.page ?? 0;
    const found: { text: string; folio: string }[] = [];
    for (let index = first; index < end; index++) {
      for (const line of linesOf(await runsOf(pdf, index))) {
        const last = line.runs.at(-1);
        if (line.y < 80 || line.y > 765 || !last || !/^([ivxlc]+|\d+)$/.test(last.text) || line.runs.length < 2)
          continue;
        found.push({
          text: line.runs
            .slice(0, -1)
            .map((run) => run.text)
            .join(''),
          folio: last.text,
        });
      }
    }
    return found;
  }

  it('gives each heading the folio of the page on which it stands', async () => {
    const entries = (await contents()).filter(({ text }) => !listed.test(text));
    const outline = await outlineOf(pdf);
    expect(entries.length).toBe(outline.length);
    for (const [i, entry] of outline.entries()) {
      const squeeze = (text: string) => text.replace(/\s/g, '');
      expect(squeeze(entries[i]?.text ?? '')).toBe(squeeze(entry.title));
      expect(entries[i]?.folio, entry.title).toBe(await folioOf(entry.page));
      const words = (await runsOf(pdf, entry.page)).map((run) => run.text).join('');
      expect(squeeze(words), entry.title).toContain(squeeze(entry.title.split('　').at(-1) ?? ''));
    }
  });

  it('lists each figure and table with the folio of its page', async () => {
    const entries = (await contents()).filter(({ text }) => listed.test(text));
    expect(entries.length).toBeGreaterThan(20);
    for (const { text, folio } of entries) {
      const words = (await runsOf(pdf, labels.indexOf(folio))).map((run) => run.text).join('');
      expect(words.replace(/\s/g, ''), folio).toContain(text.replace(/\s/g, ''));
    }
  });

  it('goes three levels deep', async () => {
    const levels = new Set((await outlineOf(pdf)).map((entry) => entry.level));
    expect([...levels].sort()).toEqual([1, 2, 3]);
  });
});

describe('links', () => {
  it('all lead to a page or to a web address; none leaks a path of this machine', async () => {
    let internal = 0;
    for (let index = 0; index < pdf.numPages; index++) {
      const page = await pdf.getPage(index + 1);
      for (const link of await page.getAnnotations()) {
        expect(link.subtype).toBe('Link');
        if (link.url ?? link.unsafeUrl) {
          expect(String(link.unsafeUrl ?? link.url)).toMatch(/^(https?:|mailto:)/);
          expect(String(link.unsafeUrl ?? link.url)).not.toContain('kanben.invalid');
        } else {
          expect(await pageOf(pdf, link.dest), `page ${index}: ${JSON.stringify(link.dest)}`).toBeGreaterThanOrEqual(0);
          internal++;
        }
      }
    }
    expect(internal).toBeGreaterThan(100);
  });
});

describe('text', () => {
  it('is what was written: no radical stands for the character it looks like, in text or in drawings', async () => {
    let text = '';
    for (let index = 0; index < pdf.numPages; index++) {
      text += (await runsOf(pdf, index)).map((run) => run.text).join('');
    }
    expect(text.match(/[\u2E80-\u2FDF]/g)).toBeNull();
    // A glyph that no font had would be read as U+0000.
    expect(text).not.toContain('\0');
    // 用, 方 and 工 share their glyphs with radicals in the bundled fonts.
    for (const character of '用方工') expect(text).toContain(character);
    // MathML sets a single letter from the mathematical alphabets: g is U+1D454 there.
    expect(text.normalize('NFKC')).toMatch(/设基期制造业占比为s\s*0[，,]制造业增加值增速为g\s*m/);
  });
});

describe('document', () => {
  it('has title, author, language and the dates of book.yaml', async () => {
    const { info } = await pdf.getMetadata();
    expect(info).toMatchObject({
      Author: '编写组',
      Language: 'zh-Hans',
      CreationDate: 'D:20250301000000Z',
      ModDate: 'D:20250301000000Z',
    });
    expect(String((info as { Title: string }).Title)).toContain('太原');
  });

  it('is tagged: headings, paragraphs, tables with header cells, figures with alternative text', async () => {
    const roles = new Map<string, number>();
    const alternatives: string[] = [];
    type Node = { role?: string; alt?: string; children?: Node[] };
    const walk = (node: Node) => {
      if (node.role) roles.set(node.role, (roles.get(node.role) ?? 0) + 1);
      if (node.role === 'Figure' && node.alt) alternatives.push(node.alt);
      node.children?.forEach(walk);
    };
    for (let index = 0; index < pdf.numPages; index++) {
      const tree = await (await pdf.getPage(index + 1)).getStructTree();
      if (tree) walk(tree as Node);
    }
    for (const role of ['H1', 'H2', 'H3', 'P', 'Table', 'TR', 'TH', 'TD', 'L', 'LI', 'Link', 'Figure']) {
      expect(roles.get(role) ?? 0, role).toBeGreaterThan(0);
    }
    expect(alternatives.length).toBeGreaterThanOrEqual(8);
  });

  it('embeds TrueType subsets only: no Type 3 fonts, no font of the machine', async () => {
    const document = await PDFDocument.load(await readFile(file), { updateMetadata: false });
    const names: string[] = [];
    for (const [, object] of document.context.enumerateIndirectObjects()) {
      if (!(object instanceof PDFDict) || object.get(PDFName.of('Type')) !== PDFName.of('Font')) continue;
      expect(object.get(PDFName.of('Subtype'))).not.toBe(PDFName.of('Type3'));
      names.push(String(object.get(PDFName.of('BaseFont'))));
    }
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(name).toMatch(/Noto|SourceS/);
  });
});
