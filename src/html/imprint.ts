import type { BookConfig } from '../book/schema.ts';

type Role = BookConfig['creators'][number]['role'];
type Scheme = BookConfig['identifiers'][number]['scheme'];

interface Names {
  title: string;
  roles: Record<Role, string>;
  publisher: string;
  date: string;
  edition: string;
  schemes: Record<Scheme, string>;
  rights: string;
}

const acronyms = { isbn: 'ISBN', issn: 'ISSN', doi: 'DOI' };

const simplified: Names = {
  title: '书名',
  roles: {
    author: '著者',
    editor: '编者',
    translator: '译者',
    illustrator: '绘图',
    designer: '设计',
    contributor: '参与',
  },
  publisher: '出版',
  date: '日期',
  edition: '版次',
  schemes: { ...acronyms, uri: '网址', other: '标识' },
  rights: '版权',
};

const traditional: Names = {
  title: '書名',
  roles: {
    author: '著者',
    editor: '編者',
    translator: '譯者',
    illustrator: '繪圖',
    designer: '設計',
    contributor: '參與',
  },
  publisher: '出版',
  date: '日期',
  edition: '版次',
  schemes: { ...acronyms, uri: '網址', other: '識別碼' },
  rights: '版權',
};

/** 版权信息, line by line: what stands on the imprint page of the PDF and of the EPUB. */
export function imprintLines(config: BookConfig): [name: string, value: string][] {
  const names = config.language === 'zh-Hans' ? simplified : traditional;
  const optional = (name: string, value: string | undefined): [string, string][] => (value ? [[name, value]] : []);
  return [
    [names.title, [config.title, config.subtitle].filter(Boolean).join('　')],
    ...creatorsByRole(config).map(({ role, people }): [string, string] => [names.roles[role], people.join('、')]),
    ...optional(names.publisher, config.publisher),
    [names.date, chineseDate(config.date)],
    ...optional(names.edition, config.edition),
    ...config.identifiers.map(({ scheme, value }): [string, string] => [names.schemes[scheme], value]),
    ...optional(names.rights, config.rights),
  ];
}

/** Creators gathered by role; roles in the order in which they first occur. */
export function creatorsByRole({ creators }: BookConfig): { role: Role; people: string[] }[] {
  const roles = [...new Set(creators.map(({ role }) => role))];
  return roles.map((role) => ({
    role,
    people: creators.filter((creator) => creator.role === role).map(({ name }) => name),
  }));
}

/** 2025-03-01 → 2025年3月1日. Not by Intl: its output differs between versions of Node. */
export function chineseDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}
