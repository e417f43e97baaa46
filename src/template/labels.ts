import { z } from 'zod';
import type { BookConfig } from '../book/schema.ts';

type Language = BookConfig['language'];

/**
 * The words and numbers that we print, as patterns: `{n}` the number in digits, `{zh}` in Chinese, `{letter}` as a letter,
 * `{chapter}` the number of the chapter, `{parent}` the label of the section above, `{label}` a whole label. A kind whose
 * pattern has no `{chapter}` is counted through the book; one whose pattern is empty has no number.
 */
export interface Labels {
  part: string;
  chapter: string;
  appendix: string;
  /** One pattern for each level from `##` on; deeper levels have no number. */
  sections: string[];
  figure: string;
  table: string;
  listing: string;
  equation: string;
  /** A picture of a group: （a）. */
  figurePart: string;
  /** Over the part of a table that stands on a later page; `{number}` is 表 1-1. */
  continued: string;
  /** Over a table, at the right; `{units}` is 亿元. */
  units: string;
  /** `{label}` is the label without the mark at its end, `{path}` with those of the sections around it. */
  sectionReference: string;
  equationReference: string;
  contents: string;
  figures: string;
  tables: string;
  listings: string;
  notes: string;
  cover: string;
  imprint: string;
  /** What kind of publication the cover says it is: 研究报告. */
  kind: string;
}

const simplified: Labels = {
  part: '第{zh}编',
  chapter: '第{zh}章',
  appendix: '附录 {letter}',
  sections: ['{chapter}.{n}', '{parent}.{n}'],
  figure: '图 {chapter}-{n}',
  table: '表 {chapter}-{n}',
  listing: '代码 {chapter}-{n}',
  equation: '（{chapter}-{n}）',
  figurePart: '（{letter}）',
  continued: '续{number}',
  units: '单位：{units}',
  sectionReference: '第 {label} 节',
  equationReference: '式{label}',
  contents: '目录',
  figures: '插图目录',
  tables: '表格目录',
  listings: '代码目录',
  notes: '注释',
  cover: '封面',
  imprint: '版权信息',
  kind: '',
};

const taiwan: Labels = {
  ...simplified,
  part: '第{zh}編',
  appendix: '附錄 {letter}',
  continued: '續{number}',
  units: '單位：{units}',
  figure: '圖 {chapter}-{n}',
  listing: '程式碼 {chapter}-{n}',
  sectionReference: '第 {label} 節',
  contents: '目錄',
  figures: '圖目錄',
  tables: '表目錄',
  listings: '程式碼目錄',
  notes: '註釋',
  imprint: '版權資訊',
};

const conventions: Record<Language, Labels> = {
  'zh-Hans': simplified,
  'zh-Hant-TW': taiwan,
  'zh-Hant-HK': { ...taiwan, figures: '插圖目錄', tables: '表格目錄', imprint: '版權資料' },
};

const pattern = z.string().optional();

/** What a template may say of them. */
export const labelsSchema = z.strictObject({
  part: pattern,
  chapter: pattern,
  appendix: pattern,
  sections: z.array(z.string()).optional(),
  figure: pattern,
  table: pattern,
  listing: pattern,
  equation: pattern,
  figurePart: pattern,
  continued: pattern,
  units: pattern,
  sectionReference: pattern,
  equationReference: pattern,
  contents: pattern,
  figures: pattern,
  tables: pattern,
  listings: pattern,
  notes: pattern,
  cover: pattern,
  imprint: pattern,
  kind: pattern,
});

type Given = z.infer<typeof labelsSchema>;

/** The labels of a book: what is usual in its language, changed by the template, and by its part for that language. */
export function labelsFor(
  language: Language,
  { labels, translations }: { labels: Given; translations: Partial<Record<Language, Given>> },
): Labels {
  return { ...conventions[language], ...labels, ...translations[language] } as Labels;
}
