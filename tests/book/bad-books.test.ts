import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { pretty } from '../../src/report/reporters/pretty.ts';
import { bookFolder, typesetFolder } from '../typeset-folder.ts';

/**
 * Each folder of tests/books/bad is a manuscript with mistakes; its messages.txt and messages.en.txt hold all that must be
 * said of them, with file, line, column, severity and rule. `npx vitest run tests/book/bad-books.test.ts -u` writes them anew: read them then.
 */
describe.each(readdirSync(bookFolder('bad')))('%s', (name) => {
  let typeset: ReturnType<typeof typesetFolder>;
  beforeAll(() => {
    typeset = typesetFolder(bookFolder(`bad/${name}`));
    return typeset;
  });

  it('is told all its mistakes, in Chinese', async () => {
    const { messages } = await typeset;
    expect(messages.length).toBeGreaterThan(0);
    await expect(pretty(messages, 'zh', false)).toMatchFileSnapshot(bookFolder(`bad/${name}/messages.txt`));
  });

  it('is told them in English, each at a line', async () => {
    const { messages } = await typeset;
    await expect(pretty(messages, 'en', false)).toMatchFileSnapshot(bookFolder(`bad/${name}/messages.en.txt`));
    for (const { texts, line, ruleId, file } of messages) {
      // Words of the manuscript may be Chinese, ours may not.
      expect(texts?.en).toMatch(/^["<A-Z][^，。：；？“”]{10,}$/u);
      expect(texts?.en).not.toMatch(/请|不能/u);
      expect(texts?.zh).toMatch(/\p{Script=Han}/u);
      // A manuscript without chapters has no line to point at.
      expect([ruleId, file, line !== undefined]).toEqual([ruleId, file, ruleId !== 'no-chapters']);
    }
  });
});
