import type { BookConfig } from '../../book/schema.ts';
import { escapeHtml } from '../../html/escape.ts';
import type { Claim } from './conformance.ts';

/** What the metadata say beyond book.yaml. */
export interface XmpOptions {
  title: string;
  producer: string;
  /** ISO 8601, UTC. */
  created: string;
  modified: string;
  claims: readonly Claim[];
}

/**
 * The metadata of the document as an XMP packet (ISO 16684-1): Dublin Core from book.yaml, dates, and the standards that the
 * file claims to follow. Same book, same bytes.
 */
export function xmpPacket(config: BookConfig, { title, producer, created, modified, claims }: XmpOptions): string {
  const archive = claims.find((claim) => claim !== 'ua-1');
  const [part, level] = archive ? [archive.slice(2, 3), archive.slice(3).toUpperCase()] : [];
  const accessible = claims.includes('ua-1');
  const list = (container: 'Bag' | 'Seq', items: string[]) =>
    `<rdf:${container}>${items.map((item) => `<rdf:li>${escapeHtml(item)}</rdf:li>`).join('')}</rdf:${container}>`;
  const alternative = (text: string) =>
    `<rdf:Alt><rdf:li xml:lang="x-default">${escapeHtml(text)}</rdf:li><rdf:li xml:lang="${config.language}">${escapeHtml(text)}</rdf:li></rdf:Alt>`;
  const identifiers = [
    ...config.identifiers.map(({ scheme, value }) => (scheme === 'other' ? value : `${scheme}:${value}`)),
    config.id,
  ];
  const properties: [string, string | undefined][] = [
    ['dc:title', alternative(title)],
    [
      'dc:creator',
      list(
        'Seq',
        config.creators.filter(({ role }) => role === 'author' || role === 'editor').map(({ name }) => name),
      ),
    ],
    [
      'dc:contributor',
      list(
        'Bag',
        config.creators.filter(({ role }) => role !== 'author' && role !== 'editor').map(({ name }) => name),
      ),
    ],
    ['dc:description', config.description && alternative(config.description)],
    ['dc:subject', list('Bag', config.subjects)],
    ['dc:publisher', config.publisher && list('Bag', [config.publisher])],
    ['dc:date', list('Seq', [config.date])],
    ['dc:language', list('Bag', [config.language])],
    ['dc:identifier', escapeHtml(identifiers[0] ?? config.id)],
    ['dc:rights', config.rights && alternative(config.rights)],
    ['dc:format', 'application/pdf'],
    ['xmp:Identifier', list('Bag', identifiers)],
    ['xmpMM:VersionID', config.edition && escapeHtml(config.edition)],
    ['pdf:Keywords', config.subjects.length > 0 ? escapeHtml(config.subjects.join(', ')) : undefined],
    ['pdf:Producer', escapeHtml(producer)],
    ['xmp:CreatorTool', escapeHtml(producer)],
    ['xmp:CreateDate', created],
    ['xmp:ModifyDate', modified],
    ['pdfaid:part', part],
    ['pdfaid:conformance', level],
    ['pdfuaid:part', accessible ? '1' : undefined],
    ['pdfaExtension:schemas', accessible ? extension : undefined],
  ];
  const used = properties.filter(([, value]) => value && !/^<rdf:(Bag|Seq)><\/rdf/.test(value));
  const names = new Set(
    used.flatMap(([name, value]) => [
      name.split(':')[0],
      ...(value === extension ? ['pdfaSchema', 'pdfaProperty'] : []),
    ]),
  );
  const namespaces = Object.entries(prefixes).flatMap(([prefix, uri]) =>
    names.has(prefix) ? [` xmlns:${prefix}="${uri}"`] : [],
  );
  return [
    `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>`,
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    `<rdf:Description rdf:about=""${namespaces.join('')}>`,
    ...used.map(([name, value]) => `<${name}>${value}</${name}>`),
    '</rdf:Description></rdf:RDF></x:xmpmeta>',
    '<?xpacket end="w"?>',
  ].join('\n');
}

const prefixes = {
  dc: 'http://purl.org/dc/elements/1.1/',
  xmp: 'http://ns.adobe.com/xap/1.0/',
  xmpMM: 'http://ns.adobe.com/xap/1.0/mm/',
  pdf: 'http://ns.adobe.com/pdf/1.3/',
  pdfaid: 'http://www.aiim.org/pdfa/ns/id/',
  pdfuaid: 'http://www.aiim.org/pdfua/ns/id/',
  pdfaExtension: 'http://www.aiim.org/pdfa/ns/extension/',
  pdfaSchema: 'http://www.aiim.org/pdfa/ns/schema#',
  pdfaProperty: 'http://www.aiim.org/pdfa/ns/property#',
};

/** PDF/A admits only the properties that it knows, and describes of the others; that of PDF/UA is one (ISO 19005-2, 6.6.2.3.2). */
const extension = [
  '<rdf:Bag><rdf:li rdf:parseType="Resource">',
  '<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>',
  `<pdfaSchema:namespaceURI>${prefixes.pdfuaid}</pdfaSchema:namespaceURI>`,
  '<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>',
  '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">',
  '<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>',
  '<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>',
  '</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag>',
].join('');
