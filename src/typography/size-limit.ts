import type { VFile } from 'vfile';
import { say } from '../report/message.ts';

/** UTF-16 units of one Markdown file; some fifteen thick books. More is data, or a mistake, and would take minutes. */
const limit = 8_000_000;

/** Whether the text is short enough to be read as a manuscript; if not, says so. */
export function isReadable(text: string, file: VFile): boolean {
  if (text.length <= limit) return true;
  const length = Math.round(text.length / 10_000);
  say(
    file,
    'typography:too-long',
    {
      zh: `文件有 ${length} 万字，超过 800 万字的上限，没有处理；请拆成几个文件`,
      en: `The file has ${length}0,000 characters, more than the limit of 8 million; it was left alone. Split it`,
    },
    { severity: 'error', place: { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } } },
  );
  return false;
}
