import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { say } from '../report/message.ts';
import { allowed } from './allowed.ts';

const handler = /\s(on[a-z]+|style)\s*=/i;

/** Reports tags and attributes in the manuscript that the allow-list will drop, so that nothing vanishes unseen. */
export default function remarkReportHtml() {
  return (tree: Root, file: VFile): void => {
    visit(tree, 'html', (node) => {
      if (node.value.startsWith('<!--')) return;
      const dropped = new Set<string>();
      for (const [, tag = ''] of node.value.matchAll(/<([a-z][\w-]*)/gi)) {
        if (!allowed.tagNames?.includes(tag.toLowerCase())) dropped.add(`<${tag}>`);
      }
      const attribute = handler.exec(node.value)?.[1];
      if (attribute) dropped.add(attribute);
      if (dropped.size === 0) return;
      const list = [...dropped];
      say(
        file,
        'html:not-allowed',
        {
          zh: `书稿里不能用 ${list.join('、')}，已去掉（文字保留）。请改用 Markdown 的写法。`,
          en: `${list.join(', ')} is not allowed in a manuscript and was dropped (text kept). Use Markdown instead.`,
        },
        { place: node },
      );
    });
  };
}
