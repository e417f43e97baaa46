import { readFile } from 'node:fs/promises';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, it } from 'vitest';
import { srgbProfile } from '../../src/pdf/finish/icc.ts';
import { verifyPdf } from '../../src/pdf/finish/verify/index.ts';
import { checkLicences, embeddingRights } from '../../src/pdf/font-licences.ts';
import { loadFaces } from '../../src/pdf/fonts.ts';
import { loadTemplate } from '../../src/template/load.ts';
import { mayBreak } from '../setup/keeps-rules.ts';
import { bookFolder } from '../typeset-folder.ts';
import { type BuiltPdf, buildPdf } from './build-pdf.ts';

const withClaims = (claims: string) => ({ 'book.yaml': (text: string) => `${text}pdf: { conformance: ${claims} }\n` });

async function metadataOf(bytes: Uint8Array): Promise<string> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  return (await pdf.getMetadata()).metadata?.getRaw() ?? '';
}

describe('what a PDF claims', () => {
  it('is PDF/A-2a and PDF/UA-1 by default, with what book.yaml says of the book', async () => {
    const { bytes } = await buildPdf('tagged');
    const xmp = await metadataOf(bytes);
    for (const part of [
      '<pdfaid:part>2</pdfaid:part>',
      '<pdfaid:conformance>A</pdfaid:conformance>',
      '<pdfuaid:part>1</pdfuaid:part>',
      '<rdf:li xml:lang="zh-Hans">标签 &#60;一&#62; &#38; 二　结构的样书</rdf:li>',
      '<dc:creator><rdf:Seq><rdf:li>某人</rdf:li></rdf:Seq></dc:creator>',
      '<dc:contributor><rdf:Bag><rdf:li>译者</rdf:li></rdf:Bag></dc:contributor>',
      '<dc:identifier>isbn:978-7-000-00000-0</dc:identifier>',
      '<xmp:CreateDate>2025-03-01T00:00:00Z</xmp:CreateDate>',
      '<xmpMM:VersionID>第二版</xmpMM:VersionID>',
    ]) {
      expect(xmp).toContain(part);
    }
    expect(bytes.toString('latin1', 0, 8)).toBe('%PDF-1.7');
    expect((await buildPdf('tagged')).bytes.equals(bytes)).toBe(true);
  });

  it('is nothing with none', async () => {
    const xmp = await metadataOf((await buildPdf('notes', withClaims('[none]'))).bytes);
    expect(xmp).toContain('<dc:title>');
    expect(xmp).not.toMatch(/pdfaid|pdfuaid/);
  });

  it('lacks PDF/UA when a picture has no alternative text, and the build says so', async () => {
    mayBreak('7.3');
    const { bytes, messages } = await buildPdf('tagged', { '01.md': (text) => text.replace('![一个方块]', '![]') });
    const xmp = await metadataOf(bytes);
    expect(xmp).toContain('pdfaid:part');
    expect(xmp).not.toContain('pdfuaid');
    expect(await verifyPdf(bytes, ['a-2a'])).toEqual([]);
    const message = messages.find((each) => each.ruleId === 'conformance');
    expect(message?.texts).toMatchObject({
      zh: '有 1 张图片没有替代文字，PDF 没有写上 PDF/UA-1 的声明（7.3 条）。请补上替代文字。',
      en: expect.stringContaining('1 image has no alternative text'),
    });
  });
});

describe('PDF/A-3a', () => {
  let pdf: BuiltPdf;

  it('carries the manuscript, its data and the record inside', async () => {
    pdf = await buildPdf('data', withClaims('[a-3a, ua-1]'));
    expect(await verifyPdf(pdf.bytes, ['a-3a', 'ua-1'])).toEqual([]);
    const reader = await getDocument({ data: new Uint8Array(pdf.bytes), verbosity: 0 }).promise;
    const found = Object.values(
      (await reader.getAttachments()) as Record<string, { rawFilename: string; content: Uint8Array }>,
    );
    const names = found.map((file) => file.rawFilename);
    expect(names).toEqual(expect.arrayContaining(['a.md', 'book.yaml', 'data.edition.json']));
    expect(names.filter((name) => name.endsWith('.csv')).length).toBeGreaterThan(0);
    const chapter = found.find((file) => file.rawFilename === 'a.md');
    expect(Buffer.from(chapter?.content ?? []).equals(await readFile(`${bookFolder('data')}/a.md`))).toBe(true);
    const record = JSON.parse(
      Buffer.from(found.find((file) => file.rawFilename === 'data.edition.json')?.content ?? []).toString(),
    );
    expect(record).toMatchObject({ record: 'kanben-edition/1', inputs: pdf.record.inputs, outputs: [] });
  });

  it('is not what a file with attachments keeps as PDF/A-2a', async () => {
    const clauses = (await verifyPdf(pdf.bytes, ['a-2a'])).map((finding) => finding.clause);
    expect(new Set(clauses)).toEqual(new Set(['6.6.4', '6.8']));
  });
});

describe('fonts', () => {
  it('that may not be embedded are told of; those of the template may', async () => {
    const [face] = await loadFaces(await loadTemplate('report'));
    if (!face) throw new Error('no font');
    expect(checkLicences([face])).toEqual([]);
    const bytes = await readFile(face.path);
    const at = bytes.readUInt32BE(bytes.indexOf('OS/2', 12) + 8) + 8;
    bytes.writeUInt16BE(0x0002, at);
    expect(embeddingRights(bytes)).toBe(2);
    expect(checkLicences([{ ...face, rights: embeddingRights(bytes) }]).map((message) => message.ruleId)).toEqual([
      'font-licence',
    ]);
  });
});

describe('the colour profile', () => {
  it('is a display profile for RGB as long as it says', () => {
    const profile = srgbProfile();
    expect(profile.readUInt32BE(0)).toBe(profile.length);
    expect(profile.toString('latin1', 12, 24)).toBe('mntrRGB XYZ ');
    expect(profile.toString('latin1', 36, 40)).toBe('acsp');
    // White is what the three primaries make together.
    const offset = (tag: string) => profile.readUInt32BE(profile.indexOf(tag, 128) + 4) + 8;
    for (const [i, expected] of [0.9642, 1, 0.8249].entries()) {
      const sum = ['rXYZ', 'gXYZ', 'bXYZ'].reduce(
        (total, tag) => total + profile.readInt32BE(offset(tag) + 4 * i) / 65_536,
        0,
      );
      expect(sum).toBeCloseTo(expected, 3);
    }
  });
});
