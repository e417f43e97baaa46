import type { TypesetBook } from '../../html/index.ts';
import { type KanbenMessage, say } from '../../report/message.ts';
import { epubFlow, type Found } from './epub-flow.ts';
import { firstDifference, notesInOrder, type Word } from './flow.ts';
import type { OpenedEpub } from './opened.ts';
import { treeFlow, type Written } from './tree-flow.ts';

/**
 * Compares an EPUB with the book that it was made from: the text in order, the notes, the attributes that carry what the
 * author wrote, the bytes of the pictures. Each is reported at its first difference, at the line of the manuscript.
 */
export function compareWithBook(epub: OpenedEpub, book: TypesetBook): KanbenMessage[] {
  const [written, packed] = [treeFlow(book), epubFlow(epub)];
  const messages = [
    ...compare(written.text, packed.text, ['正文', 'The text']),
    ...compare(notesInOrder(written), notesInOrder(packed), ['注', 'The notes']),
  ];
  return messages;
}

function compare(written: Word[], packed: Word[], [zh, en]: [zh: string, en: string]): KanbenMessage[] {
  const difference = firstDifference(written, packed);
  if (!difference) return [];
  const { expected, found } = difference;
  const last = written.at(-1)?.place as Written | undefined;
  const { file, node } = (expected.place as Written | undefined) ?? last ?? {};
  if (!file) return [];
  const { name } = (found.place as Found | undefined) ?? {};
  const texts = {
    zh: `${zh}与 EPUB${name ? `（${name}）` : ''}不同：书稿是“${expected.around}”，EPUB 是“${found.around}”。请重新生成 EPUB。`,
    en: `${en} and the EPUB${name ? ` (${name})` : ''} differ: the manuscript says "${expected.around}", the EPUB "${found.around}". Build the EPUB again.`,
  };
  return [say(file, 'epub:text-differs', texts, { place: node, severity: 'error' })];
}
