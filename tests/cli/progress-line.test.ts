import { expect, it } from 'vitest';
import { progressLine } from '../../src/cli/progress-line.ts';

function record(isTTY: boolean, language: 'zh' | 'en'): string {
  let text = '';
  const write = (part: string | Uint8Array) => {
    text += part;
    return true;
  };
  const progress = progressLine({ isTTY, write } as never, language);
  progress.step('read');
  progress.step('typeset', { chapter: 1, chapters: 3 });
  progress.step('typeset', { chapter: 2, chapters: 3 });
  progress.step('print', { part: 2, parts: 40 });
  progress.done();
  return text;
}

it('writes over one line on a terminal, with chapter n of m and the pages so far, and clears it', () => {
  const clear = '\r\u001B[K';
  expect(record(true, 'zh')).toBe(
    `${clear}读书稿…${clear}整理正文（第 1/3 章）…${clear}整理正文（第 2/3 章）…${clear}排版（第 2 遍，40 页）…${clear}`,
  );
  expect(record(true, 'en')).toContain('Laying out pages (part 2 of 40)…');
});

it('writes one line a stage elsewhere', () => {
  expect(record(false, 'zh')).toBe('读书稿\n整理正文\n排版\n');
});
