import type { Element, ElementContent, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { displayWidth } from '../../report/display-width.ts';
import { eachElement } from '../each-element.ts';
import { languageOf } from './languages.ts';
import { CodeReader, type Token } from './tokens.ts';

/** Columns from one tab stop to the next. */
const tabWidth = 4;

/**
 * `<pre><code>` → lines that can be numbered, marked and wrapped, with spans by kind of token. The text stays: joined, the
 * lines are the code, each with its line end; tabs are spaces, since a PDF has no other white space.
 */
export default function rehypeCode() {
  const reader = new CodeReader();
  return async (tree: Root): Promise<void> => {
    const found: { pre: Element; code: Element }[] = [];
    eachElement(tree.children, (node) => {
      const [only, ...others] = node.children;
      if (node.tagName !== 'pre' || only?.type !== 'element' || only.tagName !== 'code' || others.length > 0) return;
      if (only.children.every((child) => child.type === 'text')) found.push({ pre: node, code: only });
    });
    for (const { pre, code } of found) await set(pre, code, reader);
  };
}

async function set(pre: Element, code: Element, reader: CodeReader): Promise<void> {
  const classes = [code.properties.className ?? []].flat().map(String);
  const language = languageOf(suffixOf(classes, 'language-') ?? 'plain') ?? 'plain';
  const first = Number(suffixOf(classes, 'lines-') ?? Number.NaN);
  const numbered = Number.isInteger(first);
  const text = withoutTabs(textOf(code).replace(/\r\n?/g, '\n').replace(/\n$/, ''));
  const lines: Token[][] =
    language === 'plain'
      ? text.split('\n').map((line) => [{ text: line, kind: undefined }])
      : await reader.read(text, language);
  code.properties = language === 'plain' ? {} : { className: [`language-${language}`] };
  pre.properties.className = numbered ? ['code', 'numbered'] : ['code'];
  code.children = lines.map((tokens, i) => {
    const number = (numbered ? first : 1) + i;
    return line(tokens, numbered ? number : undefined, classes.includes(`marked-${number}`));
  });
  for (const child of code.children) if (pre.position) child.position = pre.position;
}

function suffixOf(classes: string[], start: string): string | undefined {
  return classes.find((name) => name.startsWith(start))?.slice(start.length);
}

/** With its line end in it, so that copying and extracting give one line, however often it is wrapped. */
function line(tokens: Token[], number: number | undefined, marked: boolean): Element {
  const indent = /^ */.exec(tokens.map(({ text }) => text).join(''))?.[0].length ?? 0;
  const children: ElementContent[] = tokens
    .filter(({ text }) => text !== '')
    .map(({ text, kind }) => {
      const value = { type: 'text' as const, value: text };
      return kind
        ? { type: 'element', tagName: 'span', properties: { className: [`code-${kind}`] }, children: [value] }
        : value;
    });
  return {
    type: 'element',
    tagName: 'code',
    properties: {
      className: marked ? ['line', 'marked'] : ['line'],
      ...(number !== undefined && { dataLine: String(number) }),
      ...(indent > 0 && { style: `--indent: ${indent}` }),
    },
    children: [...children, { type: 'text', value: '\n' }],
  };
}

/** Tab stops count columns as a terminal does: Han and other wide characters take two. */
function withoutTabs(text: string): string {
  if (!text.includes('\t')) return text;
  return text
    .split('\n')
    .map((line) => {
      let out = '';
      let column = 0;
      for (const character of line) {
        const width = character === '\t' ? tabWidth - (column % tabWidth) : displayWidth(character);
        out += character === '\t' ? ' '.repeat(width) : character;
        column += width;
      }
      return out;
    })
    .join('\n');
}
