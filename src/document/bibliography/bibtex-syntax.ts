export interface BibEntry {
  type: string;
  key: string;
  fields: Map<string, string>;
  /** Where its `@` and its end stand in the text. */
  start: number;
  end: number;
}

interface Problem {
  zh: string;
  en: string;
  at: number;
}

/** What stops the reading of one entry; the next is read all the same. */
class Stop extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.en);
    this.problem = problem;
  }
}

/** Takes BibTeX apart. Text between entries is a comment, as in BibTeX itself. */
export function parseBibtex(text: string): { entries: BibEntry[]; problems: Problem[] } {
  const reader = new Reader(text);
  const entries: BibEntry[] = [];
  const problems: Problem[] = [];
  const begin = /@[ \t]*([A-Za-z]+)[ \t\r\n]*([{(])/g;
  for (let found = begin.exec(text); found; found = begin.exec(text)) {
    const type = (found[1] ?? '').toLowerCase();
    const start = found.index;
    try {
      reader.at = begin.lastIndex;
      const close = found[2] === '(' ? ')' : '}';
      if (type === 'comment' || type === 'preamble') reader.at = reader.balanced(start, close);
      else if (type === 'string')
        for (const [name, value] of reader.fields(start, close)) reader.macros.set(name, value);
      else entries.push({ type, key: reader.key(start), fields: reader.fields(start, close), start, end: reader.at });
      begin.lastIndex = reader.at;
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      problems.push(error.problem);
      // The next entry that begins a line.
      const next = /^[ \t]*@/gm;
      next.lastIndex = begin.lastIndex;
      const hit = next.exec(text);
      if (!hit) break;
      begin.lastIndex = hit.index;
    }
  }
  return { entries, problems };
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

class Reader {
  at = 0;
  readonly macros = new Map(months.map((month, i) => [month, String(i + 1)]));
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  key(start: number): string {
    const key = this.#take(/\s*([^\s,{}()="#%\\]+)\s*(?=[,})])/y);
    if (key === undefined)
      throw this.#stop(
        start,
        '这条文献没有标识。请写成 @book{标识, …}。',
        'This entry has no key. Write @book{key, …}.',
      );
    return key;
  }

  fields(start: number, close: string): Map<string, string> {
    const fields = new Map<string, string>();
    for (;;) {
      let comma = false;
      while (this.#take(/\s*(,)/y) !== undefined) comma = true;
      if (this.#take(close === ')' ? /\s*(\))/y : /\s*(\})/y) !== undefined) return fields;
      this.#take(/(\s*)/y);
      if (this.at >= this.#text.length || this.#text[this.at] === '@') {
        throw this.#stop(start, `这条文献没有结束，缺“${close}”。`, `This entry does not end: "${close}" is missing.`);
      }
      const here = this.at;
      const name = this.#take(/([A-Za-z][\w:.+-]*)\s*=/y);
      if (name === undefined || (fields.size > 0 && !comma)) {
        throw this.#stop(
          here,
          '这里应当是“项 = {值}”，看看上一行末尾有没有逗号。',
          'Expected "field = {value}" here; look for a comma at the end of the line before.',
        );
      }
      fields.set(name.toLowerCase(), this.#value(here, name));
    }
  }

  /** The offset behind the bracket that closes the one before `at`. */
  balanced(start: number, close: string): number {
    let depth = 0;
    for (let i = this.at; i < this.#text.length; i++) {
      const unit = this.#text[i];
      if (unit === '\\') i++;
      else if (unit === close && depth === 0) return i + 1;
      else if (unit === '{') depth++;
      else if (unit === '}') depth--;
    }
    throw this.#stop(
      start,
      `从这里起的括号没有关上，缺“${close}”。`,
      `The bracket that opens here is not closed: "${close}" is missing.`,
    );
  }

  #value(start: number, name: string): string {
    let value = '';
    do {
      const open = this.#take(/\s*(["{])/y);
      if (open) {
        const from = this.at;
        this.at = this.balanced(start, open === '{' ? '}' : '"');
        value += this.#text.slice(from, this.at - 1);
        continue;
      }
      const word = this.#take(/\s*([^\s,{}()="#%\\]+)/y);
      if (word === undefined)
        throw this.#stop(
          start,
          `“${name}”没有值。请写成 ${name} = {值}。`,
          `"${name}" has no value. Write ${name} = {value}.`,
        );
      if (!/^\d+$/.test(word) && !this.macros.has(word.toLowerCase())) {
        throw this.#stop(
          start,
          `“${name}”的值要放在花括号里：{${word}}。`,
          `Put the value of "${name}" in braces: {${word}}.`,
        );
      }
      value += this.macros.get(word.toLowerCase()) ?? word;
    } while (this.#take(/\s*(#)/y) !== undefined);
    return value;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text);
    if (!found) return undefined;
    this.at = pattern.lastIndex;
    return found[1];
  }

  #stop(at: number, zh: string, en: string): Stop {
    return new Stop({ at, zh, en });
  }
}
