import type { Element, ElementContent, Root } from 'hast';
import type { Nodes } from 'mdast';
import rehypeRaw from 'rehype-raw';
import rehypeSanitize from 'rehype-sanitize';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { placeInEdition } from '../book/editions.ts';
import type { Manuscript } from '../book/load.ts';
import { openYaml } from '../book/yaml-source.ts';
import type { DataBlocks } from '../data/index.ts';
import type { Chapter } from '../document/chapter.ts';
import type { Book } from '../document/index.ts';
import { cacheKey } from '../report/cache-key.ts';
import rehypeAddresses from './addresses.ts';
import { allowed } from './allowed.ts';
import { citation, referenceList } from './bibliography.ts';
import { titleBlocks } from './block-titles.ts';
import remarkReportBlocks, { containerDirective } from './blocks.ts';

import { indexList, indexMark } from './book-index.ts';
import remarkFences, { code } from './code/fences.ts';
import rehypeCode from './code/index.ts';
import rehypeEmphasis from './emphasis.ts';
import { equation } from './equation.ts';
import { figure, figurePart } from './figure.ts';
import { glossaryList, termUse } from './glossary.ts';

import { labelHeadings } from './headings.ts';
import { type KnownPicture, type Picture, PictureReader } from './images.ts';
import { kicker, noteMark, ruby } from './inline.ts';
import { remarkReportInlineForms, textDirective } from './inline-forms.ts';
import type { ChapterKeep } from './keep.ts';
import { listItem } from './list-item.ts';
import { wrapLooseText } from './loose-text.ts';
import rehypeMath from './math.ts';
import rehypeOfficialLists from './official-list.ts';
import remarkReportHtml from './raw-html.ts';
import type { PictureRoom } from './resolution.ts';
import { type Shown, shownIn } from './shown.ts';
import { table } from './table.ts';
import rehypeTables from './tables.ts';
import rehypeWidths from './widths.ts';

/** A chapter as safe HTML, the same for both outputs; each output places title and notes. */
export interface ChapterHtml {
  chapter: Chapter;
  /** zh-Hans, en, … */
  language: string;
  title: ElementContent[];
  body: Element[];
  notes: { id: string; number: number; marks: string[]; content: Element[] }[];
  shown: Shown;
  /** The same for what is the same, as far as the chapter itself says. */
  digest: string;
}

/** Everything that a PDF or an EPUB is made from. */
export interface TypesetBook extends Book {
  html: ChapterHtml[];
  pictures: ReadonlyMap<string, Picture>;
  /** The cover picture that book.yaml names, if any. */
  cover: Picture | undefined;
  /** Paths of the files that went into the text beside the chapters: data, parts included, lists of words. */
  dataFiles: string[];
}

/** mdast → hast → safe hast. What stands before `rehypeSanitize` may hold an author's own tags; what follows is ours. */
const processor = unified()
  .use(remarkReportHtml)
  .use(remarkReportBlocks)
  .use(remarkFences)
  .use(remarkReportInlineForms)
  .use(remarkRehype, {
    allowDangerousHtml: true,
    handlers: {
      citation,
      code,
      containerDirective,
      figure,
      figurePart,
      glossaryList,
      indexList,
      indexMark,
      kicker,
      listItem,
      math: equation,
      noteMark,
      referenceList,
      ruby,
      table,
      termUse,
      textDirective,
    },
  })
  .use(rehypeRaw)
  .use(rehypeSanitize, allowed)
  .use(rehypeAddresses)
  .use(rehypeTables)
  .use(rehypeWidths)
  .use(rehypeOfficialLists)
  .use(rehypeMath)
  .use(rehypeCode)
  .use(rehypeEmphasis)
  .freeze();

/** Renders all chapters. Problems are messages of their files. */
export async function renderBook(
  book: Book,
  { files, configFile, edition }: Manuscript,
  data: DataBlocks,
  dataFiles: string[],
  keep: ChapterKeep,
  room?: PictureRoom,
): Promise<TypesetBook> {
  const reader = new PictureReader(files, data.drawings, room);
  const html: ChapterHtml[] = [];
  for (const chapter of book.chapters) html.push(await renderChapter(chapter, book, reader, keep));
  const { cover: named } = book.config;
  const source = openYaml(configFile, { text: String(configFile), offset: 0 });
  const place = placeInEdition(source, edition, ['cover']);
  const cover = named === undefined ? undefined : await reader.readOne(named, configFile, place);
  return { ...book, html, pictures: reader.pictures, cover, dataFiles };
}

/** Renders one chapter of a book, or takes what it was rendered to before. */
export async function renderChapter(
  chapter: Chapter,
  { config }: Pick<Book, 'config'>,
  reader: PictureReader,
  keep: ChapterKeep,
): Promise<ChapterHtml> {
  const { file, id, notes } = chapter;
  const language = chapter.options.language ?? config.language;
  labelHeadings(chapter.sections);
  const written = cacheKey(
    'render',
    file.path,
    String(file),
    JSON.stringify([language, reader.room, id, chapter.title, chapter.tree, notes]),
  );
  const { title, body, contents, shown, pictures } = await keep.remember(
    file,
    [written],
    () => render(chapter, language, reader),
    {
      // What is said of a part that a chapter includes is said of another file.
      lasting: () => file.data.parts === undefined,
      valid: ({ pictures }) => reader.still(pictures, file),
    },
  );
  return {
    chapter,
    language,
    title,
    body,
    notes: notes.map((note, i) => ({ ...note, content: contents[i] ?? [] })),
    shown,
    digest: cacheKey(written, JSON.stringify(pictures)),
  };
}

interface RenderedChapter {
  title: ElementContent[];
  body: Element[];
  /** What the notes say. */
  contents: Element[][];
  shown: Shown;
  /** What the pictures were that the chapter shows. */
  pictures: KnownPicture[];
}

async function render(
  { file, title, tree, notes }: Chapter,
  language: string,
  reader: PictureReader,
): Promise<RenderedChapter> {
  const pictures: KnownPicture[] = [];
  const toHtml = async (each: Nodes): Promise<Root> => {
    titleBlocks(each, language);
    const safe = (await processor.run(each as never, file)) as Root;
    pictures.push(...(await reader.readAll(safe, file)));
    return safe;
  };
  const contents: Element[][] = [];
  for (const { content } of notes) {
    contents.push(wrapLooseText((await toHtml({ type: 'root', children: content })).children));
  }
  const titled = inline(await toHtml({ type: 'root', children: [{ type: 'paragraph', children: title }] }));
  const body = wrapLooseText((await toHtml(tree)).children);
  return { contents, title: titled, body, shown: shownIn([...titled, ...body, ...contents.flat()]), pictures };
}

/** The content of the one paragraph that a title was wrapped in. */
function inline(tree: Root): ElementContent[] {
  const paragraph = tree.children.find((child) => child.type === 'element');
  return paragraph?.type === 'element' ? paragraph.children : [];
}
