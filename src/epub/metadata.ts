import type { BookConfig } from '../book/schema.ts';
import type { TypesetBook } from '../html/index.ts';
import { accessibility, certification } from './accessibility.ts';
import { listIdentifiers, publicationId } from './identifiers.ts';
import type { Metadata, MetadataElement, MetadataProperty } from './publication.ts';
import { sortName } from './sort-name.ts';
import type { Words } from './words.ts';
import { legalText } from './xhtml.ts';

type Creator = BookConfig['creators'][number];

/** https://id.loc.gov/vocabulary/relators */
const relators: Record<Creator['role'], string> = {
  author: 'aut',
  editor: 'edt',
  translator: 'trl',
  illustrator: 'ill',
  designer: 'bkd',
  contributor: 'ctb',
};

/** The metadata of the package document, from book.yaml and from what the book holds. */
export function describeBook(book: TypesetBook, modified: Date, words: Words, paged = false): Metadata {
  const { config } = book;
  const optional = (name: string, value: string | undefined) => (value ? [element(name, value)] : []);
  return {
    identifier: publicationId(config),
    elements: [
      ...listIdentifiers(config),
      ...titles(config),
      ...languages(book).map((language) => element('dc:language', language)),
      ...config.creators.map((creator) => creatorElement(creator, config.language)),
      ...optional('dc:publisher', config.publisher),
      element('dc:date', config.date),
      ...config.subjects.map((subject) => element('dc:subject', subject)),
      ...optional('dc:description', config.description),
      ...optional('dc:rights', config.rights),
    ],
    properties: [
      // CCYY-MM-DDThh:mm:ssZ, without fractions of a second (EPUB 3.3, 5.5.3.1.4).
      { property: 'dcterms:modified', value: `${modified.toISOString().slice(0, 19)}Z` },
      ...(config.edition ? [{ property: 'schema:bookEdition', value: legalText(config.edition) }] : []),
      ...series(config),
      // The first as EPUB Accessibility 1.1 has it, the second for those who read Dublin Core.
      ...(paged
        ? ['pageBreakSource', 'dcterms:source'].map((property) => ({
            property,
            value: legalText(printEdition(config)),
          }))
        : []),
      ...accessibility(book, words, paged),
      ...certification(config),
    ],
    links: [
      ...(config.epub.accessibility?.report
        ? [{ rel: 'a11y:certifierReport', href: config.epub.accessibility.report, refines: 'certifier' }]
        : []),
      // EPUB 3.3, 5.5.7: a record in a vocabulary of its own.
      ...(config.epub.onix
        ? [{ rel: 'record', href: 'onix.xml', mediaType: 'application/xml', properties: 'onix' }]
        : []),
    ],
  };
}

function titles(config: BookConfig): MetadataElement[] {
  const sorted = config.language === 'zh-Hans' ? sortName(config.title, 'title') : undefined;
  const title = element('dc:title', config.title, [
    { property: 'title-type', value: 'main' },
    ...(sorted ? [{ property: 'file-as', value: legalText(sorted) }] : []),
  ]);
  if (!config.subtitle) return [title];
  return [title, element('dc:title', config.subtitle, [{ property: 'title-type', value: 'subtitle' }])];
}

/** The book's language first, then those of single chapters. */
function languages(book: TypesetBook): string[] {
  return [...new Set([book.config.language, ...book.html.map(({ language }) => language)])];
}

/**
 * Reading systems show every dc:creator as an author, so those who helped are dc:contributor. Simplified books are sorted by
 * pinyin; a name may say otherwise.
 */
function creatorElement(creator: Creator, language: BookConfig['language']): MetadataElement {
  const name = creator.role === 'author' || creator.role === 'editor' ? 'dc:creator' : 'dc:contributor';
  const fileAs = creator['file-as'] ?? (language === 'zh-Hans' ? sortName(creator.name, 'person') : undefined);
  return element(name, creator.name, [
    { property: 'role', scheme: 'marc:relators', value: relators[creator.role] },
    ...(fileAs ? [{ property: 'file-as', value: legalText(fileAs) }] : []),
  ]);
}

/** The series that book.yaml names (EPUB 3.3, D.3: belongs-to-collection). */
function series({ epub }: BookConfig): MetadataProperty[] {
  if (!epub.series) return [];
  const { name, number, issn } = epub.series;
  return [
    {
      property: 'belongs-to-collection',
      value: legalText(name),
      refinements: [
        { property: 'collection-type', value: 'series' },
        ...(number === undefined ? [] : [{ property: 'group-position', value: String(number) }]),
        ...(issn ? [{ property: 'dcterms:identifier', value: `urn:issn:${legalText(issn)}` }] : []),
      ],
    },
  ];
}

/** The edition whose pages are marked (EPUB Accessibility 1.1): as book.yaml names it, else the PDF of the same edition. */
function printEdition({ title, edition, epub }: BookConfig): string {
  return epub['print-edition'] ?? [title, edition, 'PDF'].filter(Boolean).join('，');
}

function element(name: string, value: string, refinements: MetadataElement['refinements'] = []): MetadataElement {
  return { name, value: legalText(value), refinements };
}
