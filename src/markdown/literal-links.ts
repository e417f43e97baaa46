import type { Link, Parents, PhrasingContent, Root, Text } from 'mdast';
import type { VFile } from 'vfile';
import { location } from 'vfile-location';
import { SKIP, visitParents } from '../tree/visit.ts';
import { textSlicer } from './slice-text.ts';

/**
 * An address typed into the text. It ends at white space, at `<`, or at a full-width mark; Han characters may belong to it.
 * ASCII marks at its end belong to the sentence, as in GFM.
 */
const address = /(?<![A-Za-z\d])(?:https?:\/\/|www\.)[^\s<>，。；：、！？（）《》〈〉「」『』【】〔〕“”‘’…—]+/giu;
const sentenceEnd = /[!"'*,.:;?_~]+$/;

/** Turns addresses in text into links: `见 https://example.org/a。下文`. */
export default function remarkLiteralLinks() {
  return (tree: Root, file: VFile): void => {
    const source = String(file);
    const places = location(source);
    visitParents(tree, 'text', (node: Text, ancestors) => {
      const parent = ancestors.at(-1) as Parents;
      if (ancestors.some((ancestor) => ancestor.type === 'link' || ancestor.type === 'linkReference')) return undefined;
      const pieces = split(node, source, places);
      if (pieces.length === 1 && pieces[0] === node) return undefined;
      const index = (parent.children as PhrasingContent[]).indexOf(node);
      (parent.children as PhrasingContent[]).splice(index, 1, ...pieces);
      return [SKIP, index + pieces.length];
    });
  };
}

function split(node: Text, source: string, places: ReturnType<typeof location>): PhrasingContent[] {
  const slice = textSlicer(node, source, places);
  const pieces: PhrasingContent[] = [];
  let from = 0;
  for (const found of node.value.matchAll(address)) {
    const written = balanced(found[0].replace(sentenceEnd, ''));
    if (/^www\.?$|\/\/$/i.test(written)) continue;
    const to = found.index + written.length;
    const text = slice(found.index, to);
    const url = /^www/i.test(written) ? `http://${written}` : written;
    const link: Link = { type: 'link', url, children: [text], ...(text.position && { position: text.position }) };
    if (found.index > from) pieces.push(slice(from, found.index));
    pieces.push(link);
    from = to;
  }
  if (from === 0) return [node];
  if (from < node.value.length) pieces.push(slice(from, node.value.length));
  return pieces;
}

/** Leaves out a closing bracket that the address did not open: `(https://example.org)`. */
function balanced(written: string): string {
  let text = written;
  while (text.endsWith(')') && text.split(')').length > text.split('(').length) text = text.slice(0, -1);
  return text;
}
