import type { HighlighterCore, RegexEngine, ThemeRegistration } from '@shikijs/core';

/** A piece of a line and what it is, if anything: the name becomes the class `code-<kind>`. */
export interface Token {
  text: string;
  kind: string | undefined;
}

/**
 * What is told apart in print, by TextMate scopes. Few kinds: each must be seen in grey, too, and templates give each a
 * weight and a colour. A later entry wins where scopes are equally narrow.
 */
const kinds: Record<string, string[]> = {
  plain: [
    'meta.embedded',
    'markup.fenced_code',
    'source.groovy.embedded',
    'meta.interpolation',
    'meta.template.expression',
    'string source',
  ],
  comment: ['comment', 'punctuation.definition.comment', 'string.quoted.docstring', 'meta.separator'],
  keyword: [
    'keyword',
    'keyword.operator.new',
    'keyword.operator.expression',
    'keyword.operator.logical.python',
    'keyword.operator.wordlike',
    'storage.type',
    'storage.modifier',
    'variable.language',
    'markup.heading',
    'markup.bold',
    'entity.name.section',
    'keyword.control.at-rule',
    'punctuation.definition.list.begin.markdown',
  ],
  string: ['string', 'punctuation.definition.string', 'markup.inline.raw', 'constant.character'],
  number: ['constant.numeric', 'constant.language', 'constant.other', 'support.constant', 'keyword.other.unit'],
  name: ['entity.name.function', 'support.function', 'entity.name.type', 'entity.name.class', 'support.class'],
  tag: ['entity.name.tag', 'entity.other.attribute-name', 'support.type.property-name', 'meta.object-literal.key'],
  deleted: ['markup.deleted', 'punctuation.definition.deleted'],
  inserted: ['markup.inserted', 'punctuation.definition.inserted'],
  operator: ['keyword.operator', 'punctuation'],
};

/** The colours of this theme are numbers of kinds: the template's CSS has the real ones. */
const names = Object.keys(kinds);
const theme: ThemeRegistration = {
  name: 'kinds',
  type: 'light',
  fg: '#FFFFFF',
  bg: '#000000',
  settings: Object.values(kinds).map((scope, i) => ({ scope, settings: { foreground: colourOf(i) } })),
};

function colourOf(kind: number): string {
  return `#${kind.toString(16).padStart(6, '0').toUpperCase()}`;
}

const kindOf = new Map(names.map((name, i) => [colourOf(i), name]));
/** Set like the text around them. */
const unmarked: ReadonlySet<string> = new Set(['plain', 'operator']);

/**
 * Takes code apart by the TextMate grammars of Shiki, in the Oniguruma engine: in wasm the same on every Node, whose own
 * regular expressions change with its version. Only the grammars that a book uses are loaded.
 */
export class CodeReader {
  #engine: Promise<RegexEngine> | undefined;
  /** One for each language: a grammar also uses others that happen to be loaded, and the order of a book is not to matter. */
  readonly #highlighters = new Map<string, Promise<HighlighterCore>>();

  /** The lines of the code; with each only what the grammar tells apart. */
  async read(code: string, language: string): Promise<Token[][]> {
    const known = this.#highlighters.get(language) ?? this.#open(language);
    this.#highlighters.set(language, known);
    const highlighter = await known;
    // By default it gives up on a line after half a second: the result would hang on the speed of the machine.
    const lines = highlighter.codeToTokensBase(code, {
      lang: language,
      theme: 'kinds',
      tokenizeTimeLimit: 0,
      tokenizeMaxLineLength: 2000,
    });
    return lines.map((line) => joined(line.map(({ content, color }) => ({ text: content, kind: markedKind(color) }))));
  }

  async #open(language: string): Promise<HighlighterCore> {
    this.#engine ??= openEngine();
    const { createHighlighterCore } = await import('@shikijs/core');
    const grammar = import(/* @vite-ignore */ `@shikijs/langs/${language}`);
    return createHighlighterCore({ warnings: false, themes: [theme], langs: [grammar], engine: this.#engine });
  }
}

/** Loaded with the first code: most books have none. */
async function openEngine(): Promise<RegexEngine> {
  const { createOnigurumaEngine } = await import('@shikijs/engine-oniguruma');
  return createOnigurumaEngine(import('@shikijs/engine-oniguruma/wasm-inlined'));
}

function markedKind(colour: string | undefined): string | undefined {
  const kind = kindOf.get(colour?.toUpperCase() ?? '');
  return kind && !unmarked.has(kind) ? kind : undefined;
}

/** Neighbours of one kind are one token; white space is of no kind. */
function joined(tokens: Token[]): Token[] {
  const out: Token[] = [];
  for (const { text, kind } of tokens) {
    const last = out.at(-1);
    const own = text.trim() === '' ? last?.kind : kind;
    if (last && last.kind === own) last.text += text;
    else out.push({ text, kind: own });
  }
  return out;
}
