import type { Element, ElementContent, Root } from 'hast';
import { noteSettings } from '../../document/note-settings.ts';
import type { ChapterHtml, TypesetBook } from '../../html/index.ts';
import type { Template } from '../../template/load.ts';
import { sideRoom } from '../../template/side-notes.ts';
import { visitParents } from '../../tree/visit.ts';
import type { SubsetFace } from '../fonts.ts';
import type { PageInfo } from '../pages.ts';
import type { AuditFacts, Frame, SourceText } from './facts.ts';

/** Points in a millimetre. */
const pt = 72 / 25.4;

/** What the audit needs to know of every part of a book. */
export function auditFacts(
  { config }: Pick<TypesetBook, 'config'>,
  template: Template,
  faces: readonly SubsetFace[],
): Omit<AuditFacts, 'notes'> {
  const { grid, direction } = template.page;
  const beside = noteSettings(config, template).place === 'side' ? sideRoom(template.name, template.page).room : 0;
  const frames = framesOf(template, beside);
  const firstLine = ({ top, right }: Frame) => grid.leading / 2 + (direction === 'vertical' ? -right : top);
  const names = faces.map(({ postScript }) => postScript);
  return {
    language: config.language,
    writing: direction === 'vertical' ? 'vertical-rl' : 'horizontal-tb',
    frames,
    grid: {
      size: grid.size,
      leading: grid.leading,
      first: { recto: firstLine(frames.recto), verso: firstLine(frames.verso) },
    },
    fonts: names.includes(undefined) ? [] : names.map(String),
    lines: { edges: template.lines.edges, hanging: template.lines.hanging },
  };
}

/**
 * The type area on both sides of the leaf. Where notes stand beside the text, in mm, chapters are printed with room for them on
 * both sides (see template/side-notes.ts).
 */
function framesOf(
  { page: { width, height, margins, binding } }: Template,
  beside: number,
): Record<PageInfo['side'], Frame> {
  const upright = { top: margins.top * pt, bottom: (height - margins.bottom) * pt };
  const more = 2 * beside;
  const spineLeft = { left: margins.inner * pt, right: (width - margins.outer + more) * pt, ...upright };
  const spineRight = { left: margins.outer * pt, right: (width - margins.inner + more) * pt, ...upright };
  return binding === 'left' ? { recto: spineLeft, verso: spineRight } : { recto: spineRight, verso: spineLeft };
}

/** The text of a chapter with the lines where it is written; the notes stand behind the text. */
export function sourceOf({ chapter, title, body, notes }: ChapterHtml): SourceText {
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
