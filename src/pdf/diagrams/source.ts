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
): { problem: string; line?: number } {
  const said = line ?? Number(/\bline (\d+)/.exec(problem)?.[1] ?? Number.NaN);
  const at = Number.isFinite(said) ? { line: said + skipped } : {};
  if (/^No diagram type detected/.test(problem)) return { problem: 'unknown kind of diagram', line: skipped + 1 };
  // One parser says `… Expecting 'A', got 'B'`, the other `Parsing failed: Lexer error on line 3, column 10: …`, several.
  const [first] = problem
    .replace(/^Parsing failed:\s*/, '')
    .split(/,? at offset\b|(?<=\S)\s+(?=(?:Lexer|Parse) error)/, 1);
  const found =
    /Unrecognized text|Expecting [\s\S]*$/.exec(first ?? '')?.[0] ??
    first?.replace(/^.* error on line [^:]*: /, '') ??
    '';
  const short = found.replace(/\s+/g, ' ').replace(/(?:, '[^']*'){3,}(?=, got)/, ' …');
  return { problem: short.length > 160 ? `${short.slice(0, 160)}…` : short.replace(/\.$/, ''), ...at };
}
