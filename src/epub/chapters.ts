import type { Element } from 'hast';
import { visit } from 'unist-util-visit';
import { labelGap, oneLine } from '../document/chapter.ts';
import type { ChapterHtml } from '../html/index.ts';
import { fillLocators } from '../html/locators.ts';
import { fillPageReferences } from '../html/page-references.ts';
import { markBackMatter } from './back-matter.ts';
import { conform } from './conform.ts';
import { showSections } from './index-links.ts';
import { markNoterefs, notesSection } from './notes.ts';
import type { Page } from './publication.ts';
import { anchorName, type Places, rewriteReferences } from './references.ts';
import type { Words } from './words.ts';
import { h, legalText, toXhtml } from './xhtml.ts';

/** One chapter, or a part's title page, as one XHTML file: its title, its text, its notes. */
export function chapterPage(html: ChapterHtml, places: Places, words: Words): Page {
  const { chapter } = html;
  const { matter } = chapter.options;
  const kind = chapter.kind === 'part' ? 'part' : kinds[matter];
  const section = h(
    'section',
    {
      ...(kind && { 'epub:type': kind, role: `doc-${kind}` }),
      'aria-labelledby': anchorName(chapter.id),
    },
    titleHeader(html),
    ...html.body,
    ...notesSection(html),
  );
  // The PDF is made from the same trees.
  const type = `${matter === 'appendix' ? 'back' : matter}matter`;
  const body = structuredClone(
    h('body', { 'epub:type': type, ...(kind === 'part' && { className: ['part'] }) }, section),
  );
  const name = (id: string) => places.targets.byId.get(id)?.reference || words.here;
  fillPageReferences({ type: 'root', children: [body] }, { name });
  fillLocators({ type: 'root', children: [body] }, '、', showSections);
  rewriteReferences(body, chapter, places);
  markNoterefs(body);
  markBackMatter(body);
  conform(body, words);
  return {
    file: places.files.get(chapter) ?? '',
    title: legalText(oneLine(chapter.label, chapter.titleText)),
    language: html.language,
    body: toXhtml(body),
    properties: properties(body),
    beforeContents: false,
  };
}

/** What the sections of a book are called in EPUB; front and back matter have no name of their own. */
const kinds = { front: undefined, body: 'chapter', appendix: 'appendix', back: undefined };

function titleHeader({ chapter, title }: ChapterHtml): Element {
  // The space belongs to the label: style sheets set it on a line of its own, and none must lead the title.
  const number = chapter.label
    ? [h('span', { className: ['label'] }, `${chapter.label}${labelGap(chapter.label)}`)]
    : [];
  return h('header', {}, h('h1', { id: chapter.id }, ...number, h('span', { className: ['title'] }, ...title)));
}

/** EPUB 3.3, D.5: what kinds of content the manifest must announce. */
function properties(body: Element): string[] {
  const found = new Set<string>();
  visit(body, 'element', ({ tagName }) => {
    if (tagName === 'math') found.add('mathml');
    if (tagName === 'svg') found.add('svg');
  });
  return [...found].sort();
}
