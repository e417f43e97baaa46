import { PDFDocument } from '@cantoo/pdf-lib';
import { VFile } from 'vfile';
import type { AuditFacts, SourceText } from '../../../src/pdf/audit/facts.ts';
import { tellAudit } from '../../../src/pdf/audit/index.ts';
import { auditPart } from '../../../src/pdf/audit/part.ts';
import { type OpenBrowser, openBrowser } from '../../../src/pdf/browser/launch.ts';
import { fontFaceCss, loadFaces, type SubsetFace, subsetFaces } from '../../../src/pdf/fonts.ts';
import type { PageInfo } from '../../../src/pdf/pages.ts';
import type { KanbenMessage } from '../../../src/report/message.ts';
import { loadTemplate } from '../../../src/template/load.ts';

/** The page of all trials: 100 × 80 mm with margins of 10 mm. In pt. */
const mm = 72 / 25.4;
const frame = { left: 10 * mm, top: 10 * mm, right: 90 * mm, bottom: 70 * mm };

/** What the audit finds, page by page. */
export interface Found {
  ids: string[];
  texts: string[];
  lines: (number | null)[];
}

/** A browser that prints pages made by hand, in two fonts of the report template. */
export interface Trial {
  print(body: string): Promise<Uint8Array>;
  audit(bytes: Uint8Array, source: string, facts?: Partial<AuditFacts>): Promise<Found>;
  /** Prints and audits. */
  try(body: string, facts?: Partial<AuditFacts>): Promise<Found>;
  /** The same for bodies of one page each, all in one print; by page. */
  tryAll(bodies: readonly string[]): Promise<Found[]>;
  close(): Promise<void>;
}

/** Characters of all trials. */
export async function openTrial(text: string): Promise<Trial> {
  const template = await loadTemplate('report');
  const two = (await loadFaces(template)).filter(({ name }) => /Noto(Serif|Sans)SC_400/.test(name));
  const faces = subsetFaces(two, [text]);
  const open = await openBrowser({
    faces,
    generic: { serif: 'Kanben Serif', 'sans-serif': 'Kanben Sans', monospace: 'Kanben Sans' },
  });
  const fonts = await inlineFonts(faces);
  const print = (body: string) => printBody(open, fonts, body);
  const find = async (
    bytes: Uint8Array,
    body: string,
    changes: Partial<AuditFacts>,
    pages = Array.from({ length: body.split('break-before:page').length }, (_, i) => pageInfo(i)),
    source: SourceText | null = {
      file: new VFile({ path: 'one.md' }),
      pieces: [{ text: body.replace(/<[^>]*>/g, ''), line: 7 }],
    },
  ) => {
    const facts: AuditFacts = {
      language: 'zh-Hans',
      writing: 'horizontal-tb',
      frames: { recto: frame, verso: frame },
      fonts: faces.map(({ postScript }) => String(postScript)),
      notes: [],
      lines: { edges: 'gb', hanging: false },
      ...changes,
    };
    const document = await PDFDocument.load(bytes, { updateMetadata: false });
    const audit = auditPart(document, facts, pages);
    return tellAudit([{ audit, start: 0, count: pages.length, source: source ?? undefined }], pages).messages;
  };
  return {
    print,
    audit: async (bytes, body, changes = {}) => foundIn(await find(bytes, body, changes)),
    try: async (body, changes = {}) => foundIn(await find(await print(body), body, changes)),
    tryAll: async (bodies) => {
      const whole = bodies.join('<div style="break-before:page"></div>');
      const pages = bodies.map((_, i) => ({ ...pageInfo(i), kind: 'opener' as const }));
      const messages = await find(await print(whole), whole, {}, pages, null);
      return bodies.map((_, i) => foundIn(messages.filter(({ reason }) => reason.startsWith(`第 ${i + 1} 页：`))));
    },
    close: () => open.close(),
  };
}

function foundIn(messages: readonly KanbenMessage[]): Found {
  return {
    ids: messages.map(({ source, ruleId }) => `${source}:${ruleId}`),
    texts: messages.map(({ texts }) => texts?.zh.replace(/^第 \d+ 页：/, '') ?? ''),
    lines: messages.map(({ line }) => line ?? null),
  };
}

function pageInfo(index: number): PageInfo {
  const folio = String(index + 1);
  return {
    kind: index === 0 ? 'opener' : 'text',
    side: index % 2 === 0 ? 'recto' : 'verso',
    folio,
    head: '',
    label: folio,
  };
}

async function inlineFonts(faces: readonly SubsetFace[]): Promise<string> {
  const files = await Promise.all(faces.map(({ bytes }) => bytes()));
  return fontFaceCss(faces).replace(
    /url\("\/font\/(\d+)\.ttf"\)/g,
    (_, i: string) => `url("data:font/ttf;base64,${files[Number(i)]?.toString('base64')}")`,
  );
}

async function printBody({ browser }: OpenBrowser, fonts: string, body: string): Promise<Uint8Array> {
  const page = await browser.newPage();
  const style = `${fonts}
    @page{size:100mm 80mm;margin:10mm}
    body{margin:0;font:10pt/16pt 'Kanben Serif';orphans:1;widows:1}
    p,h2{margin:0;font-size:10pt;font-weight:400}p{text-align:justify;width:10em}sup{font-size:.6em;line-height:0}`;
  try {
    await page.setContent(
      `<!doctype html><html lang="zh-Hans"><title>试</title><style>${style}</style><body><a href="#start"></a><div id="start">${body}</div>`,
    );
    return await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, waitForFonts: true });
  } finally {
    await page.close();
  }
}
