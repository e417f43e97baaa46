import type { BookConfig } from '../book/schema.ts';
import { identifierValue, publicationId } from './identifiers.ts';
import type { Metadata } from './publication.ts';
import { isBody, sortName } from './sort-name.ts';
import { legalText } from './xhtml.ts';

/**
 * The ONIX for Books 3.0 record of the EPUB (EDItEUR, reference names), for shops and libraries. Numbers are of the ONIX code
 * lists: 5 identifiers, 17 contributors, 79 and 196 features, 149 and 15 titles.
 */
export function onixRecord(config: BookConfig, metadata: Metadata, modified: Date): string {
  const day = modified.toISOString().slice(0, 10).replaceAll('-', '');
  const id = publicationId(config);
  const message = tag(
    'ONIXMessage',
    tag(
      'Header',
      tag('Sender', tag('SenderName', config.publisher ?? config.creators[0]?.name)),
      tag('SentDateTime', day),
    ),
    tag(
      'Product',
      tag('RecordReference', id),
      // 03: confirmed on publication.
      tag('NotificationType', '03'),
      ...identifiers(config, id),
      description(config, metadata),
      config.description
        ? tag(
            'CollateralDetail',
            tag('TextContent', tag('TextType', '03'), tag('ContentAudience', '00'), tag('Text', config.description)),
          )
        : undefined,
      tag(
        'PublishingDetail',
        config.publisher
          ? tag('Publisher', tag('PublishingRole', '01'), tag('PublisherName', config.publisher))
          : undefined,
        tag('PublishingStatus', '04'),
        tag('PublishingDate', tag('PublishingDateRole', '01'), tag('Date', config.date.replaceAll('-', ''))),
      ),
    ),
  );
  const root = '<ONIXMessage release="3.0" xmlns="http://ns.editeur.org/onix/3.0/reference">';
  return `<?xml version="1.0" encoding="UTF-8"?>\n${message.xml.replace('<ONIXMessage>', root)}\n`;
}

function description(config: BookConfig, { properties }: Metadata): Tag {
  const [, country] = /^zh-Hant-(\w+)/.exec(config.language) ?? [];
  const offered = properties.filter(({ property }) => property === 'schema:accessibilityFeature');
  return tag(
    'DescriptiveDetail',
    tag('ProductComposition', '00'),
    // EA: delivered electronically; E101: EPUB.
    tag('ProductForm', 'EA'),
    tag('ProductFormDetail', 'E101'),
    ...offered.flatMap(({ value }) => {
      const code = features[value];
      return code
        ? [tag('ProductFormFeature', tag('ProductFormFeatureType', '09'), tag('ProductFormFeatureValue', code))]
        : [];
    }),
    collection(config.epub.series),
    titleDetail(
      tag('TitleElementLevel', '01'),
      tag('TitleText', config.title),
      config.subtitle ? tag('Subtitle', config.subtitle) : undefined,
    ),
    ...config.creators.map(contributor),
    config.edition ? tag('EditionStatement', config.edition) : undefined,
    tag(
      'Language',
      tag('LanguageRole', '01'),
      tag('LanguageCode', 'chi'),
      country ? tag('CountryCode', country) : undefined,
      tag('ScriptCode', config.language === 'zh-Hans' ? 'Hans' : 'Hant'),
    ),
    ...config.subjects.map((subject) =>
      tag('Subject', tag('SubjectSchemeIdentifier', '20'), tag('SubjectHeadingText', subject)),
    ),
  );
}

/** List 196, by the terms of schema.org. */
const features: Record<string, string> = {
  tableOfContents: '11',
  index: '12',
  readingOrder: '13',
  alternativeText: '14',
  MathML: '17',
  pageNavigation: '19',
};

function identifiers({ identifiers }: BookConfig, id: string): Tag[] {
  const own = tag('ProductIdentifier', tag('ProductIDType', '22'), tag('IDValue', id));
  const others = identifiers.flatMap(({ scheme, value }) => {
    const type = { isbn: '15', doi: '06', issn: undefined, uri: undefined, other: undefined }[scheme];
    return type
      ? [tag('ProductIdentifier', tag('ProductIDType', type), tag('IDValue', identifierValue(scheme, value)))]
      : [];
  });
  return [...others, own];
}

function collection(series: BookConfig['epub']['series']): Tag | undefined {
  if (!series) return undefined;
  const { name, number, issn } = series;
  return tag(
    'Collection',
    tag('CollectionType', '10'),
    issn
      ? tag('CollectionIdentifier', tag('CollectionIDType', '02'), tag('IDValue', issn.replace(/\W/g, '')))
      : undefined,
    titleDetail(
      tag('TitleElementLevel', '02'),
      number === undefined ? undefined : tag('PartNumber', String(number)),
      tag('TitleText', name),
    ),
  );
}

function titleDetail(...parts: (Tag | undefined)[]): Tag {
  return tag('TitleDetail', tag('TitleType', '01'), tag('TitleElement', ...parts));
}

const roles: Record<BookConfig['creators'][number]['role'], string> = {
  author: 'A01',
  editor: 'B01',
  translator: 'B06',
  illustrator: 'A12',
  designer: 'A11',
  contributor: 'Z99',
};

function contributor({ name, role, 'file-as': fileAs }: BookConfig['creators'][number], n: number): Tag {
  const inverted = fileAs ?? sortName(name, 'person');
  const names = isBody(name)
    ? [tag('CorporateName', name)]
    : [tag('PersonName', name), inverted ? tag('PersonNameInverted', inverted) : undefined];
  return tag('Contributor', tag('SequenceNumber', String(n + 1)), tag('ContributorRole', roles[role]), ...names);
}

/** An element as it is written. */
type Tag = { xml: string };

/** An element of other elements, of which some may be missing, or of text. */
function tag(name: string, ...children: (Tag | string | undefined)[]): Tag {
  const content = children.map((child) => (typeof child === 'object' ? child.xml : escaped(child ?? '')));
  return { xml: `<${name}>${content.join('')}</${name}>` };
}

function escaped(text: string): string {
  return legalText(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
