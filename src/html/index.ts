import type { Element, ElementContent, Root } from 'hast';
import type { Nodes } from 'mdast';
import rehypeRaw from 'rehype-raw';
import rehypeSanitize from 'rehype-sanitize';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import type { VFile } from 'vfile';
import type { JailedFiles } from '../book/files.ts';
import { openYaml } from '../book/yaml-source.ts';
import type { DataBlocks } from '../data/index.ts';
import type { Chapter } from '../document/chapter.ts';
import type { Book } from '../document/index.ts';
import rehypeAddresses from './addresses.ts';
import { allowed } from './allowed.ts';
import { citation, referenceList } from './bibliography.ts';
import remarkReportBlocks, { containerDirective } from './blocks.ts';
import { figure, figurePart } from './figure.ts';
import { labelHeadings } from './headings.ts';
import { type Picture, PictureReader } from './images.ts';
import { kicker, noteMark, ruby } from './inline.ts';
import { wrapLooseText } from './loose-text.ts';
import rehypeMath from './math.ts';
import rehypeOfficialLists from './official-list.ts';
import remarkReportHtml from './raw-html.ts';
import type { PictureRoom } from './resolution.ts';
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
}

/** Everything that a PDF or an EPUB is made from. */
export interface TypesetBook extends Book {
  html: ChapterHtml[];
  pictures: ReadonlyMap<string, Picture>;
  /** The cover picture that book.yaml names, if any. */
  cover: Picture | undefined;
  /** Paths of the data files that tables and charts were made from. */
  dataFiles: string[];
}

/** mdast → hast → safe hast. What stands before `rehypeSanitize` may hold an author's own tags; what follows is ours. */
const processor = unified()
  .use(remarkReportHtml)
  .use(remarkReportBlocks)
  .use(remarkRehype, {
    allowDangerousHtml: true,
    handlers: { citation, containerDirective, figure, figurePart, kicker, noteMark, referenceList, ruby, table },
  })
  .use(rehypeRaw)
  .use(rehypeSanitize, allowed)
  .use(rehypeAddresses)
  .use(rehypeTables)
  .use(rehypeWidths)
  .use(rehypeOfficialLists)
  .use(rehypeMath)
  .freeze();

/** Renders all chapters. Problems are messages of their files. */
export async function renderBook(
  book: Book,
  files: JailedFiles,
  configFile: VFile,
  data: DataBlocks,
  room?: PictureRoom,
): Promise<TypesetBook> {
  const reader = new PictureReader(files, data.drawings, room);
  const html: ChapterHtml[] = [];
  for (const chapter of book.chapters) {
    const render = async (tree: Nodes): Promise<Root> => {
      const safe = (await processor.run(tree as never, chapter.file)) as Root;
      await reader.readAll(safe, chapter.file);
      return safe;
    };
    labelHeadings(chapter.sections);
    const notes = [];
    for (const { content, ...note } of chapter.notes) {
      notes.push({
        ...note,
        content: wrapLooseText((await render({ type: 'root', children: content })).children),
      });
    }
    html.push({
      chapter,
      language: chapter.options.language ?? book.config.language,
      title: inline(await render({ type: 'root', children: [{ type: 'paragraph', children: chapter.title }] })),
      body: wrapLooseText((await render(chapter.tree)).children),
      notes,
    });
  }
  const { cover: named } = book.config;
  const place = openYaml(configFile, { text: String(configFile), offset: 0 }).value(['cover']);
  const cover = named === undefined ? undefined : await reader.readOne(named, configFile, place);
  return { ...book, html, pictures: reader.pictures, cover, dataFiles: data.files.map((file) => file.path) };
}

/** The content of the one paragraph that a title was wrapped in. */
function inline(tree: Root): ElementContent[] {
  const paragraph = tree.children.find((child) => child.type === 'element');
  return paragraph?.type === 'element' ? paragraph.children : [];
}
