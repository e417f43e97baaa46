import type { Element } from 'hast';
import type { Code, Root } from 'mdast';
import type { State } from 'mdast-util-to-hast';
import type { VFile } from 'vfile';
import { nearest } from '../../book/nearest.ts';
import type { Bilingual, Severity } from '../../report/message.ts';
import { say } from '../../report/message.ts';
import { visit } from '../../tree/visit.ts';
import { languageOf, languageWords } from './languages.ts';

declare module 'mdast' {
  interface CodeData {
    /** How the code is set, read from the words of its fence. */
    setting?: CodeSetting;
  }
}

export interface CodeSetting {
  /** The name of a grammar, or undefined for plain text. */
  language?: string;
  /** The number of the first line, if lines are numbered. */
  first?: number;
  /** Which lines stand out, as printed: their numbers, from 1 if none are printed. */
  marked: number[];
}

/** `title` becomes the caption of a listing; the other two are read here. */
const attributeNames = ['title', 'lines', 'highlight'];

/** Reads the words behind every fence: language, `lines`, `highlight`. What is not understood is told. */
export default function remarkFences() {
  return (tree: Root, file: VFile): void => {
    visit(tree, 'code', (node) => {
      node.data = { ...node.data, setting: readFence(node, file) };
    });
  };
}

function readFence(node: Code, file: VFile): CodeSetting {
  const tell = (rule: string, texts: Bilingual, severity: Severity, expected?: string) =>
    say(file, `html:${rule}`, texts, { place: openingOf(node), severity, ...(expected && { expected: [expected] }) });
  const { values = {}, classes = [] } = node.data?.attributes ?? {};
  const loose = [node.meta?.trim(), ...classes.map((name) => `.${name}`)].filter(Boolean).join(' ');
  if (loose) {
    const zh = `代码块后面的“${brief(loose)}”没有用处。选项写在花括号里，如 {lines=1 highlight="2,4-5" title="标题"}。`;
    const en = `"${brief(loose)}" behind the fence means nothing. Options stand in braces, as in {lines=1 highlight="2,4-5" title="…"}.`;
    tell('code-words', { zh, en }, 'warning');
  }
  for (const name of Object.keys(values)) {
    if (attributeNames.includes(name)) continue;
    const guess = nearest(name, attributeNames);
    const zh = `代码块没有“${brief(name)}”这一项。${guess ? `是不是“${guess}”？` : `可以写：${attributeNames.join('、')} 和 #标识。`}`;
    const en = `A code block has no attribute "${brief(name)}". ${guess ? `Did you mean "${guess}"?` : `Known: ${attributeNames.join(', ')} and #id.`}`;
    tell('code-attribute', { zh, en }, 'warning', guess);
  }
  const first = readFirst(values.lines);
  if (first === null) {
    const zh = `lines="${brief(values.lines ?? '')}" 不是行号。请写第一行的号码，如 lines=1。`;
    const en = `"${brief(values.lines ?? '')}" is no line number. Give the first line's number, as in lines=1.`;
    tell('code-lines', { zh, en }, 'warning');
  }
  const start = first ?? 1;
  const end = start + node.value.split('\n').length - 1;
  const { marked, wrong } = readRanges(values.highlight, start, end);
  if (wrong.length > 0) {
    const zh = `highlight 里的“${brief(wrong.join(','))}”不在第 ${start}–${end} 行之内。请写行号或范围，如 highlight="2,4-5"。`;
    const en = `"${brief(wrong.join(','))}" in highlight names no line from ${start} to ${end}. Write numbers or ranges, as in highlight="2,4-5".`;
    tell('code-highlight', { zh, en }, 'warning');
  }
  const language = node.lang ? languageOf(node.lang) : 'plain';
  if (!language) {
    const guess = nearest(node.lang ?? '', languageWords);
    const zh = `不认识的语言“${brief(node.lang ?? '')}”，照原样排，不着色。${guess ? `是不是“${guess}”？` : '不着色可写 text。'}`;
    const en = `Unknown language "${brief(node.lang ?? '')}": set as it is, without colours. ${guess ? `Did you mean "${guess}"?` : 'For plain text write text.'}`;
    tell('code-language', { zh, en }, 'info', guess);
  }
  return {
    ...(language && language !== 'plain' && { language }),
    ...(typeof first === 'number' && { first }),
    marked,
  };
}

/** The line of the fence: what is wrong stands there, not in the code. */
function openingOf({ position }: Code) {
  return position?.start;
}

function brief(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** undefined: not asked for; null: no number. */
function readFirst(written: string | undefined): number | undefined | null {
  if (written === undefined) return undefined;
  return /^\d{1,6}$/.test(written) ? Number(written) : null;
}

/** `2,4-5` → 2, 4, 5; parts that name no line of the block are `wrong`. */
function readRanges(written: string | undefined, start: number, end: number): { marked: number[]; wrong: string[] } {
  const marked = new Set<number>();
  const wrong: string[] = [];
  for (const part of written?.split(/[,，、]/) ?? []) {
    const [, from = '', to = from] = /^\s*(\d{1,6})(?:\s*[-–—~]\s*(\d{1,6}))?\s*$/.exec(part) ?? [];
    const [low, high] = [Number(from), Number(to)];
    if (!from || low < start || high > end || low > high) wrong.push(part.trim());
    else for (let line = low; line <= high; line++) marked.add(line);
  }
  return { marked: [...marked].sort((a, b) => a - b), wrong };
}

/**
 * mdast code → `<pre><code>`. What it is to look like goes through the sanitiser as class names, which an author's own
 * HTML may bear as well.
 */
export function code(state: State, node: Code): Element {
  const { language, first, marked = [] } = node.data?.setting ?? {};
  const className = [
    ...(language ? [`language-${language}`] : []),
    ...(first === undefined ? [] : [`lines-${first}`]),
    ...marked.map((line) => `marked-${line}`),
  ];
  const inner: Element = {
    type: 'element',
    tagName: 'code',
    properties: className.length > 0 ? { className } : {},
    children: [{ type: 'text', value: node.value }],
  };
  state.patch(node, inner);
  const element: Element = { type: 'element', tagName: 'pre', properties: {}, children: [inner] };
  state.patch(node, element);
  return element;
}
