import type { Element, ElementContent, Root } from 'hast';
import { visitParents } from 'unist-util-visit-parents';
import { noteSettings } from '../../document/note-settings.ts';
import type { ChapterHtml, TypesetBook } from '../../html/index.ts';
import type { Template } from '../../template/load.ts';
import type { LoadedFace } from '../fonts.ts';
import type { PageInfo } from '../pages.ts';
import type { AuditFacts, Frame, SourceText } from './facts.ts';
import { fontName } from './font-name.ts';

/** Points in a millimetre. */
const pt = 72 / 25.4;

/** What the audit needs to know of a book as it is printed: its pages, its words and their places. */
export function bookFacts(
  book: TypesetBook,
  template: Template,
  faces: readonly LoadedFace[],
  pages: readonly PageInfo[],
): AuditFacts {
  const atFoot = noteSettings(book.config, template).place === 'page';
  const names = faces.map(({ bytes }) => fontName(bytes));
  return {
    language: book.config.language,
    writing: 'horizontal-tb',
    pages,
    frames: framesOf(template),
    chapters: book.html
      .filter(({ chapter }) => chapter.kind === 'chapter')
      .map((chapter) => ({ id: chapter.chapter.id, source: sourceOf(chapter) })),
    fonts: new Set(names.includes(undefined) ? [] : names.map(String)),
    notes: atFoot ? book.html.flatMap(({ notes }) => notes.map(({ id, marks }) => ({ id, mark: marks[0] ?? '' }))) : [],
    hanging: false,
  };
}

/** The type area on both sides of the leaf. */
function framesOf({ page: { width, height, margins } }: Template): Record<PageInfo['side'], Frame> {
  const vertical = { top: margins.top * pt, bottom: (height - margins.bottom) * pt };
  return {
    recto: { left: margins.inner * pt, right: (width - margins.outer) * pt, ...vertical },
    verso: { left: margins.outer * pt, right: (width - margins.inner) * pt, ...vertical },
  };
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

/** What no page shows: the data behind a chart, the brackets of ruby, the text of a formula beside its signs. */
function isHidden({ tagName, properties }: Element): boolean {
  return tagName === 'rp' || tagName === 'annotation' || [properties.className ?? []].flat().includes('chart-data');
}
