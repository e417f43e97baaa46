import { fromHtml } from 'hast-util-from-html';
import type { Root } from 'mdast';
import type { VFile } from 'vfile';
import { say } from '../report/message.ts';
import { visit } from '../tree/visit.ts';
import { allowed } from './allowed.ts';

/** Reports tags and attributes in the manuscript that the allow-list will drop, so that nothing vanishes unseen. */
export default function remarkReportHtml() {
  return (tree: Root, file: VFile): void => {
    visit(tree, 'html', (node) => {
      const html = node.value.replace(/<!--[\s\S]*?(?:-->|$)/g, '');
      const dropped = droppedFrom(html);
      if (dropped.size === 0) return;
      const list = [...dropped];
      const whole = list.some((name) => allowed.strip?.includes(name.slice(1, -1)));
      say(
        file,
        'html:not-allowed',
        {
          zh: `书稿里不能用 ${list.join('、')}，已去掉（${whole ? '连同其中的内容' : '文字保留'}）。请改用 Markdown 的写法。`,
          en: `A manuscript may not hold ${list.join(', ')}: dropped (${whole ? 'with its content' : 'text kept'}). Use Markdown instead.`,
        },
        { place: node },
      );
    });
  };
}

/** The tags, as `<tag>`, and the attributes that will be dropped. */
function droppedFrom(html: string): Set<string> {
  const dropped = new Set<string>();
  // By pattern, because the parser itself drops a tag such as </td> or <body> where it cannot stand.
  for (const [, tag = ''] of html.matchAll(/<([a-z][\w-]*)/gi)) {
    if (!allowed.tagNames?.includes(tag.toLowerCase())) dropped.add(`<${tag.toLowerCase()}>`);
  }
  visit(fromHtml(html, { fragment: true }), 'element', ({ tagName, properties }) => {
    if (!allowed.tagNames?.includes(tagName)) return;
    const names = [...(allowed.attributes?.['*'] ?? []), ...(allowed.attributes?.[tagName] ?? [])].map(
      (entry) => [entry].flat()[0],
    );
    for (const name of Object.keys(properties)) if (!names.includes(name)) dropped.add(name.toLowerCase());
  });
  return dropped;
}
