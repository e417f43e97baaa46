import type { Nodes, Paragraph } from 'mdast';
import { visit } from '../tree/visit.ts';

type Titles = Record<'zh-Hans' | 'zh-Hant' | 'en', string>;

/** The titles of blocks that are given none, in the language of the block or of its chapter. */
const titles: Record<string, Titles> = {
  note: { 'zh-Hans': '说明', 'zh-Hant': '說明', en: 'Note' },
  tip: { 'zh-Hans': '提示', 'zh-Hant': '提示', en: 'Tip' },
  important: { 'zh-Hans': '要点', 'zh-Hant': '要點', en: 'Important' },
  warning: { 'zh-Hans': '注意', 'zh-Hant': '注意', en: 'Warning' },
  keypoints: { 'zh-Hans': '本章要点', 'zh-Hant': '本章要點', en: 'Key points' },
  abstract: { 'zh-Hans': '摘要', 'zh-Hant': '摘要', en: 'Abstract' },
  keywords: { 'zh-Hans': '关键词', 'zh-Hant': '關鍵詞', en: 'Keywords' },
};

/** Gives blocks without a title that of their kind. */
export function titleBlocks(tree: Nodes, language: string): void {
  visit(tree, 'containerDirective', ({ name, children, attributes }) => {
    const first = children[0];
    if (!Object.hasOwn(titles, name) || (first?.type === 'paragraph' && isTitle(first))) return;
    const value = titles[name]?.[keyOf(attributes?.lang ?? language)] ?? '';
    children.unshift({
      type: 'paragraph',
      data: { directiveLabel: true } as never,
      children: [{ type: 'text', value }],
    });
  });
}

/** Whether this is the title of its block, written in brackets. */
export function isTitle({ data }: Paragraph): boolean {
  return (data as { directiveLabel?: boolean } | undefined)?.directiveLabel === true;
}

function keyOf(language: string): keyof Titles {
  return language.startsWith('en') ? 'en' : language.startsWith('zh-Hant') ? 'zh-Hant' : 'zh-Hans';
}
