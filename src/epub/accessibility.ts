import type { ElementContent } from 'hast';
import type { BookConfig } from '../book/schema.ts';
import type { ChapterHtml, TypesetBook } from '../html/index.ts';
import { visit } from '../tree/visit.ts';
import type { MetadataProperty } from './publication.ts';
import type { Words } from './words.ts';
import { legalText } from './xhtml.ts';

/**
 * What the book offers to readers who cannot see it (EPUB Accessibility 1.1, 2), found in its content. Conformance to a
 * standard is claimed by `certification` only.
 */
export function accessibility(book: TypesetBook, words: Words, paged: boolean): MetadataProperty[] {
  const { images, described, formulas, indexes, rubies } = survey(book.html);
  const pictures = [...book.pictures.values()];
  const features = ['tableOfContents', 'readingOrder', 'structuralNavigation', 'displayTransformability'];
  if (images > 0 && described === images) features.push('alternativeText');
  if (formulas > 0) features.push(book.config.epub.math === 'picture' ? 'latex' : 'MathML');
  if (indexes > 0) features.push('index');
  if (paged) features.push('pageBreakMarkers', 'pageNavigation');
  // Sound that is written above or beside its character.
  if (rubies > 0) features.push('rubyAnnotations');
  const modes = images > 0 ? ['textual', 'visual'] : ['textual'];
  // A book whose pictures are all described can be read by text alone.
  const sufficient = described === images ? ['textual'] : [];
  if (images > 0) sufficient.push('textual,visual');
  const summary = [
    words.reflowable,
    ...(images === 0 ? [] : [described === images ? words.described : words.undescribed]),
    ...(formulas > 0 && book.config.epub.math !== 'picture' ? [words.formulas] : []),
  ].join('');
  return [
    ...modes.map((value) => ({ property: 'schema:accessMode', value })),
    ...sufficient.map((value) => ({ property: 'schema:accessModeSufficient', value })),
    ...features.map((value) => ({ property: 'schema:accessibilityFeature', value })),
    // A GIF may flash; nothing else that we pack can move or sound.
    {
      property: 'schema:accessibilityHazard',
      value: pictures.some(({ mediaType }) => mediaType === 'image/gif') ? 'unknown' : 'none',
    },
    { property: 'schema:accessibilitySummary', value: summary, language: book.config.language },
  ];
}

/** What book.yaml says of somebody who certified the book (EPUB Accessibility 1.1, 4 and 5); nothing is claimed without. */
export function certification({ epub }: BookConfig): MetadataProperty[] {
  if (!epub.accessibility) return [];
  const { certifier, credential, level, wcag } = epub.accessibility;
  const by = {
    id: 'certifier',
    property: 'a11y:certifiedBy',
    value: legalText(certifier),
    refinements: credential ? [{ property: 'a11y:certifierCredential', value: legalText(credential) }] : [],
  };
  const value = `EPUB Accessibility 1.1 - WCAG ${wcag} Level ${level}`;
  return [{ property: 'dcterms:conformsTo', value, refinements: [by] }];
}

function survey(chapters: ChapterHtml[]) {
  const found = { images: 0, described: 0, formulas: 0, indexes: 0, rubies: 0 };
  for (const { title, body, notes } of chapters) {
    const children: ElementContent[] = [...title, ...body, ...notes.flatMap(({ content }) => content)];
    visit({ type: 'root', children }, 'element', ({ tagName, properties }) => {
      if (tagName === 'math') found.formulas++;
      if (tagName === 'ruby') found.rubies++;
      if (properties.role === 'doc-index') found.indexes++;
      if (tagName !== 'img') return;
      found.images++;
      if (properties.alt) found.described++;
    });
  }
  return found;
}
