import { VFile } from 'vfile';
import { bookSchema } from '../src/book/schema.ts';
import { assembleBook, type Book } from '../src/document/index.ts';
import { gatherBlocks, parseMarkdown } from '../src/markdown/index.ts';
import type { KanbenMessage } from '../src/report/message.ts';
import type { Labels } from '../src/template/labels.ts';
import { loadTemplate } from '../src/template/load.ts';

const template = await loadTemplate('report');
const least = { id: 't', title: '书', date: '2025-03-01', creators: [{ name: '组' }] };

/** A book assembled from Markdown texts by file name, with more keys of book.yaml and other labels if given; and all its messages. */
export function assembleText(
  files: Record<string, string>,
  config: object = {},
  labels: Partial<Labels> = {},
): { book: Book; messages: KanbenMessage[] } {
  const parsed = Object.entries(files).map(([path, value]) => {
    const file = new VFile({ path, value });
    return { file, tree: gatherBlocks(parseMarkdown(file), file) };
  });
  const settings = bookSchema.parse({ ...least, ...config });
  const book = assembleBook(settings, parsed, { ...template, labels: { ...template.labels, ...labels } });
  return { book, messages: parsed.flatMap(({ file }) => file.messages as KanbenMessage[]) };
}
