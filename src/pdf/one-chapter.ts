import path from 'node:path';
import type { ContentsEntry } from '../document/contents.ts';
import type { TypesetBook } from '../html/index.ts';
import { Failure } from '../report/failure.ts';

/**
 * The id of the chapter that is meant by its id, its file (with or without folder and `.md`) or its title.
 * @throws Failure (2) if there is none, or several.
 */
export function findChapter({ chapters }: Pick<TypesetBook, 'chapters'>, wanted: string): string {
  const named = chapters.filter((chapter) => {
    const { dir, name, base } = path.posix.parse(chapter.file.path);
    const file = chapter.kind === 'chapter' ? [chapter.file.path, base, name, path.posix.join(dir, name)] : [];
    return [chapter.id, chapter.titleText, ...file].includes(wanted.normalize('NFC'));
  });
  const [chapter] = named;
  if (chapter && named.length === 1) return chapter.id;
  const known = (named.length > 1 ? named : chapters).map(({ id, titleText }) => `${id}（${titleText}）`).join('、');
  throw new Failure(
    2,
    named.length > 1
      ? {
          zh: `“${wanted}”指几章：${known}。请写标识。`,
          en: `"${wanted}" means several chapters: ${known}. Use the id.`,
        }
      : { zh: `书稿里没有“${wanted}”这一章。有：${known}。`, en: `There is no chapter "${wanted}". Known: ${known}.` },
  );
}

/** The book with nothing in its contents but one chapter. */
export function withOnly(book: TypesetBook, id: string): TypesetBook {
  return { ...book, contents: entriesOf(book.contents, id) };
}

function entriesOf(entries: TypesetBook['contents'], id: string): ContentsEntry[] {
  const entry = entries.find((each) => each.id === id);
  // Of a part only its title is printed.
  if (entry) return [entry.level === 0 ? { ...entry, children: [] } : entry];
  return entries.flatMap(({ children }) => entriesOf(children, id));
}
