import type { Element } from 'hast';
import type { BookConfig } from '../book/schema.ts';
import { chineseDate, creatorsByRole, imprintLines } from '../html/imprint.ts';
import type { Template } from '../template/load.ts';
import type { Page } from './publication.ts';
import type { Words } from './words.ts';
import { h, toXhtml } from './xhtml.ts';

/** The cover as the book shows it. */
export interface Cover {
  bytes: Buffer;
  mediaType: 'image/png' | 'image/jpeg';
  alt: string;
  width: number;
  height: number;
}

/** The pages before the contents: cover if there is one, title page, imprint. */
export function frontPages(
  config: BookConfig,
  template: Template,
  words: Words,
  cover: (Cover & { file: string }) | undefined,
): Page[] {
  const page = (file: string, title: string, body: Element): Page => ({
    file,
    title,
    language: config.language,
    body: toXhtml(body),
    properties: [],
    beforeContents: true,
  });
  const pages = [
    page('title-page.xhtml', words.titlePage, titlePage(config, words)),
    page('imprint.xhtml', template.labels.imprint, imprintPage(config, template.labels.imprint)),
  ];
  return cover ? [page('cover.xhtml', template.labels.cover, coverPage(cover)), ...pages] : pages;
}

function coverPage({ file, alt, width, height }: Cover & { file: string }): Element {
  const image = h('img', { src: file, alt, width, height, role: 'doc-cover' });
  return h('body', { 'epub:type': 'cover', className: ['cover'] }, h('div', {}, image));
}

function titlePage(config: BookConfig, words: Words): Element {
  const by = creatorsByRole(config).flatMap(({ role, people }) => {
    const suffix = words.suffixes[role];
    return suffix
      ? [h('p', { className: ['by'] }, people.join('　'), h('span', { className: ['role'] }, `　${suffix}`))]
      : [];
  });
  const line = (className: string, text: string | undefined) =>
    text ? [h('p', { className: [className] }, text)] : [];
  return h(
    'body',
    { 'epub:type': 'frontmatter', className: ['title-page'] },
    h(
      'section',
      { 'epub:type': 'titlepage' },
      h('h1', {}, config.title),
      ...line('subtitle', config.subtitle),
      ...by,
      ...line('publisher', config.publisher),
      ...line('edition', [config.edition, chineseDate(config.date)].filter(Boolean).join('　')),
    ),
  );
}

function imprintPage(config: BookConfig, title: string): Element {
  const lines = imprintLines(config).flatMap(([label, value]) => [h('dt', {}, label), h('dd', {}, value)]);
  return h(
    'body',
    { 'epub:type': 'frontmatter', className: ['imprint'] },
    h('section', { 'epub:type': 'copyright-page' }, h('h1', {}, title), h('dl', {}, ...lines)),
  );
}
