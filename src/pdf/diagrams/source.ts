import type { DiagramProblem } from '../../data/diagrams.ts';
import type { Bilingual } from '../../report/message.ts';

/** A diagram's source as it is given to mermaid, and how to find a line of it again. */
export interface PreparedSource {
  text: string;
  /** Lines at its start that mermaid does not count. */
  skipped: number;
}

/**
 * Comments are emptied here, keeping their lines: mermaid cuts them out whole, and then counts the lines of its errors
 * without them. What it cuts off at the start (front matter, empty lines) is counted.
 */
export function prepareSource(source: string): PreparedSource {
  const text = source.replace(/^[ \t]*%%(?!\{)[^\n]*$/gm, '');
  const front = /^\s*---[ \t]*\n[\s\S]*?\n[ \t]*---[ \t]*\n/.exec(text)?.[0] ?? '';
  const blank = /^(?:[ \t]*\n)*/.exec(text.slice(front.length))?.[0] ?? '';
  return { text, skipped: (front + blank).split('\n').length - 1 };
}

/** What mermaid's parsers say, in one line, and the line of the source it is about, from 1. */
export function readProblem(
  { problem, line }: { problem: string; line?: number },
  { skipped }: PreparedSource,
): DiagramProblem {
  if (/^No diagram type detected/.test(problem)) return { problem: unknownKind, line: skipped + 1 };
  if (/image cannot be decoded/.test(problem)) return { problem: outsidePicture };
  const said = line ?? Number(/\bline (\d+)/.exec(problem)?.[1] ?? Number.NaN);
  return { problem: wording(problem), ...(Number.isFinite(said) && { line: said + skipped }) };
}

const unknownKind = {
  zh: '认不出是哪种图，第一行应写 flowchart、sequenceDiagram 等',
  en: 'its kind is unknown; the first line should say flowchart, sequenceDiagram or the like',
};
const outsidePicture = {
  zh: '图里用了别处的图片，而画图时不联网、不读文件',
  en: 'it uses a picture from elsewhere, and nothing is loaded while drawing',
};

/** One parser says `… Expecting 'A', 'B', got 'C'`; the other `Parsing failed: Lexer error on line 3, column 10: …`, several. */
function wording(problem: string): Bilingual {
  if (/Unrecognized text/.test(problem)) return { zh: '有读不懂的文字', en: 'there is text that means nothing' };
  const [, expected, got] = /Expecting (.*), got '(.*)'\s*$/s.exec(problem) ?? [];
  if (expected && got) {
    const names = expected.split(/,\s*/);
    const few = names.length > 3 ? `${names.slice(0, 3).join(', ')} …` : names.join(', ');
    // The parser's own number for the end.
    const end = got === '1' || got === 'EOF';
    return {
      zh: `应有 ${few}，却${end ? '到了结尾' : `是 '${got}'`}`,
      en: `expecting ${few}, got ${end ? 'the end' : `'${got}'`}`,
    };
  }
  const [first = ''] = problem
    .replace(/^Parsing failed:\s*/, '')
    .split(/,? at offset\b|(?<=\S)\s+(?=(?:Lexer|Parse) error)/, 1);
  const plain = first
    .replace(/^.*? error on line [^:]*: |^Parse error on line \d+, column \d+: /, '')
    .replace(/\s+/g, ' ')
    .trim();
  const short = plain.length > 160 ? `${plain.slice(0, 160)}…` : plain.replace(/\.$/, '');
  return { zh: short, en: short };
}
