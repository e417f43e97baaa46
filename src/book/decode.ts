import type { VFile } from 'vfile';
import { say } from '../report/message.ts';

/**
 * Decodes a text file as UTF-8 into `file.value`, without its byte order mark. A file in another encoding becomes an
 * error that names the first bad line and says whether GB 18030 fits. Returns whether it could be read.
 */
export function decodeText(file: VFile, bytes: Buffer): boolean {
  file.value = '';
  try {
    file.value = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    reportControls(file, file.value);
    return true;
  } catch {
    const line = firstBadLine(bytes);
    const place = { start: { line, column: 1 }, end: { line, column: 1 } };
    const gb = decodesAsGb(bytes);
    const wide = /^(?:\xFF\xFE|\xFE\xFF)/.test(bytes.toString('latin1', 0, 2));
    const zh = wide
      ? '这个文件是 UTF-16，请在编辑器里另存为 UTF-8。'
      : gb
        ? `第 ${line} 行不是 UTF-8。这个文件用 GB 18030 能读通，请在编辑器里另存为 UTF-8，或运行：iconv -f GB18030 -t UTF-8。`
        : `第 ${line} 行不是 UTF-8，请把文件另存为 UTF-8。`;
    const en = wide
      ? 'The file is UTF-16: save it as UTF-8.'
      : gb
        ? `Line ${line} is not UTF-8. The file reads as GB 18030: save it as UTF-8, or run iconv -f GB18030 -t UTF-8.`
        : `Line ${line} is not UTF-8: save the file as UTF-8.`;
    say(file, 'book:not-utf8', { zh, en }, { place, severity: 'error' });
    return false;
  }
}

/** Neither XML nor HTML can hold these (XML 1.0, 2.2), and no reader sees them. */
const control = /(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]/u;

/** Reports control characters, the first of each line. */
function reportControls(file: VFile, text: string): void {
  if (!control.test(text)) return;
  for (const [i, line] of text.split(/\r\n|\n|\r/).entries()) {
    const found = control.exec(line);
    if (!found) continue;
    const name = `U+${found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    const start = { line: i + 1, column: found.index + 1 };
    const zh = `这里有看不见的控制字符 ${name}，请删去。`;
    const en = `There is an invisible control character ${name} here; delete it.`;
    say(
      file,
      'book:control-character',
      { zh, en },
      { place: { start, end: { line: start.line, column: start.column + 1 } }, severity: 'error' },
    );
  }
}

function firstBadLine(bytes: Buffer): number {
  let line = 1;
  let from = 0;
  while (from < bytes.length) {
    const newline = bytes.indexOf(0x0a, from);
    const to = newline < 0 ? bytes.length : newline + 1;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(from, to));
    } catch {
      return line;
    }
    from = to;
    line++;
  }
  return line;
}

function decodesAsGb(bytes: Buffer): boolean {
  try {
    return /\p{Script=Han}/u.test(new TextDecoder('gb18030', { fatal: true }).decode(bytes));
  } catch {
    return false;
  }
}
