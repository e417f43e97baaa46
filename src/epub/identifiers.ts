import { createHash } from 'node:crypto';
import type { BookConfig } from '../book/schema.ts';
import type { MetadataElement } from './publication.ts';
import { legalText } from './xhtml.ts';

/** RFC 9562, appendix: the namespace for names that are URLs. */
const urlNamespace = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';

/** UUID version 5 (RFC 9562, 5.5): the same name gives the same id on every machine. */
export function nameUuid(name: string, namespace = urlNamespace): string {
  const hash = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name, 'utf8')
    .digest()
    .subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The identifier that tells readers this is the same publication after an update. */
export function publicationId(config: BookConfig): string {
  return `urn:uuid:${nameUuid(`urn:kanben:${config.id}`)}`;
}

/** ONIX code list 5: kinds of product identifiers. */
const onix: Record<string, string> = { isbn: '15', doi: '06' };

/** The identifiers of book.yaml as `dc:identifier`; those that have a URN are written as one. */
export function listIdentifiers(config: BookConfig): MetadataElement[] {
  return config.identifiers.map(({ scheme, value }) => {
    const code = onix[scheme];
    return {
      name: 'dc:identifier',
      value: legalText(identifierUri(scheme, value)),
      refinements: code ? [{ property: 'identifier-type', scheme: 'onix:codelist5', value: code }] : [],
    };
  });
}

function identifierUri(scheme: Scheme, value: string): string {
  const prefix = { isbn: 'urn:isbn:', issn: 'urn:issn:', doi: 'doi:', uri: '', other: '' }[scheme];
  return prefix + identifierValue(scheme, value);
}

type Scheme = BookConfig['identifiers'][number]['scheme'];

/** The identifier without the words that people write before it; an ISBN without hyphens. */
export function identifierValue(scheme: Scheme, value: string): string {
  if (scheme === 'isbn') return value.replace(/^urn:isbn:|^ISBN(-1[03])?:?\s*|[\s-]/gi, '');
  if (scheme === 'issn') return value.replace(/^urn:issn:|^ISSN:?\s*/i, '');
  if (scheme === 'doi') return value.replace(/^doi:\s*|^https?:\/\/(dx\.)?doi\.org\//i, '');
  return value;
}
