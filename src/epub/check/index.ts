import type { TypesetBook } from '../../html/index.ts';
import type { KanbenMessage } from '../../report/message.ts';
import { compareWithBook } from './against-manuscript.ts';
import { checkLinks } from './links.ts';
import { openEpub } from './opened.ts';
import { checkPackage } from './package-files.ts';

/**
 * All that our own checks find in an EPUB: archive, package, ids and links, and against the manuscript if it is given.
 * `file` is the name that messages show.
 */
export function checkEpub(bytes: Buffer, file: string, book?: TypesetBook): KanbenMessage[] {
  const messages: KanbenMessage[] = [];
  const epub = openEpub(bytes, file, messages);
  if (!epub) return messages;
  checkPackage(epub);
  checkLinks(epub);
  if (book) messages.push(...compareWithBook(epub, book));
  return messages;
}
