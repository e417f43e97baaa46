import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { toHtml } from 'hast-util-to-html';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadBook } from '../../src/book/load.ts';
import { typeset } from '../../src/html/typeset.ts';
import { buildEdition, type Edition } from '../../src/index.ts';
import { privateCache } from '../../src/pdf/browser/cache.ts';
import { cleanSvg, readSvg } from '../../src/pdf/diagrams/clean.ts';
import { findMermaid } from '../../src/pdf/diagrams/index.ts';
import { loadTemplate } from '../../src/template/load.ts';
import { openEpub } from '../epub/contents.ts';
import { sharedWorkshop } from '../shared-workshop.ts';
import { bookFolder, typesetFolder } from '../typeset-folder.ts';
import { openPdf, runsOf } from './read-pdf.ts';

let folder: string;
let edition: Edition;
let pdf: PDFDocumentProxy;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kanben-diagrams-'));
  edition = await buildEdition({ folder: bookFolder('diagrams'), out: folder, workshop: await sharedWorkshop() });
  pdf = await openPdf(path.join(folder, 'diagrams.pdf'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('mermaid fences', () => {
  it('are pictures in the PDF, their words set in the fonts of the book', async () => {
    expect(edition.messages.map(String)).toEqual([]);
    let text = '';
    for (let i = 0; i < pdf.numPages; i++) text += (await runsOf(pdf, i)).map((run) => run.text).join('');
    for (const words of ['见图 1-1', '来稿', '初审', '三校而定', '修订', '校对', 'pages() : int', '图 1-5']) {
      expect(text.replace(/\s/g, '')).toContain(words.replace(/\s/g, ''));
    }
    expect(text).not.toMatch(/\0|mermaid|flowchart/);
    expect(edition.record.tools.map(({ name }) => name)).toEqual(['kanben', '@sparticuz/chromium 147.0.0', 'mermaid']);
  });

  it('say what they show', async () => {
    const { book } = await typesetFolder(bookFolder('diagrams'));
    const html = toHtml(book?.html[0]?.body ?? []);
    const alts = [...html.matchAll(/<img [^>]*?alt="([^"]*)" class="diagram"/g)].map(([, alt]) => alt);
    expect(alts).toEqual([
      '示意图：编辑流程（简）。图中文字：通过；退回；来稿；初审；排版；存档。',
      '作者交稿，编辑回信',
      expect.stringMatching(/^示意图：类。图中文字：.*\+String title/),
      expect.stringMatching(/^示意图：分支。图中文字：.*main.*修订/),
      expect.stringMatching(/^示意图：进度。图中文字：.*初稿/),
      '甲占四成，乙占六成',
    ]);
    expect(html).toMatch(
      /<figure class="picture" id="fig-flow">.*?<p class="source">资料来源：编辑部。<\/p><\/figure>/s,
    );
  });

  it('are pictures in a valid EPUB', async () => {
    const epub = await readFile(path.join(folder, 'diagrams.epub'));
    const { names, text } = openEpub(epub);
    const drawings = names.filter((name) => name.endsWith('.svg'));
    expect(drawings).toHaveLength(6);
    for (const name of drawings) {
      expect(text(name)).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
      expect(text(name)).not.toMatch(/<script|foreignObject|<a |https?:(?!\/\/www\.w3\.org)/);
    }
  });

  it('come out the same when drawn anew, and a damaged cache is no matter', async () => {
    const cache = path.join(folder, 'cache');
    await mkdir(path.join(cache, 'kanben'), { recursive: true });
    for (const name of (await readdir(await privateCache())).filter((each) => each.startsWith('chromium'))) {
      await symlink(path.join(await privateCache(), name), path.join(cache, 'kanben', name));
    }
    const hashes = async () => {
      const { book } = await typesetFolder(bookFolder('diagrams'));
      return [...(book?.pictures.values() ?? [])].map(({ hash }) => hash);
    };
    const before = await hashes();
    vi.stubEnv('XDG_CACHE_HOME', cache);
    try {
      expect(await hashes()).toEqual(before);
      const drawings = path.join(cache, 'kanben/diagrams');
      const kept = await readdir(drawings);
      expect(kept).toHaveLength(6);
      await writeFile(path.join(drawings, kept[0] ?? ''), '<svg xmlns="http://www.w3.org/2000/svg"><g>');
      expect(await hashes()).toEqual(before);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('stay code, with a word on how to install it, where mermaid is missing', async () => {
    expect(await findMermaid(pathToFileURL(path.join(folder, 'x.js')).href)).toBeUndefined();
    const manuscript = await loadBook(bookFolder('diagrams'));
    const { book, messages } = await typeset(manuscript, await loadTemplate('report'), {
      drawDiagrams: async () => undefined,
    });
    const told = messages.filter(({ ruleId }) => ruleId === 'diagram-tool');
    expect(told.map(({ line }) => line).slice(0, 2)).toEqual([5, 16]);
    expect(told[0]?.reason).toContain('npm install mermaid@11');
    expect(toHtml(book?.html[0]?.body ?? [])).toContain('<code class="language-mermaid">');
  });
});

describe('a drawing', () => {
  it('has nothing in it that runs or that comes from outside', () => {
    const clean = cleanSvg(
      '<svg viewBox="0 0 10 20" onload="x()"><script>x()</script><style>@import "a.css"; #d { fill: u\\rl(https://a.com/x); filter: url(#f); stroke: red }</style>' +
        '<a href="https://a.com"><text>字&lt;</text></a><image href="https://a.com/x.png"/><use href="a.svg#b"/><rect fill="url(https://a.com)" style="fill:url(//a.com)" width="1" height="1"/>' +
        '<foreignObject><iframe src="https://a.com"></iframe></foreignObject><path marker-end="url(#m)" onclick="x()"/></svg>',
    ).toString('utf8');
    expect(clean).not.toMatch(/a\.com|script|onload|onclick|foreignObject|iframe|import|filter|a\.svg/);
    expect(clean).toContain('marker-end="url(#m)"');
    expect(clean).toContain('stroke: red');
    expect(readSvg(Buffer.from(clean))).toMatchObject({ width: 10, height: 20, words: ['字<'] });
  });
});
