import { say } from '../report/message.ts';
import { visit } from '../tree/visit.ts';
import type { Chapter } from './chapter.ts';

/** So many cells print in seconds; five times as many take about a minute. */
const mostCells = 4000;

/** Tells of tables that hardly anyone reads in print, and that keep the browser busy. */
export function reportHugeTables(chapters: Chapter[]): void {
  for (const { file, tree } of chapters) {
    visit(tree, 'table', (table) => {
      const rows = table.children.length;
      const cells = table.children.reduce((sum, row) => sum + row.children.length, 0);
      if (cells <= mostCells) return;
      const zh = `表有 ${rows} 行、${cells} 格，排版会很慢，也少有人读得完。印出要紧的行，全表另附数据文件。`;
      const en = `The table has ${rows} rows and ${cells} cells: slow to print, and few will read it. Print the rows that matter and publish the whole as a data file.`;
      say(file, 'document:huge-table', { zh, en }, { place: table });
    });
  }
}
