import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffTables, readPipeRow } from '../../src/archive/compare/cells.ts';
import { listErrata } from '../../src/archive/compare/errata.ts';
import { htmlReport } from '../../src/archive/compare/html-report.ts';
import { diffSequences } from '../../src/archive/compare/sequence.ts';
import { diffCsvFile, diffTextFile } from '../../src/archive/compare/text-file.ts';
import { textReport } from '../../src/archive/compare/text-report.ts';
import { diffWords } from '../../src/archive/compare/words.ts';

describe('diffSequences', () => {
  const letters = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 30 });

  it('gives stretches that make the one of the other', () => {
    fc.assert(
      fc.property(letters, letters, (a, b) => {
        const made: string[] = [];
        let at = 0;
        for (const { aFrom, aTo, bFrom, bTo } of diffSequences(a, b)) {
          made.push(...a.slice(at, aFrom));
          expect(made.length).toBe(bFrom);
          made.push(...b.slice(bFrom, bTo));
          at = aTo;
        }
        made.push(...a.slice(at));
        expect(made).toEqual(b);
      }),
    );
  });

  it('is as short as can be', () => {
    fc.assert(
      fc.property(letters, letters, (a, b) => {
        const edits = diffSequences(a, b).reduce((sum, hunk) => sum + hunk.aTo - hunk.aFrom + hunk.bTo - hunk.bFrom, 0);
        expect(edits).toBe(a.length + b.length - 2 * longestCommon(a, b));
      }),
    );
  });

  it('tells a stretch without anything in common as one', () => {
    const many = (letter: string) => Array.from({ length: 4000 }, (_, i) => `${letter}${i}`);
    expect(diffSequences(many('a'), many('b'))).toEqual([{ aFrom: 0, aTo: 4000, bFrom: 0, bTo: 4000 }]);
  });
});

/** By the plain table, to compare with. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const one of a) {
    const next = [0];
    for (const [j, other] of b.entries()) {
      next.push(one === other ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

describe('diffWords', () => {
  it('marks whole Chinese words and whole numbers', () => {
    expect(diffWords('制造业占比不低于60%，继续提高。', '制造业占比不低于62.5%，稳步提高。')).toEqual([
      { kind: 'same', text: '制造业占比不低于' },
      { kind: 'removed', text: '60' },
      { kind: 'added', text: '62.5' },
      { kind: 'same', text: '%，' },
      { kind: 'removed', text: '继续' },
      { kind: 'added', text: '稳步' },
      { kind: 'same', text: '提高。' },
    ]);
  });
});

describe('tables', () => {
  const head = ['事项', '数值', '单位'];

  it('are compared by cells, rows found by their first cell', () => {
    const before = [head, ['甲', '1', '户'], ['乙', '2', '户'], ['丙', '3', '户']];
    const after = [head, ['甲', '1', '家'], ['丁', '4', '户'], ['乙', '2', '户'], ['丙', '30', '家']];
    expect(diffTables(before, after)).toEqual([
      { row: 2, column: '单位', label: '甲', before: '户', after: '家' },
      { row: 3, label: '丁', after: '丁，4，户' },
      { row: 4, column: '数值', label: '丙', before: '3', after: '30' },
      { row: 4, column: '单位', label: '丙', before: '户', after: '家' },
    ]);
  });

  it('tell of a row that went', () => {
    expect(diffTables([head, ['甲', '1', '户'], ['乙', '2', '户']], [head, ['乙', '2', '户']])).toEqual([
      { row: 2, label: '甲', before: '甲，1，户' },
    ]);
  });

  it('of Markdown are known by their bars', () => {
    expect(readPipeRow('| 甲 | 1\\|2 | |')).toEqual(['甲', '1\\|2', '']);
    expect(readPipeRow('甲 | 乙')).toBeUndefined();
  });
});

describe('files', () => {
  it('of Markdown name line, column and row of a cell', () => {
    const table = (value: string) => `# 章\n\n| 事项 | 数值 |\n|:--|--:|\n| 甲 | 1 |\n| 乙 | ${value} |\n\n正文。\n`;
    expect(diffTextFile(table('2'), table('3'))).toEqual([
      {
        lineBefore: 6,
        lineAfter: 6,
        pieces: [],
        cells: [{ row: 6, column: '数值', label: '乙', before: '2', after: '3' }],
      },
    ]);
  });

  it('pair lines that were edited', () => {
    const changes = diffTextFile('一段。\n第二段。\n三。', '一段。\n第二节。\n三。\n四。');
    expect(changes.map(({ lineBefore, lineAfter }) => [lineBefore, lineAfter])).toEqual([
      [2, 2],
      [4, 4],
    ]);
  });

  it('of CSV are compared by cells, quoted ones too', () => {
    expect(diffCsvFile('年,值\n2024,"1,000"\n', '年,值\n2024,"1,200"\n')).toMatchObject([
      { cells: [{ row: 2, column: '值', label: '2024', before: '1,000', after: '1,200' }] },
    ]);
  });
});

describe('the reports', () => {
  const place = { page: 0, label: '3', line: 7, words: [], text: '' };
  const comparison = {
    before: 'r@v1',
    after: 'r@v2',
    files: [
      {
        path: 'manuscript/1.md',
        kind: 'changed' as const,
        changes: diffTextFile('增长<5>%，好。', '增长<6>%，好。'),
      },
    ],
    epub: [{ path: 'OEBPS/c1.xhtml', kind: 'changed' as const, changes: [] }],
    pdf: {
      before: [{ label: '3', width: 100, height: 200 }],
      after: [{ label: '3', width: 100, height: 200 }],
      changes: [{ before: { ...place, clause: '增长<5>%' }, after: { ...place, clause: '增长<6>%' } }],
    },
    pdfs: undefined,
  };

  it('list each correction once, by page and line', () => {
    const twice = [...comparison.pdf.changes, ...comparison.pdf.changes];
    expect(listErrata(twice)).toEqual([{ page: '3', line: 7, wrong: '增长<5>%', right: '增长<6>%' }]);
  });

  it('are text for a terminal', () => {
    expect(textReport(comparison, 'zh', false)).toBe(
      [
        'r@v1 → r@v2',
        '',
        '~ manuscript/1.md',
        '  1: 增长<[-5-]{+6+}>%，好。',
        '',
        'EPUB：1 个文件不同',
        '  ~ OEBPS/c1.xhtml',
        '',
        '勘误（页、行、误、正）：',
        '  3  7  增长<5>% → 增长<6>%',
        '',
      ].join('\n'),
    );
    expect(textReport({ ...comparison, files: [], epub: [], pdf: undefined }, 'en', false)).toContain('The same');
  });

  it('are one HTML file in which nothing of the manuscript is markup', () => {
    const html = htmlReport(comparison, { before: new Map(), after: new Map() });
    expect(html).toContain('<td>3</td><td>7</td><td>增长&#60;5&#62;%</td>');
    expect(html).toContain('<del>5</del><ins>6</ins>');
    expect(html).not.toMatch(/(src|href)="(?!data:)/);
    expect(html).not.toContain('<5>');
  });
});
