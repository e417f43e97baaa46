import { createHash } from 'node:crypto';
import { VFile } from 'vfile';
import { forOutput } from '../../html/for-output.ts';
import type { TypesetBook } from '../../html/index.ts';
import { type KanbenMessage, say } from '../../report/message.ts';
import { plan } from '../pictures.ts';
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
  return [
    ...compare(written.text, packed.text, ['正文', 'The text']),
    ...compare(notesInOrder(written), notesInOrder(packed), ['注', 'The notes']),
    ...comparePictures(epub, book),
  ];
}

/** A picture that is not to be converted must be there with the bytes of the manuscript. */
function comparePictures({ files }: OpenedEpub, book: TypesetBook): KanbenMessage[] {
  const packed = new Set([...files.values()].map((bytes) => createHash('sha256').update(bytes).digest('hex')));
  return [...forOutput(book, 'epub').pictures.values()].flatMap((picture) => {
    const { path, hash } = picture;
    if (packed.has(hash) || plan(picture, book.config.epub.pictures)) return [];
    const zh = '这幅图在 EPUB 里没有，或字节不同。请重新生成 EPUB。';
    const en = 'This picture is not in the EPUB, or with other bytes. Build the EPUB again.';
    return [say(new VFile({ path }), 'epub:picture-differs', { zh, en }, { severity: 'error' })];
  });
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
