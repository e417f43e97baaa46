import path from 'node:path';
import { VFile } from 'vfile';
import { fromXml } from 'xast-util-from-xml';
import { decodeAddress } from '../../markdown/decode-address.ts';
import { type Bilingual, type KanbenMessage, type RuleId, say } from '../../report/message.ts';
import { readZip } from './zip.ts';

export type Root = ReturnType<typeof fromXml>;
export type Element = Extract<Root['children'][number], { type: 'element' }>;

/** A file that the package document lists. */
export interface Item {
  id: string;
  /** Its name in the archive. */
  name: string;
  mediaType: string;
  properties: string[];
}

/** An EPUB taken apart: archive, package document, and its XML files as trees. */
export interface OpenedEpub {
  files: Map<string, Buffer>;
  /** Name of the package document. */
  packageName: string;
  package: Root;
  items: Item[];
  /** Names in the order of reading. */
  spine: string[];
  /** The XHTML and SVG files that could be parsed, and the NCX. */
  documents: Map<string, Root>;
  report: Report;
}

/** Adds a message about a place in a file of the archive. */
export type Report = (
  id: RuleId,
  name: string,
  texts: Bilingual,
  place?: { position?: Element['position'] },
  severity?: 'error' | 'warning',
) => void;

/** Takes an EPUB apart; problems go to `messages`. undefined if there is no book to look into. */
export function openEpub(bytes: Buffer, file: string, messages: KanbenMessage[]): OpenedEpub | undefined {
  const report: Report = (id, name, texts, place, severity = 'error') => {
    const vfile = new VFile({ path: name ? path.posix.join(file, name) : file });
    messages.push(say(vfile, id, texts, { place: place?.position, severity }));
  };
  let files: Map<string, Buffer>;
  try {
    files = readZip(bytes);
  } catch (error) {
    const { message } = error as Error;
    const zh = `不是完好的 EPUB（${message}）。请重新生成或重新下载。`;
    report('epub:broken-archive', '', { zh, en: `This is no sound EPUB (${message}). Build or download it again.` });
    return undefined;
  }
  checkMimetype(bytes, report);
  const parse = (name: string): Root | undefined => parseXml(name, files, report);
  const container = parse('META-INF/container.xml');
  const packageName = container && elementsOf(container, 'rootfile')[0]?.attributes['full-path'];
  const tree = packageName ? parse(packageName) : undefined;
  if (!packageName || !tree) return undefined;
  const items = elementsOf(tree, 'item').map(({ attributes }) => ({
    id: attributes.id ?? '',
    name: resolveName(packageName, attributes.href ?? ''),
    mediaType: attributes['media-type'] ?? '',
    properties: (attributes.properties ?? '').split(/\s+/),
  }));
  const documents = new Map<string, Root>();
  for (const { name, mediaType } of items) {
    if (!/xhtml\+xml|svg\+xml|dtbncx/.test(mediaType) || !files.has(name)) continue;
    const document = parse(name);
    if (document) documents.set(name, document);
  }
  const byId = new Map(items.map(({ id, name }) => [id, name]));
  const spine = elementsOf(tree, 'itemref').flatMap(({ attributes }) => byId.get(attributes.idref ?? '') ?? []);
  return { files, packageName, package: tree, items, spine, documents, report };
}

/** `mimetype` comes first, stored and alone, so that a book is known by its first bytes (OCF 3.3, 4.3). */
function checkMimetype(bytes: Buffer, report: Report): void {
  const stored = bytes.length > 58 && bytes.readUInt16LE(8) === 0 && bytes.readUInt16LE(28) === 0;
  if (stored && bytes.toString('latin1', 30, 58) === 'mimetypeapplication/epub+zip') return;
  report('epub:mimetype', '', {
    zh: '压缩包的第一个文件应当是不压缩的 mimetype。请用 EPUB 工具重新打包。',
    en: 'The first file of the archive must be mimetype, stored. Pack it again with an EPUB tool.',
  });
}

function parseXml(name: string, files: Map<string, Buffer>, report: Report): Root | undefined {
  const bytes = files.get(name);
  if (!bytes) {
    report('epub:missing-file', '', { zh: `包里没有 ${name}。`, en: `There is no ${name} in the archive.` });
    return undefined;
  }
  try {
    // The parser knows no document type; only the name of the root stands in ours.
    return fromXml(bytes.toString('utf8').replace(/<!DOCTYPE[^[>]*>/i, (type) => ' '.repeat(type.length)));
  } catch (error) {
    const { reason, line, column } = error as { reason?: string; line?: number; column?: number };
    const point = line && column ? { line, column } : undefined;
    const place = point && { position: { start: point, end: point } };
    const zh = `不是合格的 XML：${reason ?? error}`;
    report('epub:not-well-formed', name, { zh, en: `Not well-formed XML: ${reason ?? error}` }, place);
    return undefined;
  }
}

/** The file that an address in another file means, as the archive names it. */
export function resolveName(from: string, address: string): string {
  return path.posix.normalize(path.posix.join(path.posix.dirname(from), decodeAddress(address)));
}

/** All elements below a node in the order of the text, of one name if given. Prefixes count: `dc:title`. */
export function elementsOf(tree: Root | Element, name?: string): Element[] {
  const found: Element[] = [];
  const look = (node: Root | Element) => {
    for (const child of node.children) {
      if (child.type !== 'element') continue;
      if (name === undefined || child.name === name) found.push(child);
      look(child);
    }
  };
  look(tree);
  return found;
}
