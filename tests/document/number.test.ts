import { describe, expect, it } from 'vitest';
import { flattenContents, listContents } from '../../src/document/contents.ts';
import { assembleText } from '../assemble-text.ts';

const files = {
  'back.md': '---\nmatter: back\n---\n# 附录\n\n## 节\n\n文',
  'one.md': '# 甲 {#one}\n\n## 节\n\n### 小节\n\n#### 四级\n\n### 小节二\n\n## 节二\n\n### 小节三',
  'preface.md': '---\nmatter: front\n---\n# 前言\n\n## 节\n\n文',
  'plain.md': '---\nnumbered: false\n---\n# 插页\n\n## 节\n\n![图](a.svg "题")\n\n表：题\n\n| 甲 |\n|--|\n',
  'two.md': '# 乙\n\n![图](a.svg "题")\n\n- ![图](a.svg "题二"){#fig}\n\n表：题\n\n| 甲 |\n|--|\n',
  'appendix.md': '---\nmatter: back\nnumbered: true\n---\n# 编号的附录\n\n文',
};

describe('numbers', () => {
  const { book, messages } = assembleText(files);
  const chapter = (title: string) => book.chapters.find((each) => each.titleText === title);

  it('puts front matter first and back matter last, else in the order of the files', () => {
    expect(messages.map((message) => message.ruleId)).toEqual(['unused-label']);
    expect(book.chapters.map((each) => each.titleText)).toEqual(['前言', '甲', '插页', '乙', '附录', '编号的附录']);
  });

  it('numbers body chapters, passing over those that are not numbered', () => {
    expect(book.chapters.map((each) => each.label)).toEqual(['', '第一章', '', '第二章', '', '第三章']);
    expect(book.chapters.map((each) => each.number)).toEqual([undefined, '1', undefined, '2', undefined, '3']);
  });

  it('numbers sections to the third level, anew in each', () => {
    expect(chapter('甲')?.sections.map(({ depth, label, id }) => [depth, label, id])).toEqual([
      [2, '1.1', 'one-s1'],
      [3, '1.1.1', 'one-s2'],
      [4, '', 'one-s3'],
      [3, '1.1.2', 'one-s4'],
      [2, '1.2', 'one-s5'],
      [3, '1.2.1', 'one-s6'],
    ]);
    expect(chapter('插页')?.sections.map(({ label }) => label)).toEqual(['']);
  });

  it('numbers figures and tables by chapter, apart, wherever they stand', () => {
    const references = [...book.targets.byId.values()].filter(({ id }) => /fig|tbl/.test(id));
    expect(references.map(({ id, reference }) => [id, reference])).toEqual([
      ['c04-fig1', '图 1'],
      ['c04-tbl1', '表 1'],
      ['c05-fig1', '图 2-1'],
      ['fig', '图 2-2'],
      ['c05-tbl1', '表 2-1'],
    ]);
  });

  it('lists the contents to the depth asked for', () => {
    const lines = (depth: number) =>
      flattenContents(listContents(book.chapters, depth)).map(({ level, label, text }) => `${level}${label}${text}`);
    expect(lines(1)).toEqual(['1前言', '1第一章甲', '1插页', '1第二章乙', '1附录', '1第三章编号的附录']);
    expect(lines(3).slice(2, 8)).toEqual([
      '1第一章甲',
      '21.1节',
      '31.1.1小节',
      '31.1.2小节二',
      '21.2节二',
      '31.2.1小节三',
    ]);
    expect(lines(2)).toHaveLength(11);
    const [, one] = listContents(book.chapters, 3);
    expect(one?.children.map((entry) => entry.children.length)).toEqual([2, 1]);
  });

  it('lists a subsection without a section under the chapter', () => {
    const skipped = assembleText({ 'a.md': '# 一\n\n### 小节' });
    expect(skipped.book.contents[0]?.children.map(({ level, text }) => [level, text])).toEqual([[3, '小节']]);
    expect(skipped.messages.map((message) => message.ruleId)).toEqual(['heading-skipped']);
  });
});

describe('chapters without a number', () => {
  it('share one count of figures, so that none is there twice', () => {
    const plain = '---\nnumbered: false\n---\n# 插页\n\n![图](a.svg "题")';
    const loose = assembleText({ ...files, 'plain2.md': plain, 'plain3.md': plain });
    const figures = [...loose.book.targets.byId.values()].filter(({ id }) => /fig\d/.test(id));
    expect(figures.map(({ reference }) => reference)).toEqual(['图 1', '图 2-1', '图 2', '图 3']);
  });
});

describe('the patterns of a template', () => {
  const text = {
    'a.md':
      '# 甲\n\n## 节\n\n### 小节\n\n#### 四级 {#d}\n\n##### 五级\n\n[](#d)\n\n![图](a.svg "题")\n\n$$x$$ {#eq}\n\n[](#eq)',
    'b.md': '# 乙\n\n## 节\n\n![图](a.svg "题")\n\n表：题\n\n| 甲 |\n|--|\n',
  };
  const references = (labels: Parameters<typeof assembleText>[1]) => {
    const { book, messages } = assembleText(text, {}, labels);
    expect(messages).toEqual([]);
    return [...book.targets.byId.values()].map(({ reference }) => reference);
  };

  it('can number as official documents do, figures through the book', () => {
    const labels = {
      chapter: '',
      sections: ['{zh}、', '（{zh}）', '{n}.', '（{n}）'],
      sectionReference: '{path}',
      figure: '图{n}',
      table: '',
      equation: '({n})',
    };
    expect(references(labels)).toEqual(
      // The chapters are called by their titles, the table by its caption.
      ['甲', '一', '一（一）', '一（一）1', '一（一）1（1）', '图1', '式(1)', '乙', '一', '图2', '题'],
    );
    const { book } = assembleText(text, {}, labels);
    expect(book.chapters[0]?.sections.map(({ label }) => label)).toEqual(['一、', '（一）', '1.', '（1）']);
    expect(book.chapters.map(({ label }) => label)).toEqual(['', '']);
  });

  it('can number chapters 一、 and leave deep levels without numbers', () => {
    expect(references({ chapter: '{zh}、', sections: ['（{zh}）'], equationReference: '公式{label}' })).toEqual([
      '一、',
      '第 （一） 节',
      '小节',
      '四级',
      '五级',
      '图 1-1',
      '公式（1-1）',
      '二、',
      '第 （一） 节',
      '图 2-1',
      '表 2-1',
    ]);
  });
});

describe('titles', () => {
  it('come from front matter, then the heading, then the file name', () => {
    const { book } = assembleText({
      'a.md': '---\ntitle: 文件头的\n---\n# 标题 {#x}\n\n见[甲](#标题)',
      'b.md': '# 带`码`与*强*[^n]\n\n文\n\n[^n]: 注',
      'dir/c.md': '文',
    });
    expect(book.chapters.map(({ titleText, id }) => [titleText, id])).toEqual([
      ['文件头的', 'x'],
      ['带码与强', 'c02'],
      ['c', 'c03'],
    ]);
    expect(book.chapters[1]?.title.map((node) => node.type)).toEqual([
      'text',
      'inlineCode',
      'text',
      'emphasis',
      'noteMark',
    ]);
  });
});
