import { languageAliasNames, languageNames } from '@shikijs/langs';

const known: ReadonlySet<string> = new Set([...languageNames, ...languageAliasNames]);

/** Names in use that the grammars' own lists lack. */
const more: Record<string, string> = { 'c++': 'cpp', 'c#': 'csharp', 'f#': 'fsharp', golang: 'go', patch: 'diff' };

/** Words that say: this is no program. */
const plain: ReadonlySet<string> = new Set(['text', 'txt', 'plain', 'plaintext', 'none']);

/** What can be meant by the first word of a fence, for the guess at one mistyped. */
export const languageWords: readonly string[] = [...known, ...Object.keys(more), ...plain];

/** The grammar for the first word of a fence; `plain` if it asks for none; undefined if there is none of that name. */
export function languageOf(word: string): string | undefined {
  const name = word.toLowerCase();
  if (plain.has(name)) return 'plain';
  if (known.has(name)) return name;
  return Object.hasOwn(more, name) ? more[name] : undefined;
}
