import { PDFDict, PDFDocument, PDFName, PDFNumber } from '@cantoo/pdf-lib';
import { expect, it } from 'vitest';
import { ObjectTable, writeFile } from '../../../src/pdf/assemble/file.ts';
import { writeOutline } from '../../../src/pdf/assemble/outline.ts';
import { dictionary, reference } from '../../../src/pdf/assemble/syntax.ts';
import { assembleText } from '../../assemble-text.ts';

it('leads every entry to its destination as Chromium names it, and shows chapters only', async () => {
  const { book } = assembleText({ 'a.md': '# 甲 {#中文}\n\n## 节 {#a.b:c}\n\n### 小节\n\n文', 'b.md': '# 乙\n\n文' });
  const table = new ObjectTable();
  const outlines = reference(writeOutline(table, book.contents) ?? 0);
  const pages = reference(table.add(dictionary({ Type: '/Pages', Count: 0, Kids: '[]' })));
  const root = table.add(dictionary({ Type: '/Catalog', Pages: pages, Outlines: outlines }));
  const bytes = await writeFile(table, { root, info: table.add('<<>>') });
  const document = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true });
  const found: string[] = [];
  const walk = (parent: PDFDict, depth: number) => {
    for (
      let item = parent.lookupMaybe(PDFName.of('First'), PDFDict);
      item;
      item = item.lookupMaybe(PDFName.of('Next'), PDFDict)
    ) {
      const title = item.get(PDFName.of('Title')) as { decodeText?: () => string } | undefined;
      const count = item.lookupMaybe(PDFName.of('Count'), PDFNumber)?.asNumber() ?? 0;
      found.push(`${depth} ${title?.decodeText?.()} ${item.lookup(PDFName.of('Dest'), PDFName).decodeText()} ${count}`);
      walk(item, depth + 1);
    }
  };
  walk(document.catalog.lookup(PDFName.of('Outlines'), PDFDict), 1);
  expect(found).toEqual([
    '1 第一章　甲 %E4%B8%AD%E6%96%87 -1',
    '2 1.1　节 a.b:c -1',
    '3 1.1.1　小节 %E4%B8%AD%E6%96%87-s2 0',
    '1 第二章　乙 c02 0',
  ]);
});
