import type { BookConfig } from '../book/schema.ts';
import type { TypesetBook } from '../html/index.ts';
import { accessibility } from './accessibility.ts';
import { listIdentifiers, publicationId } from './identifiers.ts';
import type { Metadata, MetadataElement } from './publication.ts';
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
export function describeBook(book: TypesetBook, modified: Date, words: Words): Metadata {
  const { config } = book;
  const optional = (name: string, value: string | undefined) => (value ? [element(name, value)] : []);
  return {
    identifier: publicationId(config),
    elements: [
      ...listIdentifiers(config),
      ...titles(config),
      ...languages(book).map((language) => element('dc:language', language)),
      ...config.creators.map(creatorElement),
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
      ...accessibility(book, words),
    ],
  };
}

function titles(config: BookConfig): MetadataElement[] {
  const title = element('dc:title', config.title, [{ property: 'title-type', value: 'main' }]);
  if (!config.subtitle) return [title];
  return [title, element('dc:title', config.subtitle, [{ property: 'title-type', value: 'subtitle' }])];
}

/** The book's language first, then those of single chapters. */
function languages(book: TypesetBook): string[] {
  return [...new Set([book.config.language, ...book.html.map(({ language }) => language)])];
}

/** Reading systems show every dc:creator as an author, so those who helped are dc:contributor. */
function creatorElement(creator: Creator): MetadataElement {
  const name = creator.role === 'author' || creator.role === 'editor' ? 'dc:creator' : 'dc:contributor';
  const fileAs = creator['file-as'];
  return element(name, creator.name, [
    { property: 'role', scheme: 'marc:relators', value: relators[creator.role] },
    ...(fileAs ? [{ property: 'file-as', value: legalText(fileAs) }] : []),
  ]);
}

function element(name: string, value: string, refinements: MetadataElement['refinements'] = []): MetadataElement {
  return { name, value: legalText(value), refinements };
}
