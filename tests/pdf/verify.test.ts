import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { verifyPdf } from '../../src/pdf/finish/verify/index.ts';
import { breakPdf, faults, save } from './broken.ts';
import { buildPdf } from './build-pdf.ts';

const claims = ['a-2a', 'ua-1'] as const;
let good: Buffer;

beforeAll(async () => {
  good = (await buildPdf('tagged')).bytes;
});

describe('a PDF of ours', () => {
  it('keeps PDF/A-2a and PDF/UA-1: a book with every kind of block', async () => {
    expect(await verifyPdf(good, claims)).toEqual([]);
  });

  it('keeps them: the sample report', async () => {
    expect(await verifyPdf(await readFile(path.join(inject('sample'), 'taiyuan-2025.pdf')), claims)).toEqual([]);
  });

  it.each([
    'blocks',
    'code',
    'data',
    'figures',
    'index',
    'inline',
    'notes',
    'numbering',
    'references',
    'tables',
    'verse',
  ])('keeps them: %s', async (name) => {
    const { bytes, messages } = await buildPdf(name);
    expect(await verifyPdf(bytes, claims)).toEqual([]);
    expect(messages.map((message) => message.ruleId)).not.toContain('conformance');
  });

  it('still keeps them when a library has read and saved it', async () => {
    expect(await verifyPdf(await save(await PDFDocument.load(good, { updateMetadata: false })), claims)).toEqual([]);
  });
});

describe('a broken PDF is found out', () => {
  it.each(faults.map((fault) => [fault.what, fault] as const))('%s', async (_, fault) => {
    const findings = await verifyPdf(await breakPdf(good, fault), claims);
    for (const [standard, clause] of Object.entries(fault.breaks)) {
      expect(findings.filter((finding) => finding.standard === standard).map((finding) => finding.clause)).toContain(
        clause,
      );
    }
    // What breaks one standard only is not held against the other.
    for (const standard of ['PDF/A', 'PDF/UA'] as const) {
      if (fault.breaks[standard]) continue;
      const others = findings.filter((finding) => finding.standard === standard && finding.clause !== 'kanben');
      expect(others).toEqual([]);
    }
  });
});

describe('what is no PDF', () => {
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('这不是 PDF。')],
    ['a header only', Buffer.from('%PDF-1.7\n')],
  ])('%s is an error', async (_, bytes) => {
    await expect(verifyPdf(bytes, claims)).rejects.toThrow();
  });

  it('half a file is an error or has findings', async () => {
    const half = good.subarray(0, good.length >> 1);
    const findings = await verifyPdf(half, claims).catch((error: Error) => [error.message]);
    expect(findings.length).toBeGreaterThan(0);
  });
});
