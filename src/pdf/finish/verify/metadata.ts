import { PDFHexString, PDFRawStream, PDFString } from '@cantoo/pdf-lib';
import { decodeStream } from '../content-stream.ts';
import { toName } from '../names.ts';
import { dictOf, nameOf, type Subject } from './subject.ts';

const namespaces = {
  dc: 'http://purl.org/dc/elements/1.1/',
  pdfaid: 'http://www.aiim.org/pdfa/ns/id/',
  pdfuaid: 'http://www.aiim.org/pdfua/ns/id/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
};

/** Namespaces whose properties PDF/A knows (those of XMP 2005 that we may write, and its own). */
const predefined: ReadonlySet<string> = new Set([
  ...Object.values(namespaces).filter((uri) => uri !== namespaces.pdfuaid),
  'http://ns.adobe.com/xap/1.0/',
  'http://ns.adobe.com/xap/1.0/mm/',
  'http://ns.adobe.com/xap/1.0/rights/',
  'http://ns.adobe.com/pdf/1.3/',
  'adobe:ns:meta/',
  'http://www.aiim.org/pdfa/ns/extension/',
  'http://www.aiim.org/pdfa/ns/schema#',
  'http://www.aiim.org/pdfa/ns/property#',
]);

/** The XMP packet: there, readable, with the claims, and the same title and dates as Info. */
export function checkMetadata({ document, claims, report }: Subject): void {
  const stream = document.catalog.lookup(toName('Metadata'));
  const dict = dictOf(stream);
  if (
    !(stream instanceof PDFRawStream) ||
    nameOf(dict?.get(toName('Type'))) !== 'Metadata' ||
    nameOf(dict?.get(toName('Subtype'))) !== 'XML'
  ) {
    report.add({ a: '6.6.2.1', ua: '7.1' }, 'the catalog has no metadata stream');
    return;
  }
  if (dict?.has(toName('Filter')))
    report.add({ a: 'kanben', ua: 'kanben' }, 'the metadata are compressed, so that tools cannot find them');
  const packet = decodeStream(stream);
  const xml = packet.toString('utf8');
  const head = /<\?xpacket begin=[^?]*\?>/.exec(xml)?.[0] ?? '';
  if (/\bbytes\s*=/.test(head)) report.add({ a: '6.6.2.1' }, 'the header of the XMP packet has the attribute bytes');
  if (/\bencoding\s*=/.test(head))
    report.add({ a: '6.6.2.1' }, 'the header of the XMP packet has the attribute encoding');
  if (!Buffer.from(xml, 'utf8').equals(packet)) report.add({ a: '6.6.2.1' }, 'the XMP packet is not UTF-8');
  if (head === '' || !isWellFormed(xml)) report.add({ a: '6.6.2.1', ua: '7.1' }, 'the XMP packet is not well-formed');
  checkNamespaces(xml, report);
  const archive = claims.find((claim) => claim !== 'ua-1');
  const part = propertyOf(xml, namespaces.pdfaid, 'part');
  if (part === undefined) report.add({ a: '6.6.4' }, 'the XMP packet does not name PDF/A');
  else if (archive && part !== archive[2]) report.add({ a: '6.6.4' }, `pdfaid:part is ${part}`);
  const level = propertyOf(xml, namespaces.pdfaid, 'conformance');
  if (part !== undefined && archive && level !== archive.slice(3).toUpperCase())
    report.add({ a: '6.6.4' }, `pdfaid:conformance is ${level}`);
  if (propertyOf(xml, namespaces.pdfuaid, 'part') !== '1')
    report.add({ ua: '5' }, 'the XMP packet does not name PDF/UA-1');
  const title = itemOf(propertyOf(xml, namespaces.dc, 'title'));
  if (!title) report.add({ ua: '7.1' }, 'the XMP packet has no dc:title');
  const info = document.context.lookup(document.context.trailerInfo.Info);
  const shown = dictOf(info)?.lookup(toName('Title'));
  if ((shown instanceof PDFString || shown instanceof PDFHexString) && shown.decodeText() !== title) {
    report.add({ a: 'kanben', ua: 'kanben' }, 'Info and XMP name different titles');
  }
}

/** Properties of other namespaces need a description in an extension schema. */
function checkNamespaces(xml: string, report: Subject['report']): void {
  const described = new Set([...xml.matchAll(/<pdfaSchema:namespaceURI>([^<]*)</g)].map(([, uri]) => uri));
  for (const [, prefix, uri] of xml.matchAll(/xmlns:([\w-]+)\s*=\s*"([^"]*)"/g)) {
    const fixed = Object.entries(namespaces).find(([, known]) => known === uri)?.[0];
    if (fixed === 'pdfaid' && prefix !== fixed)
      report.add({ a: '6.6.4' }, `the prefix of PDF/A identification is ${prefix}`);
    if (fixed === 'pdfuaid' && prefix !== fixed)
      report.add({ ua: '5' }, `the prefix of PDF/UA identification is ${prefix}`);
    if (!predefined.has(uri ?? '') && !described.has(uri))
      report.add({ a: '6.6.2.3.1' }, `the XMP namespace ${uri} is not described`);
  }
}

/** The inner XML or attribute of a property; undefined if it is not there. */
function propertyOf(xml: string, uri: string, property: string): string | undefined {
  const prefix = [...xml.matchAll(/xmlns:([\w-]+)\s*=\s*"([^"]*)"/g)].find(([, , each]) => each === uri)?.[1];
  if (prefix === undefined) return undefined;
  const element = new RegExp(`<${prefix}:${property}>([\\s\\S]*?)</${prefix}:${property}>`).exec(xml)?.[1];
  return element ?? new RegExp(`\\s${prefix}:${property}="([^"]*)"`).exec(xml)?.[1];
}

function itemOf(value: string | undefined): string | undefined {
  const item = /<rdf:li[^>]*>([^<]*)<\/rdf:li>/.exec(value ?? '')?.[1];
  return item
    ?.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}

/** Every element is closed in its turn, and no mark stands bare. */
function isWellFormed(xml: string): boolean {
  const open: string[] = [];
  const body = xml.replace(/<\?[\s\S]*?\?>/g, '').replace(/<!--[\s\S]*?-->/g, '');
  const tags = /<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/g;
  for (const [, closing, element, , empty] of body.matchAll(tags)) {
    if (closing) {
      if (open.pop() !== element) return false;
    } else if (!empty) open.push(element as string);
  }
  const rest = body.replace(tags, '');
  return open.length === 0 && !/[<>]/.test(rest) && !/&(?!#\d+;|#x[\dA-Fa-f]+;|amp;|lt;|gt;|quot;|apos;)/.test(rest);
}
