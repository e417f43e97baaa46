import { VFile } from 'vfile';
import { decodeText } from '../book/decode.ts';
import type { KanbenMessage } from '../report/message.ts';
import { type FormatOptions, formatMarkdown } from './format.ts';

export interface FormattedBytes {
  output: Buffer;
  /** Whether anything is different; if not, `output` is the very input. */
  changed: boolean;
  messages: KanbenMessage[];
}

const mark = Buffer.from('\uFEFF');

/** `formatMarkdown` for a file as it is on disk. What is not UTF-8 comes back as it was, with an error that says so. */
export function formatBytes(bytes: Buffer, options: FormatOptions = {}): FormattedBytes {
  const file = new VFile({ ...(options.path !== undefined && { path: options.path }) });
  if (!decodeText(file, bytes)) return { output: bytes, changed: false, messages: file.messages as KanbenMessage[] };
  // The decoder drops the mark; whether the file keeps it is for `formatMarkdown` to say.
  const head = bytes.subarray(0, mark.length).equals(mark) ? '\uFEFF' : '';
  const source = head + String(file);
  const { output, messages } = formatMarkdown(source, options);
  const changed = output !== source;
  return { output: changed ? Buffer.from(output) : bytes, changed, messages };
}
