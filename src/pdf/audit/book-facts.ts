import type { Element, ElementContent, Root } from 'hast';
import { visitParents } from 'unist-util-visit-parents';
import { noteSettings } from '../../document/note-settings.ts';
import type { ChapterHtml, TypesetBook } from '../../html/index.ts';
import type { Template } from '../../template/load.ts';
import type { SubsetFace } from '../fonts.ts';
import type { PageInfo } from '../pages.ts';
import type { AuditFacts, Frame, SourceText } from './facts.ts';
import { fontName } from './font-name.ts';

/** Points in a millimetre. */
const pt = 72 / 25.4;

/** What the audit needs to know of a book as it is printed: its pages, its words and their places. */
export function bookFacts(
  book: TypesetBook,
  template: Template,
  faces: readonly SubsetFace[],
  pages: readonly PageInfo[],
): AuditFacts {
  const atFoot = noteSettings(book.config, template).place === 'page';
  const { grid, direction } = template.page;
  const frames = framesOf(template);
  const firstLine = ({ top, right }: Frame) => grid.leading / 2 + (direction === 'vertical' ? -right : top);
  const names = faces.map(({ bytes }) => fontName(bytes));
  return {
    language: book.config.language,
    writing: direction === 'vertical' ? 'vertical-rl' : 'horizontal-tb',
    pages,
    frames,
    grid: {
      size: grid.size,
      leading: grid.leading,
      first: { recto: firstLine(frames.recto), verso: firstLine(frames.verso) },
    },
    chapters: book.html
      .filter(({ chapter }) => chapter.kind === 'chapter')
      .map((chapter) => ({ id: chapter.chapter.id, source: sourceOf(chapter) })),
    fonts: new Set(names.includes(undefined) ? [] : names.map(String)),
    notes: atFoot ? book.html.flatMap(({ notes }) => notes.map(({ id, marks }) => ({ id, mark: marks[0] ?? '' }))) : [],
    lines: template.lines,
  };
}

/** The type area on both sides of the leaf. */
function framesOf({ page: { width, height, margins, binding } }: Template): Record<PageInfo['side'], Frame> {
  const upright = { top: margins.top * pt, bottom: (height - margins.bottom) * pt };
  const spineLeft = { left: margins.inner * pt, right: (width - margins.outer) * pt, ...upright };
  const spineRight = { left: margins.outer * pt, right: (width - margins.inner) * pt, ...upright };
  return binding === 'left' ? { recto: spineLeft, verso: spineRight } : { recto: spineRight, verso: spineLeft };
}

/** The text of a chapter with the lines where it is written; the notes stand behind the text. */
function sourceOf({ chapter, title, body, notes }: ChapterHtml): SourceText {
  const pieces: { text: string; line: number }[] = [];
  const children: ElementContent[] = [...title, ...body, ...notes.flatMap((note) => note.content)];
  let line = 1;
  visitParents({ type: 'root', children } as Root, 'text', (node, ancestors) => {
    if (ancestors.some((each) => each.type === 'element' && isHidden(each))) return;
    line = [...ancestors, node].findLast((each) => each.position)?.position?.start.line ?? line;
    pieces.push({ text: node.value, line });
  });
  return { file: chapter.file, pieces };
}

/** What no page shows as it stands here: the data behind a chart, brackets of ruby, the TeX of a formula, places in an EPUB. */
function isHidden({ tagName, properties }: Element): boolean {
  const classes = [properties.className ?? []].flat();
  return tagName === 'rp' || tagName === 'annotation' || classes.includes('chart-data') || classes.includes('locators');
}
