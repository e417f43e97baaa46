import type { Element } from 'hast';
import { visit } from 'unist-util-visit';
import type { Chapter } from '../document/chapter.ts';
import type { ChapterHtml } from '../html/index.ts';
import { fillLocators } from '../html/locators.ts';
import { fillPageReferences } from '../html/page-references.ts';
import { markBackMatter } from './back-matter.ts';
import { conform } from './conform.ts';
import { showSections } from './index-links.ts';
import { markNoterefs, notesSection } from './notes.ts';
import type { Page } from './publication.ts';
import { anchorName, type Places, rewriteReferences } from './references.ts';
import { h, legalText, toXhtml } from './xhtml.ts';

/** One chapter as one XHTML file: its title, its text, its notes. */
export function chapterPage(html: ChapterHtml, places: Places): Page {
  const { chapter } = html;
  const { matter } = chapter.options;
  const section = h(
    'section',
    {
      ...(matter === 'body' && { 'epub:type': 'chapter', role: 'doc-chapter' }),
      ...(matter === 'appendix' && { 'epub:type': 'appendix', role: 'doc-appendix' }),
      'aria-labelledby': anchorName(chapter.id),
    },
    titleHeader(html),
    ...html.body,
    ...notesSection(html),
  );
  // The PDF is made from the same trees.
  const body = structuredClone(h('body', { 'epub:type': `${matter === 'appendix' ? 'back' : matter}matter` }, section));
  const name = (id: string) => places.targets.byId.get(id)?.reference || '此处';
  fillPageReferences({ type: 'root', children: [body] }, { name });
  fillLocators({ type: 'root', children: [body] }, '、', showSections);
  rewriteReferences(body, chapter, places);
  markNoterefs(body);
  markBackMatter(body);
  conform(body);
  return {
    file: places.files.get(chapter) ?? '',
    title: legalText(spoken(chapter)),
    language: html.language,
    body: toXhtml(body),
    properties: properties(body),
    beforeContents: false,
  };
}

/** 第一章　总论: the title in one line, as contents and title bar show it. */
export function spoken({ label, titleText }: Pick<Chapter, 'label' | 'titleText'>): string {
  return label ? `${label}　${titleText}` : titleText;
}

function titleHeader({ chapter, title }: ChapterHtml): Element {
  // The space belongs to the label: style sheets set it on a line of its own, and none must lead the title.
  const number = chapter.label ? [h('span', { className: ['label'] }, `${chapter.label}　`)] : [];
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
