import { directiveFromMarkdown } from 'mdast-util-directive';
import { directive } from 'micromark-extension-directive';
import type { Construct, Extension, State, Tokenizer } from 'micromark-util-types';
import type { Processor } from 'unified';

/**
 * The inline forms. `data` shows a value of a data file, `index` marks an index entry, `term` a glossary word; `name`
 * and `book` set 专名号 and 书名号 lines, `gloss` is a 夹注.
 */
export const inlineDirectives = ['data', 'index', 'term', 'name', 'book', 'gloss'] as const;

/** Their attributes that are printed, so that the text rules must see them. */
export const printedAttributes: Readonly<Record<string, readonly string[]>> = {
  index: ['as', 'sub', 'see', 'see-also'],
  term: ['as'],
};

const colon = 58;
const bracket = 91;
const starts = inlineDirectives.map((name) => [...`:${name}`].map((unit) => unit.charCodeAt(0)));

/**
 * `:::name` and `::name` on lines of their own, and `:name[…]` in running text for the names that we know: in Chinese
 * text `比例1:2`, `9:30`, `注:下同` and `主题:data` are not syntax.
 */
export default function remarkDirectives(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions ??= [];
  data.fromMarkdownExtensions ??= [];
  const { flow, text } = directive();
  const inline = text?.[colon] as Construct | undefined;
  const extension: Extension = { ...(flow && { flow }), ...(inline && { text: { [colon]: knownOnly(inline) } }) };
  data.micromarkExtensions.push(extension);
  data.fromMarkdownExtensions.push(directiveFromMarkdown());
}

function knownOnly(inline: Construct): Construct {
  const tokenize: Tokenizer = function (effects, ok, nok) {
    return effects.check({ tokenize: knownStart, partial: true }, inline.tokenize.call(this, effects, ok, nok), nok);
  };
  return { ...inline, tokenize };
}

/** `:name[` of one of the names. */
const knownStart: Tokenizer = (effects, ok, nok) => {
  let left = starts;
  let at = 0;
  const next: State = (code) => {
    if (code === bracket && left.some((start) => start.length === at)) {
      effects.exit('data');
      return ok(code);
    }
    left = left.filter((start) => start[at] === code);
    if (left.length === 0) return nok(code);
    at++;
    effects.consume(code);
    return next;
  };
  return (code) => {
    effects.enter('data');
    return next(code);
  };
};
