import { describe, expect, it } from 'vitest';
import { bookSchema } from '../../src/book/schema.ts';
import { coverHtml } from '../../src/html/cover.ts';
import { escapeHtml } from '../../src/html/escape.ts';
import { imprintLines } from '../../src/html/imprint.ts';
import { loadTemplate } from '../../src/template/load.ts';

const report = await loadTemplate('report');
const least = { id: 't', title: '书', date: '2025-03-01', creators: [{ name: '甲' }] };

import type { Picture } from '../../src/html/images.ts';

describe('cover', () => {
  const template = {
    ...report,
    coverHtml: '{{title}}|{{subtitle}}|{{creators}}|{{publisher}}|{{year}}|{{date}}|{{edition}}|{{no}}',
  };

  it('fills in the template, escaped', () => {
    const config = bookSchema.parse({
      ...least,
      title: '<b>&"$1',
      creators: [{ name: '甲' }, { name: '乙' }],
      edition: '第一版',
    });
    expect(coverHtml({ config, cover: undefined }, template)).toBe(
      '&#60;b&#62;&#38;&#34;$1||甲　乙||2025|2025年3月1日|第一版|',
    );
  });

  it('is the picture that book.yaml names', () => {
    const config = bookSchema.parse({ ...least, title: '"x"', cover: 'c.png' });
    const cover = { hash: 'abc' } as Picture;
    expect(coverHtml({ config, cover }, template)).toBe(
      '<img class="cover-picture" src="/cover/abc" alt="&#34;x&#34;">',
    );
  });

  it('escapes what could end text or attribute', () => {
    expect(escapeHtml('a<b>&"c\'')).toBe("a&#60;b&#62;&#38;&#34;c'");
  });
});

describe('imprint', () => {
  it('names people by role, and leaves out what is not given', () => {
    expect(imprintLines(bookSchema.parse(least))).toEqual([
      ['书名', '书'],
      ['著者', '甲'],
      ['日期', '2025年3月1日'],
    ]);
    const full = bookSchema.parse({
      ...least,
      subtitle: '副题',
      creators: [{ name: '甲' }, { name: '乙', role: 'editor' }, { name: '丙' }],
      publisher: '社',
      edition: '第一版',
      identifiers: [{ scheme: 'isbn', value: '978' }],
      rights: '保留',
    });
    expect(imprintLines(full)).toEqual([
      ['书名', '书　副题'],
      ['著者', '甲、丙'],
      ['编者', '乙'],
      ['出版', '社'],
      ['日期', '2025年3月1日'],
      ['版次', '第一版'],
      ['ISBN', '978'],
      ['版权', '保留'],
    ]);
  });
});
