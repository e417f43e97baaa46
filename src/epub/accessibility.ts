import type { ElementContent } from 'hast';
import { visit } from 'unist-util-visit';
import type { ChapterHtml, TypesetBook } from '../html/index.ts';
import type { Metadata } from './publication.ts';
import type { Words } from './words.ts';

/**
 * What the book offers to readers who cannot see it (EPUB Accessibility 1.1, 2), found in its content. Conformance to a
 * standard is not claimed here: that is for a publisher who had it certified.
 */
export function accessibility(book: TypesetBook, words: Words): Metadata['properties'] {
  const { images, described, formulas, indexes } = survey(book.html);
  const pictures = [...book.pictures.values()];
  const features = ['tableOfContents', 'readingOrder', 'structuralNavigation', 'displayTransformability'];
  if (images > 0 && described === images) features.push('alternativeText');
  if (formulas > 0) features.push('MathML');
  if (indexes > 0) features.push('index');
  const modes = images > 0 ? ['textual', 'visual'] : ['textual'];
  // A book whose pictures are all described can be read by text alone.
  const sufficient = described === images ? ['textual'] : [];
  if (images > 0) sufficient.push('textual,visual');
  const summary = [
    words.reflowable,
    ...(images === 0 ? [] : [described === images ? words.described : words.undescribed]),
    ...(formulas > 0 ? [words.formulas] : []),
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

function survey(chapters: ChapterHtml[]) {
  const found = { images: 0, described: 0, formulas: 0, indexes: 0 };
  for (const { title, body, notes } of chapters) {
    const children: ElementContent[] = [...title, ...body, ...notes.flatMap(({ content }) => content)];
    visit({ type: 'root', children }, 'element', ({ tagName, properties }) => {
      if (tagName === 'math') found.formulas++;
      if (properties.role === 'doc-index') found.indexes++;
      if (tagName !== 'img') return;
      found.images++;
      if (properties.alt) found.described++;
    });
  }
  return found;
}
