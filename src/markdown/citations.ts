import type { Parents, PhrasingContent, Root, Text } from 'mdast';
import type { Node } from 'unist';
import type { VFile } from 'vfile';
import { SKIP, visit } from '../tree/visit.ts';
import { textSlicer } from './slice-text.ts';

/** `[@key]`, `[@key1; @key2]`, `[@key, 35]`: opaque to the text rules; what it shows is filled in by the document stage. */
export interface Citation extends Node {
  type: 'citation';
  items: CitedItem[];
  /** As the reader sees it: texts, and links to the list. */
  shown?: CitationPart[];
  /** Set above the line. */
  raised?: boolean;
}
export interface CitedItem {
  key: string;
  /** The page, as written. */
  page?: string;
}
/** A piece of what a citation shows. */
export interface CitationPart {
  text: string;
  /** The id of the entry that it leads to. */
  target?: string;
  /** Set above the line in a citation that is not. */
  raised?: boolean;
}

declare module 'mdast' {
  interface PhrasingContentMap {
    citation: Citation;
  }
  interface RootContentMap {
    citation: Citation;
  }
}

const key = '@[\\p{L}\\p{N}_][\\p{L}\\p{N}_:.#$%&+?<>~/-]*';
const item = `${key}(?:\\s*[,，][^\\[\\]@;；]*)?`;
const citation = new RegExp(`\\[\\s*${item}(?:\\s*[;；]\\s*${item})*\\s*\\]`, 'gu');

/** Makes `[@key]` a node of its own. Where the brackets are escaped, or in the text of a link, it stays text. */
export default function remarkCitations() {
  return (tree: Root, file: VFile): void => {
    const source = String(file);
    if (!source.includes('@')) return;
    visit(tree, (node, index, parent: Parents | undefined) => {
      if (node.type === 'link' || node.type === 'linkReference') return SKIP;
      if (node.type !== 'text' || !parent || index === undefined || !node.value.includes('@')) return undefined;
      const parts = split(node, source);
      if (parts.length === 0) return undefined;
      (parent.children as PhrasingContent[]).splice(index, 1, ...parts);
      return [SKIP, index + parts.length];
    });
  };
}

function split(text: Text, source: string): PhrasingContent[] {
  const slice = textSlicer(text, source);
  const parts: PhrasingContent[] = [];
  let done = 0;
  for (const { 0: written, index } of text.value.matchAll(citation)) {
    const end = index + written.length;
    const { position } = slice(index, end);
    if (position && source[position.start.offset ?? 0] === '\\') continue;
    if (index > done) parts.push(slice(done, index));
    parts.push({ type: 'citation', items: itemsOf(written), ...(position && { position }) });
    done = end;
  }
  if (done > 0 && done < text.value.length) parts.push(slice(done, text.value.length));
  return parts;
}

function itemsOf(written: string): CitedItem[] {
  return written
    .slice(1, -1)
    .split(/[;；]/)
    .map((one) => {
      const [name = '', ...rest] = one.split(/[,，]/);
      const page = rest.join(',').trim();
      return { key: name.trim().slice(1), ...(rest.length > 0 && { page }) };
    });
}
