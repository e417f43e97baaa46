import { toHtml } from 'hast-util-to-html';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadBook } from '../../src/book/load.ts';
import { recordInputs } from '../../src/edition/record.ts';
import type { TypesetBook } from '../../src/html/index.ts';
import { bookFolder, typesetFolder } from '../typeset-folder.ts';

let book: TypesetBook;
let html: string;

beforeAll(async () => {
  const made = await typesetFolder(bookFolder('data'));
  expect(made.messages.map(String)).toEqual([]);
  if (!made.book) throw new Error('no book');
  book = made.book;
  html = toHtml(book.html[0]?.body ?? []);
});

describe('::table', () => {
  it('is a numbered table with its id, its caption above and its note below', () => {
    const [table = ''] = /<figure class="table".*?<\/figure>/s.exec(html) ?? [];
    expect(table).toMatch(/^<figure class="table" id="tbl-目标"><figcaption><span class="label">表 1-1<\/span>　2025/);
    expect(table).toMatch(/<\/table><p class="source">注：技术合同以亿元计。<\/p><\/figure>$/);
  });

  it('sets the columns of numbers to the right and leaves the numbers as written', () => {
    const cells = [...html.matchAll(/<td( class="align-right")?>(.*?)<\/td>/g)].map((cell) => [
      Boolean(cell[1]),
      cell[2]?.replace(/<.*?>/g, ''),
    ]);
    expect(cells.slice(0, 10)).toEqual([
      [false, '高新技术企业'],
      [true, '1,680'],
      [true, '1520'],
      [true, '42%'],
      // The text rules work on the cells.
      [false, '含“专精特新”，新认定'],
      [false, '技术合同'],
      [true, '932.5'],
      [true, '—'],
      [true, '31%'],
      [false, '按2024年口径'],
    ]);
  });
});

describe('::chart', () => {
  it('is a numbered figure that says what it shows', () => {
    expect(html).toMatch(/<figure class="picture" id="fig-目标"><img src="chart:[\da-f]{64}\.svg" alt="([^"]*)"/);
    expect(html).toContain('alt="柱形图：各项目标。指标与数值。高新技术企业：1,680；技术合同：932.5；研发机构：75。"');
    expect(html).toContain(
      '</span>　各项目标</figcaption><p class="source">资料来源：统计局。</p><div class="chart-data"><table>',
    );
    const labels = [...html.matchAll(/<span class="label">(.*?)<\/span>/g)].map(([, label]) => label);
    expect(labels).toEqual(['表 1-1', '图 1-1', '图 1-2', '图 1-3', '图 1-4', '图 1-5']);
  });

  it('is found by references', () => {
    expect(html).toMatch(/见<a [^>]*>表 1-1<\/a>与<a [^>]*>图 1-1<\/a>/);
  });

  it('gives its pictures to both outputs, the same bytes each time', async () => {
    const pictures = [...book.pictures.values()];
    expect(pictures.map(({ width, height, mediaType }) => [width, height, mediaType])).toEqual(
      Array.from({ length: 5 }, () => [640, 360, 'image/svg+xml']),
    );
    for (const { path } of pictures) expect(html).toContain(`src="${path}"`);
    const again = await typesetFolder(bookFolder('data'));
    expect([...(again.book?.pictures.values() ?? [])].map(({ hash }) => hash)).toEqual(
      pictures.map(({ hash }) => hash),
    );
  });
});

it('records the data files, and no picture that is no file', async () => {
  const inputs = await recordInputs(await loadBook(bookFolder('data')), book);
  expect(inputs.map(({ path }) => path)).toEqual(['a.md', 'book.yaml', '数据/年度.csv', '数据/目标.csv']);
});
