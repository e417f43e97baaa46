import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { progressLine } from '../../src/cli/progress-line.ts';
import type { InterfaceLanguage } from '../../src/report/language.ts';

/** A stream like a terminal or a pipe, and what was written to it. */
function screen(isTTY: boolean, language: InterfaceLanguage = 'zh') {
  const stream = Object.assign(new PassThrough(), { isTTY }) as unknown as NodeJS.WriteStream;
  const line = progressLine(stream, language);
  return { line, written: () => String((stream as unknown as PassThrough).read() ?? '') };
}

describe('progressLine', () => {
  it('writes over one line on a terminal, and wipes it at the end', () => {
    const { line, written } = screen(true);
    line.step('read');
    line.step('print', { round: 2, pages: 24 });
    line.done();
    expect(written()).toBe('\r\u001B[K读书稿…\r\u001B[K排版（第 2 遍，24 页）…\r\u001B[K');
  });

  it('writes one line a step elsewhere, none twice, and nothing at the end', () => {
    const { line, written } = screen(false);
    line.step('typeset', { chapters: 8 });
    line.step('typeset', { chapters: 8 });
    line.step('typeset', { chapter: 3, chapters: 8 });
    line.done();
    expect(written()).toBe('整理正文（共 8 章）\n整理正文（第 3/8 章）\n');
  });

  it('speaks English', () => {
    const { line, written } = screen(false, 'en');
    line.step('typeset', { chapter: 3, chapters: 8 });
    line.step('print', { round: 1, pages: 9 });
    expect(written()).toBe('Typesetting text (chapter 3 of 8)\nLaying out pages (round 1, 9 pages)\n');
  });

  it('wipes nothing that it has not written', () => {
    const { line, written } = screen(true);
    line.done();
    expect(written()).toBe('');
  });
});
