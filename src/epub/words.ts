import type { BookConfig } from '../book/schema.ts';

type Role = BookConfig['creators'][number]['role'];

/** What our own pages say, in the language of the book. */
export interface Words {
  title: string;
  subtitle: string;
  roles: Record<Role, string>;
  /** Behind a name on the title page: 某某　著. */
  suffixes: Partial<Record<Role, string>>;
  publisher: string;
  date: string;
  edition: string;
  identifier: string;
  rights: string;
  titlePage: string;
  text: string;
  pageList: string;
  landmarks: string;
  /** Sentences of the accessibility summary. */
  reflowable: string;
  described: string;
  undescribed: string;
  formulas: string;
}

const simplified: Words = {
  title: '书名',
  subtitle: '副题',
  roles: {
    author: '作者',
    editor: '编者',
    translator: '译者',
    illustrator: '绘图',
    designer: '设计',
    contributor: '协助',
  },
  suffixes: { author: '著', editor: '编', translator: '译' },
  publisher: '出版',
  date: '日期',
  edition: '版次',
  identifier: '标识符',
  rights: '版权',
  titlePage: '书名页',
  text: '正文',
  pageList: '页码',
  landmarks: '导览',
  reflowable: '正文可重排，字号、字体、颜色随阅读器设置；目录分级，注释可往返。',
  described: '图片都有替代文字。',
  undescribed: '部分图片没有替代文字。',
  formulas: '公式为MathML。',
};

const traditional: Words = {
  title: '書名',
  subtitle: '副題',
  roles: {
    author: '作者',
    editor: '編者',
    translator: '譯者',
    illustrator: '繪圖',
    designer: '設計',
    contributor: '協助',
  },
  suffixes: { author: '著', editor: '編', translator: '譯' },
  publisher: '出版',
  date: '日期',
  edition: '版次',
  identifier: '識別碼',
  rights: '版權',
  titlePage: '書名頁',
  text: '正文',
  pageList: '頁碼',
  landmarks: '導覽',
  reflowable: '正文可重排，字級、字型、顏色隨閱讀器設定；目錄分級，註釋可往返。',
  described: '圖片皆有替代文字。',
  undescribed: '部分圖片沒有替代文字。',
  formulas: '公式為MathML。',
};

export function wordsOf(language: BookConfig['language']): Words {
  return language === 'zh-Hans' ? simplified : traditional;
}
