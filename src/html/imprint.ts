import type { BookConfig } from '../book/schema.ts';

const roleNames: Record<string, string> = {
  author: '著者',
  editor: '编者',
  translator: '译者',
  illustrator: '绘图',
  designer: '设计',
  contributor: '参与',
};

const schemes: Record<string, string> = { isbn: 'ISBN', issn: 'ISSN', doi: 'DOI', uri: '网址', other: '标识' };

/** 版权信息, line by line: what stands on the imprint page of the PDF and the title page of the EPUB. */
export function imprintLines(config: BookConfig): [name: string, value: string][] {
  const people = new Map<string, string[]>();
  for (const { role, name } of config.creators) people.set(role, [...(people.get(role) ?? []), name]);
  const [year, month, day] = config.date.split('-').map(Number);
  return [
    ['书名', [config.title, config.subtitle].filter(Boolean).join('　')],
    ...[...people].map(([role, names]): [string, string] => [roleNames[role] ?? role, names.join('、')]),
    ...(config.publisher ? [['出版', config.publisher] as [string, string]] : []),
    ['日期', `${year}年${month}月${day}日`],
    ...(config.edition ? [['版次', config.edition] as [string, string]] : []),
    ...config.identifiers.map(({ scheme, value }): [string, string] => [schemes[scheme] ?? scheme, value]),
    ...(config.rights ? [['版权', config.rights] as [string, string]] : []),
  ];
}
