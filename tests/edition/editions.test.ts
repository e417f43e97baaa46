import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadBook } from '../../src/book/load.ts';
import { checkBook, type Edition, buildEdition as make } from '../../src/index.ts';
import { runCli } from '../cli/run-cli.ts';
import { type Opened, openEpub } from '../epub/contents.ts';
import { epubCheck, hasJava } from '../epub/epubcheck.ts';
import { openPdf, runsOf } from '../pdf/read-pdf.ts';
import { sharedWorkshop } from '../shared-workshop.ts';
import { bookFolder } from '../typeset-folder.ts';

let out: string;

/** Both outputs of one edition of a fixture, as readers see them. */
interface Made extends Edition {
  /** The PDF's text without white space. */
  pdf: string;
  epub: Opened;
  file: string;
}

const made = new Map<string, Made>();

async function build(book: string, edition?: string): Promise<void> {
  const result = await make({ folder: bookFolder(book), out, edition, workshop: await sharedWorkshop() });
  const file = path.join(out, `${result.record.id}.epub`);
  const pdf = await openPdf(path.join(out, `${result.record.id}.pdf`));
  const pages = await Promise.all(Array.from({ length: pdf.numPages }, (_, i) => runsOf(pdf, i)));
  const text = pages
    .flat()
    .map((run) => run.text)
    .join('')
    .replace(/\s/g, '');
  made.set(result.record.id, { ...result, pdf: text, epub: openEpub(await readFile(file)), file });
}

function edition(id: string): Made {
  const found = made.get(id);
  if (!found) throw new Error(`no edition ${id}`);
  return found;
}

/** All text pages of an EPUB, without tags and white space. */
function epubText({ epub }: Made): string {
  const pages = epub.names.filter((name) => /c[\w-]*\.xhtml$/.test(name) && !/toc|cover/.test(name));
  return pages
    .map((name) => epub.text(name).replace(/^.*<body[^>]*>/s, ''))
    .join('')
    .replace(/<[^>]*>|\s/g, '');
}

beforeAll(async () => {
  out = await mkdtemp(path.join(tmpdir(), 'kanben-editions-'));
  await build('variants');
  await build('variants', 'internal');
  await build('values');
  await build('include');
  await build('hant', 'trad');
  await build('hant', 'hk');
});

afterAll(() => rm(out, { recursive: true, force: true }));

it('has nothing to say of any of them', async () => {
  // How full pages are is the audit's (tests/pdf/audit); a page that begins with words of print only is none of the EPUB's.
  const told = [...made.values()].flatMap(({ messages }) => messages);
  const others = told.filter(({ source, ruleId }) => source !== 'print' && ruleId !== 'page-not-found');
  expect(others.map(String)).toEqual([]);
  for (const book of ['variants', 'values', 'include', 'hant']) {
    expect((await checkBook({ folder: bookFolder(book) })).map(String)).toEqual([]);
  }
});

describe.skipIf(!hasJava && !process.env.CI)('the EPUBs', () => {
  it('are valid', async () => {
    const books = await Promise.all([...made.values()].map(({ file }) => readFile(file)));
    for (const { findings } of await epubCheck(books)) expect(findings).toEqual([]);
  });
});

describe(':::only', () => {
  it('shows in each output what is for it, and the same numbers in both', () => {
    const { pdf } = edition('variants');
    const epub = epubText(edition('variants'));
    expect(pdf).toContain('纸书读者请看封底的地图');
    expect(epub).not.toContain('纸书读者');
    expect(epub).toContain('电子书读者可以点击');
    expect(pdf).not.toContain('电子书读者');
    for (const text of [pdf, epub]) {
      expect(text).toContain('见图1-1、表1-1与第1.1节');
      expect(text).toContain('图1-1图一');
      expect(text).toContain('表1-1目标');
      expect(text).toContain('1.1结语');
    }
    expect(edition('variants').epub.text('OEBPS/c-a.xhtml')).not.toContain('data-output');
  });

  it('leaves out what is for other editions before anything is numbered', () => {
    const [book, internal] = [edition('variants'), edition('variants-internal')];
    for (const text of [book.pdf, epubText(book)]) {
      expect(text).not.toMatch(/内部数字|内部口径|内部的注|只给内部/);
      expect(text).toContain('公开口径的数字');
    }
    for (const text of [internal.pdf, epubText(internal)]) {
      expect(text).toContain('1.1内部数字');
      expect(text).toContain('1.2结语');
      expect(text).toContain('见图1-1、表1-1与第1.2节');
      expect(text).toContain('内部的注');
      expect(text).not.toContain('公开口径');
    }
  });
});

describe('editions', () => {
  it('have their own keys over those of the book, and their name in the record', async () => {
    const { record, pdf } = edition('variants-internal');
    expect(record).toMatchObject({ id: 'variants-internal', editionName: 'internal', title: '版本与输出' });
    expect(record.inputs.map((input) => input.path)).toContain('内部/c.md');
    expect(edition('variants').record.editionName).toBeUndefined();
    expect(pdf).toContain('内部版');
    // typography.quotes: off
    expect(pdf).toContain('内部"直引号"照写');
    const { config, editions } = await loadBook(bookFolder('variants'), 'trade');
    expect(editions).toEqual(['internal', 'trade']);
    expect(config).toMatchObject({ id: 'variants-trade', title: '零售版', publisher: '某研究院' });
    expect(config).not.toHaveProperty('editions');
    expect(config?.chapters).toBeUndefined();
  });

  it('are asked for by name, and a wrong name is wrong use', async () => {
    const folder = bookFolder('variants');
    const words = ['--out', path.join(out, 'cli'), '--format', 'epub', '--reporter', 'json'];
    const wrong = await runCli(['build', folder, '--edition', 'intern', ...words]);
    expect([wrong.code, JSON.parse(wrong.stdout).reason]).toEqual([
      2,
      'book.yaml 里没有叫“intern”的版本。是不是“internal”？',
    ]);
    expect((await runCli(['check', folder, '--edition', 'nothing'])).code).toBe(2);
    const all = await runCli(['build', folder, '--all-editions', ...words]);
    const { editions } = JSON.parse(all.stdout) as { editions: { id: string; edition?: string }[] };
    expect(editions.map(({ id, edition: name }) => [id, name])).toEqual([
      ['variants', undefined],
      ['variants-internal', 'internal'],
      ['variants-trade', 'trade'],
    ]);
  });
});

describe(':data[…]', () => {
  it('shows values, as words of their sentences, in both outputs', () => {
    for (const text of [edition('values').pdf, epubText(edition('values'))]) {
      expect(text).toContain('排名第12位');
      expect(text).toContain('总量5,312.5亿元，增长4.8%，人口1234567人');
      expect(text).toContain('有高新技术企业1,680家，合同932.5亿元，亏损−1,235元，单价1.50元');
      expect(text).toContain('太原市与大同，深处，修订。推进“双百”工程');
      expect(text).toContain('引用:data[排名.y2024]与比例1:2不变');
      expect(text).toContain('图1-1太原市的5,312.5亿元');
      expect(text).toContain('表1-2太原市全表');
    }
    expect(edition('values').record.inputs.map(({ path: name }) => name)).toEqual(
      expect.arrayContaining(['数据/points.json', '数据/ranking.yaml', '数据/目标.csv']),
    );
  });

  it('leaves no typed space beside a value', () => {
    expect(edition('values').epub.text('OEBPS/c01.xhtml')).toContain(
      '<p>2024年排名第12位，2025年第11位；总量5,312.5亿元',
    );
  });
});

describe('::include', () => {
  it('puts parts in their place, with notes, pictures, tables and links of their own', () => {
    const xhtml = edition('include').epub.text('OEBPS/c-a.xhtml');
    expect(xhtml).toContain('<h2 id="c-a-s1"><span class="label">1.1</span>　甲节</h2>');
    // Each file's note 1 is its own.
    expect([...xhtml.matchAll(/backlink">(\d)<\/a><span> <\/span>([^<]*)/g)].map((found) => found.slice(1))).toEqual([
      ['1', '章的注文。'],
      ['2', '甲的注文。'],
      ['3', '乙的注文。'],
    ]);
    expect(xhtml).toContain('>图 1-1</span>　并入的图');
    expect(xhtml).toContain('>表 1-1</span>　并入的表');
    // #小结 is the heading of the file that says so.
    expect(xhtml).toContain('看<a href="#c-a-s2">小结</a>');
    expect(xhtml).toContain('<a href="#c-a-s2">甲的小结</a>与<a href="#c-a-s3">本章小结</a>');
    expect(xhtml.match(/<img /g)).toHaveLength(3);
    for (const text of [edition('include').pdf, epubText(edition('include'))]) {
      expect(text).toContain('被引用的一段“话”');
      expect(text).toContain('第二章题在别处');
      expect(text).toContain('数是42');
    }
  });

  it('records the parts', () => {
    const names = edition('include').record.inputs.map(({ path: name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['parts/引文.md', 'parts/更深/乙.md', 'parts/题.md', 'parts/图/map.svg']),
    );
  });
});

describe('convert', () => {
  it('converts words across emphasis, and everything that is text', () => {
    for (const text of [edition('hant-trad').pdf, epubText(edition('hant-trad'))]) {
      expect(text).toContain('「軟體產業的網際網路企業，『里程』碑」，頭髮、發展、皇后、以後、幹部、乾淨、公里、這裡');
      // Exceptions and kept words; code and formulas.
      expect(text).toContain('臺賬與臺城遺址，后里。印表機；著軟體手。程式碼软件與連結');
      expect(text).toContain('說明軟體塊裡的發票');
      expect(text).toContain('軟體的圖題');
      expect(text).toContain('標籤裡的軟體');
      expect(text).toContain('腳註裡的軟體');
      expect(text).toContain('檔案頭裡的軟體');
      expect(text).toContain('Englishpassagesstay:"software"andO\'Neil.');
      expect(text).toContain('theword软件init');
    }
    const xhtml = edition('hant-trad').epub.text('OEBPS/c-a.xhtml');
    expect(xhtml).toContain('lang="zh-Hant-TW"');
    expect(xhtml).toContain('href="https://example.org/%E8%BD%AF%E4%BB%B6"');
    expect(xhtml).toContain('alt="軟體圖"');
    expect(xhtml).toMatch(/alt="[^"]*軟體：12；發票：8。"/);
    // Ids are as written: the reference finds its figure.
    expect(xhtml).toMatch(/見<a href="#[\w-]+" class="ref">. 1-1<\/a>/);
  });

  it('converts the metadata but for names and what the edition says itself', async () => {
    const { record, epub } = edition('hant-trad');
    expect(record).toMatchObject({ title: '太原的軟體產業', language: 'zh-Hant-TW', editionName: 'trad' });
    const opf = epub.text('OEBPS/content.opf');
    expect(opf).toContain('>后里</dc:creator>');
    expect(opf).toContain('>自訂的出版社</dc:publisher>');
    expect(opf).toContain('<dc:language>zh-Hant-TW</dc:language>');
  });

  it('leaves words of computing alone with phrases: false, and has the characters of Hong Kong', () => {
    const { pdf, record } = edition('hant-hk');
    expect(record.language).toBe('zh-Hant-HK');
    expect(pdf).toContain('「軟件產業的互聯網企業');
    expect(pdf).toContain('賬簿與台城');
  });

  it('sets the book in fonts with traditional glyph forms', () => {
    const fonts = edition('hant-trad').record.template.fonts.map(({ path: name }) => name);
    expect(fonts.filter((name) => /TC_/.test(name))).toHaveLength(5);
  });
});
