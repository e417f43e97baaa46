import type { Element } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { BookConfig } from '../book/schema.ts';
import { oneLine } from '../document/chapter.ts';
import { visit } from '../tree/visit.ts';
import type { Piece } from './draft.ts';
import { markForDuokan } from './duokan.ts';
import { notesSection } from './notes.ts';
import type { Page } from './publication.ts';
import { anchorName, type Places, rewriteReferences } from './references.ts';
import { h, legalText, toXhtml } from './xhtml.ts';

/** A piece of a chapter, or a part's title page, as one XHTML file: title, text, notes. */
export function chapterPage(piece: Piece, file: string, places: Places, noteStyle: BookConfig['epub']['notes']): Page {
  const { html, nth, blocks, notes } = piece;
  const { chapter } = html;
  const { matter } = chapter.options;
  const kind = chapter.kind === 'part' ? 'part' : kinds[matter];
  // Only the first file is a chapter; what goes on in others is not one more.
  const properties =
    nth === 0
      ? { ...(kind && { 'epub:type': kind, role: `doc-${kind}` }), 'aria-labelledby': anchorName(chapter.id) }
      : { 'aria-label': pieceTitle(piece) };
  const type = `${matter === 'appendix' ? 'back' : matter}matter`;
  const body = h(
    'body',
    { 'epub:type': type, ...(kind === 'part' && { className: ['part'] }) },
    h('section', properties, ...blocks, ...notesSection(notes, noteStyle)),
  );
  if (noteStyle === 'duokan') markForDuokan(body);
  rewriteReferences(body, file, places);
  return {
    file,
    title: pieceTitle(piece),
    language: html.language,
    body: toXhtml(body),
    properties: contentKinds(body),
    beforeContents: false,
  };
}

/** What the sections of a book are called in EPUB; front and back matter have no name of their own. */
const kinds = { front: undefined, body: 'chapter', appendix: 'appendix', back: undefined };

/** The chapter's title; of a later file with the section that it begins with, or a number. */
function pieceTitle({ html: { chapter }, nth, blocks: [first] }: Piece): string {
  const title = oneLine(chapter.label, chapter.titleText);
  if (nth === 0 || !first) return legalText(title);
  return legalText(/^h[2-6]$/.test(first.tagName) ? `${title}　${textOf(first)}` : `${title}（${nth + 1}）`);
}

/** EPUB 3.3, D.5: what kinds of content the manifest must announce. */
function contentKinds(body: Element): string[] {
  const found = new Set<string>();
  visit(body, 'element', ({ tagName }) => {
    if (tagName === 'math') found.add('mathml');
    if (tagName === 'svg') found.add('svg');
  });
  return [...found].sort();
}
