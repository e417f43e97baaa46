import type { Element, ElementContent, Nodes, Root, Text } from 'hast';
import { readHint } from '../tag-hints.ts';

/** A character of running text: where it stands, or nothing for what is no text (a formula, a picture, code, a note's mark). */
export interface Cell {
  /** One UTF-16 unit; U+FFFC for what is no text. */
  character: string;
  text?: Text;
  /** Index within the text. */
  at: number;
  /** What stands in for no text. */
  element?: Element;
}

/** Text that is broken into lines together: a paragraph, a heading, a cell of a table without blocks in it. */
export interface RunningText {
  /** The element that it stands in: `p`, `h2`, `td`; none at the top. */
  block?: Element;
  cells: Cell[];
  /** Whether nothing but this stands in the block, so that the end of the text is the end of the block. */
  language: string;
}

const inline = new Set(
  'a abbr b bdi bdo cite data del dfn em i ins mark q s small span strong sub sup time u ruby rb wbr'.split(' '),
);

/** Set as they are, one thing in the line. */
const opaque = new Set(['code', 'kbd', 'samp', 'math', 'svg', 'img', 'picture', 'object']);

/** What is not in the line of its base. */
const apart = new Set(['rt', 'rp', 'rtc', 'template', 'script', 'style']);

/** What keeps its text as it is, whole blocks. */
const verbatim = new Set(['pre', 'math', 'svg', 'nav']);

/** The running texts of a tree, in order. `language` is that of what has none itself. */
export function runningTexts(tree: Root, language: string): RunningText[] {
  const found: RunningText[] = [];
  let open: RunningText = { cells: [], language };
  const flush = (block: Element | undefined, lang: string) => {
    if (open.cells.length > 0) found.push(open);
    open = { cells: [], language: lang, ...(block && { block }) };
  };
  const walk = (nodes: readonly Nodes[], block: Element | undefined, lang: string) => {
    for (const node of nodes) {
      if (node.type === 'text') {
        addText(open, node, lang);
      } else if (node.type === 'element') {
        if (apart.has(node.tagName)) continue;
        const own = languageOf(node, lang);
        if (opaque.has(node.tagName) || isSuperscript(node)) {
          open.cells.push({ character: '\uFFFC', at: 0, element: node });
        } else if (isInline(node)) {
          walk(node.children, block, own);
        } else if (node.tagName === 'br' || verbatim.has(node.tagName)) {
          flush(block, lang);
        } else {
          flush(node, own);
          walk(node.children as ElementContent[], node, own);
          flush(block, lang);
        }
      }
    }
  };
  walk(tree.children as Nodes[], undefined, language);
  flush(undefined, language);
  return found;
}

function addText(open: RunningText, text: Text, language: string): void {
  for (let at = 0; at < text.value.length; at++) {
    const character = text.value[at] as string;
    // Text in another language is not ours to set: one thing, as far as our marks go.
    if (isSimplified(language)) open.cells.push({ character, text, at });
    else open.cells.push({ character: /\s/.test(character) ? ' ' : '\uFFFC', at: 0 });
  }
}

/** Whether marks stand in the halves of their cells as in mainland China. */
export function isSimplified(language: string): boolean {
  return /^zh(?!-(?:Hant|TW|HK|MO))/i.test(language);
}

function languageOf({ properties }: Element, around: string): string {
  return properties.lang ? readHint(String(properties.lang)).language : around;
}

function isInline(element: Element): boolean {
  return inline.has(element.tagName) && !hasClass(element, 'half');
}

/** The mark of a note or of a citation. */
export function isSuperscript(element: Element): boolean {
  return element.tagName === 'sup' || hasClass(element, 'note-mark');
}

function hasClass({ properties }: Element, name: string): boolean {
  return [properties.className ?? []].flat().includes(name);
}
