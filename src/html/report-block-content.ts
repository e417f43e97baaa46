import type { Nodes } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import { toString as textOf } from 'mdast-util-to-string';
import type { VFile } from 'vfile';
import { nearest } from '../book/nearest.ts';
import { brief } from '../data/brief.ts';
import { say } from '../report/message.ts';
import { languageTag } from './allowed.ts';
import { type Block, labelOf } from './blocks.ts';

/** What the block says in braces, and whether it says anything at all. */
export function reportContent(node: ContainerDirective, block: Block, file: VFile): void {
  const { name, position: place } = node;
  const known = ['lang', ...(block.attributes ?? [])];
  for (const [key, value] of Object.entries(node.attributes ?? {})) {
    if (key === 'id' || key === 'class' || (known.includes(key) && key !== 'lang')) continue;
    if (key === 'lang') {
      if (languageTag.test(value ?? '')) continue;
      const zh = `“${brief(value ?? '')}”不是语言标记。请写成 lang=en、lang=zh-Hant 这样。`;
      const en = `"${brief(value ?? '')}" is no language tag. Write it as lang=en or lang=zh-Hant.`;
      say(file, 'html:block-language', { zh, en }, { place, severity: 'error' });
      continue;
    }
    const guess = nearest(key, known);
    const zh = `:::${name} 没有“${brief(key)}”这一项。${guess ? `是不是“${guess}”？` : `可以写：${known.join('、')} 和 #标识。`}`;
    const en = `A :::${name} has no attribute "${brief(key)}". ${guess ? `Did you mean "${guess}"?` : `Known: ${known.join(', ')} and #id.`}`;
    say(file, 'html:unknown-attribute', { zh, en }, { place, severity: 'error', ...(guess && { expected: [guess] }) });
  }
  const content = labelOf(node) ? node.children.slice(1) : node.children;
  if (block.filled && content.length === 0) {
    const zh = `块“${name}”里没有文字。写上文字，或删去它。`;
    const en = `The block "${name}" holds no text. Write some, or delete it.`;
    say(file, 'html:empty-block', { zh, en }, { place, severity: 'error' });
  } else if (name === 'signature') reportUndated(content, place, file);
}

/** 2025年3月1日, 二〇二五年三月一日, March 1, 2025. */
const date = /[\d〇○零一二三四五六七八九十]\s*年|\b\d{4}\b/u;

/** The last line of a signature is what the others are centred on: it should be the date. */
function reportUndated(content: Nodes[], place: ContainerDirective['position'], file: VFile): void {
  const last = content.at(-1);
  const lines = last && 'children' in last ? (last.children as Nodes[]) : [];
  const from = lines.findLastIndex((child) => child.type === 'break') + 1;
  if (
    date.test(
      lines
        .slice(from)
        .map((child) => textOf(child))
        .join(''),
    )
  )
    return;
  const zh = '落款的最后一行不是日期。请把日期写在最后一行，如“2025年3月1日”。';
  const en = 'The last line of the signature is no date. Write the date there, as in "2025年3月1日".';
  say(file, 'html:signature-date', { zh, en }, { place });
}
