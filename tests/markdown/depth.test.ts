import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { bookSchema } from '../../src/book/schema.ts';
import { assembleBook } from '../../src/document/index.ts';
import { gatherBlocks, parseMarkdown } from '../../src/markdown/index.ts';
import { loadTemplate } from '../../src/template/load.ts';
import { applyTypography } from '../../src/typography/index.ts';

const config = bookSchema.parse({ id: 'x', title: 'x', date: '2025-03-01', creators: [{ name: 'x' }] });

async function messages(source: string) {
  const file = new VFile({ path: 'a.md', value: source });
  const tree = parseMarkdown(file);
  applyTypography(tree, file);
  assembleBook(config, [{ file, tree: gatherBlocks(tree, file) }], await loadTemplate('report'));
  return file.messages.map(({ ruleId, line, column, reason }) => [ruleId, line, column, reason]);
}

const zh = '嵌套超过 100 层，里面的内容没有读。请减少引用（>）、列表或强调的层数。';
const tags = 'HTML 标签嵌套超过 100 层，从这里起没有读。请关上不用的标签，或改用 Markdown 的写法。';

describe('deep nesting', () => {
  it('is reported, not run into', async () => {
    expect(await messages(`# 一\n\n${'>'.repeat(5000)} 深`)).toEqual([['too-deep', 3, 100, zh]]);
    expect(await messages(`# 一\n\n${'- '.repeat(1000)} 深`)).toEqual([['too-deep', 3, 99, zh]]);
    expect(await messages(`# 一\n\n${'<div>'.repeat(20000)}`)).toEqual([['too-deep', 3, 1, tags]]);
    expect(await messages(`# 一\n\n文${'<i>'.repeat(3000)}`)).toEqual([['too-deep', 3, 302, tags]]);
  });

  it('may be 40 lists deep, and any number of tags that are closed', async () => {
    expect(await messages(`# 一\n\n${'- '.repeat(40)}项`)).toEqual([]);
    expect(await messages(`# 一\n\n${'<br><b>文</b>'.repeat(500)}`)).toEqual([]);
  });
});
