import type { Bilingual, RuleId, Severity } from '../../../report/message.ts';
import type { AuditFacts, Frame, SheetInfo } from '../facts.ts';
import type { Line, Paragraph } from '../lines.ts';
import type { Glyph, PageContent } from '../read/painted.ts';

/** A part of a book as the checks see it. */
export interface Layout {
  facts: AuditFacts;
  /** What its pages are. */
  sheets: readonly SheetInfo[];
  pages: readonly PageContent[];
  paragraphs: readonly Paragraph[];
  /** The lines of all blocks by page. */
  lines: readonly (readonly Line[])[];
  /** Page index by the name of a destination. */
  destinations: ReadonlyMap<string, number>;
}

/** A place where a page is not as it should be. */
export interface Finding {
  /** Page index from 0. */
  page: number;
  line?: Line | undefined;
  paragraph?: Paragraph | undefined;
  /** What is there, and what may be done: a clause each, without the page. `{folio}` stands for the folio of `other`. */
  texts: Bilingual;
  other?: number;
}

/** What is said of a check. */
export interface CheckTitle {
  id: RuleId;
  title: Bilingual;
  /** The standard that asks for it, '' where it is usage. */
  clause: string;
  severity: Severity;
}

/** One check of the layout: looks at a part of the book and tells what it finds. */
export interface Check extends CheckTitle {
  find(layout: Layout): Iterable<Finding>;
}

/** Paragraphs in Chinese lines: not code, not what is a label alone. */
export function* textParagraphs({ paragraphs }: Layout): Generator<Paragraph> {
  for (const paragraph of paragraphs) {
    const { role, within } = paragraph.block;
    if (role === 'Lbl' || role === 'Figure' || within.includes('Figure') || within.includes('Code')) continue;
    if (paragraph.lines.every((line) => line.glyphs.every(({ owner }) => owner?.inline.includes('Code')))) continue;
    yield paragraph;
  }
}

/** The type area of a page; undefined if it is not known, or the page does not keep to it (cover). */
export function frameOf({ facts, sheets }: Layout, page: number): Frame | undefined {
  const info = sheets[page];
  return info && info.kind !== 'cover' ? facts.frames?.[info.side] : undefined;
}

/** A few characters to either side of a break between lines: `…前文｜后文…`. */
export function aroundBreak(before: Line | undefined, after: Line | undefined): string {
  const head = [...(before?.text.trim() ?? '')].slice(-6).join('');
  const tail = [...(after?.text.trim() ?? '')].slice(0, 6).join('');
  return `${head}｜${tail}`;
}

/** The line that a character stands in, and its paragraph. */
export function lineOf(
  { paragraphs }: Pick<Layout, 'paragraphs'>,
  page: number,
  { x, y, owner }: Glyph,
): Pick<Finding, 'line' | 'paragraph'> {
  const paragraph = paragraphs.find(({ block }) => block === owner?.block);
  const line = paragraph?.lines.find(
    (each) => each.page === page && each.glyphs.some((glyph) => glyph.x === x && glyph.y === y),
  );
  return { line, paragraph };
}
