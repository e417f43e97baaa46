import type { BookConfig } from '../book/schema.ts';

/** What our own pages say, in the language of the book. */
export interface Words {
  /** Behind a name on the title page: 某某　著. */
  suffixes: Partial<Record<BookConfig['creators'][number]['role'], string>>;
  titlePage: string;
  text: string;
  /** What a page reference to something without a name says. */
  here: string;
  pageList: string;
  /** Over the data of a chart. */
  chartData: string;
  landmarks: string;
  /** Sentences of the accessibility summary. */
  reflowable: string;
  described: string;
  undescribed: string;
  formulas: string;
}

const simplified: Words = {
  suffixes: { author: '著', editor: '编', translator: '译' },
  titlePage: '书名页',
  text: '正文',
  here: '此处',
  pageList: '页码',
  chartData: '图中数据',
  landmarks: '导览',
  reflowable: '正文可重排，字号、字体、颜色随阅读器设置；目录分级，注释可往返。',
  described: '图片都有替代文字。',
  undescribed: '部分图片没有替代文字。',
  formulas: '公式为MathML。',
};

const traditional: Words = {
  suffixes: { author: '著', editor: '編', translator: '譯' },
  titlePage: '書名頁',
  text: '正文',
  here: '此處',
  pageList: '頁碼',
  chartData: '圖中數據',
  landmarks: '導覽',
  reflowable: '正文可重排，字級、字型、顏色隨閱讀器設定；目錄分級，註釋可往返。',
  described: '圖片皆有替代文字。',
  undescribed: '部分圖片沒有替代文字。',
  formulas: '公式為MathML。',
};

export function wordsOf(language: BookConfig['language']): Words {
  return language === 'zh-Hans' ? simplified : traditional;
}
