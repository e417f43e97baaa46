import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { visit } from 'unist-util-visit';
import { fromXml } from 'xast-util-from-xml';

export type Root = ReturnType<typeof fromXml>;
export type Element = Extract<Root['children'][number], { type: 'element' }>;

/** An EPUB taken apart. Parsing fails on what is not well-formed XML. */
export interface Opened {
  /** Names in the order of the archive. */
  names: string[];
  text(name: string): string;
  /** The parsed XML files under OEBPS, by name without the folder. */
  documents: Map<string, Root>;
  bytes(name: string): Uint8Array;
}

export function openEpub(epub: Uint8Array): Opened {
  const files = unzipSync(epub);
  const bytes = (name: string) => {
    const data = files[name];
    if (!data) throw new Error(`no ${name} in the EPUB`);
    return data;
  };
  const text = (name: string) => strFromU8(bytes(name));
  const documents = new Map<string, Root>();
  for (const name of Object.keys(files)) {
    if (/\.(xhtml|opf|ncx|xml|svg)$/.test(name)) documents.set(name.replace(/^OEBPS\//, ''), fromXml(text(name)));
  }
  return { names: Object.keys(files), text, bytes, documents };
}

export function elements(tree: Root | Element | undefined, name?: string): Element[] {
  const found: Element[] = [];
  if (tree) {
    visit(tree, 'element', (node) => {
      if (name === undefined || node.name === name) found.push(node);
    });
  }
  return found;
}

export function textOf(node: Root | Element): string {
  let text = '';
  visit(node, 'text', ({ value }) => {
    text += value;
  });
  return text;
}

/** Every link, image and style sheet of a document that leads into the EPUB: file and fragment. */
export function references(name: string, tree: Root): { file: string; fragment: string | undefined }[] {
  return elements(tree).flatMap(({ attributes }) => {
    const target = attributes.href ?? attributes.src;
    if (!target || /^(https?|mailto|tel):/.test(target)) return [];
    const [file = '', fragment] = target.split('#', 2);
    return [{ file: file === '' ? name : path.posix.join(path.posix.dirname(name), file), fragment }];
  });
}
