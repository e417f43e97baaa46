import type { Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { assembleBook } from '../../src/document/index.ts';
import { outlineOf } from '../../src/document/outline.ts';
import { standIn } from '../../src/html/chapter-reader.ts';
import { gatherBlocks, parseMarkdown } from '../../src/markdown/index.ts';
import { loadTemplate } from '../../src/template/load.ts';

const text = `# 甲章 {#first}

一段正文，有**重点**，有注[^a]，有[@cite]。

## 一节 {#sec}

- 一项
- 又一项，有注[^b]

图：一张图 {#fig}

![说明](a.png)

::: note {#box}
框里的话。
:::

表：一张表 {#tbl}

| 甲 | 乙 |
|---|---|
| 一 | 二 |

$$
a = b
$$ {#eq}

<span id="own">写着标识的</span>

[^a]: 注文。
[^b]: 又一条。
`;

function parse(name: string, value: string): { file: VFile; tree: Root } {
  const file = new VFile({ path: name, value });
  return { file, tree: gatherBlocks(parseMarkdown(file), file) };
}

describe('the outline of a chapter', () => {
  it('gives the others the numbers and targets that the chapter gives them', async () => {
    const template = await loadTemplate('report');
    const numbers = (outlined: boolean) => {
      const first = parse('1.md', text);
      const tree = outlined ? outlineOf(first.tree) : first.tree;
      const second = parse('2.md', '# 乙章\n\n见 [](#fig)、[](#tbl)、[](#sec)、[](#first)。[^c]\n\n[^c]: 注。\n');
      const config = { ...standIn, notes: { ...standIn.notes, numbering: 'book' as const } };
      const book = assembleBook(config, [{ ...first, tree }, second], template);
      return {
        targets: [...book.targets.byId.values()].map(({ id, reference }) => [id, reference]),
        notes: book.chapters[1]?.notes.map(({ number }) => number),
        contents: book.contents.map(({ label, text: title, children }) => [label, title, children.length]),
      };
    };
    expect(numbers(true)).toEqual(numbers(false));
  });

  it('holds no running text, and is a copy', () => {
    const { tree } = parse('1.md', text);
    const before = JSON.stringify(tree);
    const outline = outlineOf(tree);
    const [title] = outline.children;
    if (title?.type === 'heading') title.children = [];
    expect(textOf(outline)).not.toMatch(/正文|重点|一项/);
    expect(JSON.stringify(tree)).toBe(before);
  });
});
