import type { VFile } from 'vfile';
import { VFile as File } from 'vfile';
import type { Manuscript } from '../book/load.ts';
import { assembleBook } from '../document/index.ts';
import type { Template } from '../template/load.ts';
import { isFromElsewhere, openReader } from './chapter-reader.ts';
import { PictureReader } from './images.ts';
import { renderChapter, type TypesetBook } from './index.ts';
import type { ChapterKeep } from './keep.ts';
import { gathered, inDirection, roomFor, type Typeset, titledParts } from './typeset.ts';

/** A book as it was typeset last, with the outlines of its chapters. */
export interface TypesetBefore extends Pick<Typeset, 'outlines' | 'sources'> {
  manuscript: Manuscript;
  book: TypesetBook;
}

/** What gathers things from the whole book. */
const gatherings: ReadonlySet<string> = new Set(['indexList', 'glossaryList', 'referenceList']);

/**
 * The book with one chapter set anew, for a quick look: only that chapter is read, numbered with what matters of the others, and
 * rendered. undefined where that would not do: the chapter has errors, or changes places, or has to do with more than its own text.
 * What is said of the chapter is to be said when the whole book is typeset.
 */
export async function retypeset(
  before: TypesetBefore,
  manuscript: Manuscript,
  template: Template,
  path: string,
  options: { tellFixes: boolean; keep: ChapterKeep },
): Promise<TypesetBook | undefined> {
  const file = manuscript.chapters.find((each) => each.path === path);
  if (!file || isFromElsewhere(file) || !sameChapters(before.manuscript, manuscript)) return undefined;
  const reader = await openReader(manuscript, template, options);
  if (!reader.config) return undefined;
  const changed = gathered(await reader.read(file));
  const parsed = manuscript.chapters.flatMap((each) => {
    if (each === file) return [changed];
    const outline = before.outlines.get(each.path);
    // What is said of these chapters is known.
    return outline ? [{ ...outline, file: new File(outline.file), tree: structuredClone(outline.tree) }] : [];
  });
  if (parsed.length < manuscript.chapters.length) return undefined;
  const numbered = assembleBook(reader.config, parsed, template, before.sources, titledParts(manuscript, reader));
  const chapter = numbered.chapters.find((each) => each.file === file);
  const known = before.book.html.find(({ chapter: each }) => each.id === chapter?.id);
  if (!chapter || known?.chapter.file.path !== path) return undefined;
  if (chapter.tree.children.some(({ type }) => gatherings.has(type))) return undefined;
  const pictures = new PictureReader(manuscript.files, reader.data.drawings, roomFor(template));
  const rendered = inDirection(await renderChapter(chapter, numbered, pictures, options.keep), template);
  if (hasErrors(file)) return undefined;
  return {
    ...before.book,
    ...numbered,
    html: before.book.html.map((each) => (each === known ? rendered : each)),
    pictures: new Map([...before.book.pictures, ...pictures.pictures]),
  };
}

function sameChapters(before: Manuscript, now: Manuscript): boolean {
  const names = ({ chapters }: Manuscript) => chapters.map(({ path }) => path).join('\n');
  return String(before.configFile) === String(now.configFile) && names(before) === names(now);
}

function hasErrors({ messages }: VFile): boolean {
  return messages.some(({ fatal }) => fatal);
}
