import { createHash } from 'node:crypto';
import type { Element, ElementContent, Parents, Root, Text } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { SKIP, visitParents } from '../tree/visit.ts';

/**
 * Chromium tags a PDF by the roles of ARIA, and has none for a note, a formula or an entry of the contents. But it carries
 * the language of an element over to its tag. So what an element is goes along as a private-use subtag (BCP 47, 2.2.7):
 * `zh-Hans-x-kb-note`. finish/tags/hints.ts reads it and puts the true language back.
 */
export type TagHint = 'contents' | 'note' | 'formula' | 'span' | 'latin' | 'terms' | 'term' | 'meaning';

/** The hint of each element of a list of terms. */
const terms: Readonly<Record<string, TagHint>> = { dl: 'terms', dt: 'term', dd: 'meaning' };

const pattern = /-x-kb-([a-z]+)(?:-([0-9a-f]{8}))?$/;

export function withHint(language: string, hint: TagHint, detail?: string): string {
  return `${language}-x-kb-${hint}${detail ? `-${detail}` : ''}`;
}

/** Takes a language apart into the language proper and what was hinted. */
export function readHint(value: string): { language: string; hint?: TagHint; detail?: string } {
  const found = pattern.exec(value);
  if (!found) return { language: value };
  const [whole, hint, detail] = found;
  return { language: value.slice(0, -whole.length), hint: hint as TagHint, ...(detail && { detail }) };
}

/** By which a formula's tag finds its TeX again: a subtag has at most eight characters. */
export function formulaKey(tex: string): string {
  return createHash('sha256').update(tex).digest('hex').slice(0, 8);
}

/**
 * Prepares a tree for being tagged: formulas, lists of terms and passages in another language are hinted; a cell without content gets a
 * no-break space, as Chromium leaves an empty cell out and the rest of its row would move to other columns.
 */
export function addTagHints(tree: Root, language: string): void {
  markLatinPassages(tree, language);
  visitParents(tree, 'element', (element, ancestors) => {
    const { tagName, properties } = element;
    if (tagName === 'math') {
      properties.lang = withHint(languageOf(element, ancestors, language), 'formula', formulaKey(texOf(element)));
    } else if (terms[tagName]) {
      properties.lang = withHint(languageOf(element, ancestors, language), terms[tagName]);
    } else if (properties.lang && inline.has(tagName) && readHint(String(properties.lang)).hint === undefined) {
      properties.lang = withHint(String(properties.lang), 'span');
      // A span without a role is not in the accessibility tree, and its language would be lost.
      properties.role ??= 'mark';
    } else if ((tagName === 'td' || tagName === 'th') && isEmpty(element)) {
      element.children = [{ type: 'text', value: '\u00A0' }];
    }
  });
}

/** Two Latin words or more, and what stands between them in a sentence: an address has no spaces. */
const latinPassage =
  /\p{Script=Latin}[\p{Script=Latin}\d'’-]*(?:[,.;:)"”’]{0,2}(?: (?:[&–—] )?|[–—])[("“‘]?[\p{Script=Latin}\d'’-]+)+/gu;
const latinWord = /[\p{Script=Latin}\d'’-]+/gu;

/** What encloses a title or a quotation. */
const [opening, closing] = [/["“‘「『《〈（(]$/, /^["”’」』》〉）)]/];

/**
 * A passage in English is read out as English, and not letter by letter as Chinese voices do: three words or more, or two that are
 * quoted, a title, or emphasised; two of them (one of the two) ordinary ones. What is spelt with other letters may be pinyin or
 * French: its language is not guessed. For the layout it all stays Chinese text: only the tag has the language. What the author
 * marked is left alone.
 */
function markLatinPassages(tree: Root, language: string): void {
  visitParents(tree, 'text', (text, ancestors) => {
    const parent = ancestors.at(-1);
    const elements = ancestors.filter((node): node is Element => node.type === 'element');
    if (!parent || !/^zh/.test(language) || elements.some((node) => node.properties.lang || verbatim.has(node.tagName)))
      return undefined;
    const parts = splitPassages(text, language, elements.at(-1));
    if (parts.length < 2 && parts[0]?.type === 'text') return undefined;
    const at = parent.children.indexOf(text as never);
    parent.children.splice(at, 1, ...(parts as never[]));
    return [SKIP, at + parts.length];
  });
}

const verbatim = new Set(['math', 'code', 'pre', 'ruby', 'kbd', 'samp', 'svg']);
const setApart = new Set(['em', 'i', 'cite', 'q', 'dfn']);

function splitPassages({ value }: Text, language: string, parent: Element | undefined): ElementContent[] {
  const parts: ElementContent[] = [];
  const alone = parent !== undefined && setApart.has(parent.tagName) && parent.children.length === 1;
  let at = 0;
  for (const { 0: passage, index } of value.matchAll(latinPassage)) {
    const [before, after] = [value.slice(at, index), value.slice(index + passage.length)];
    const apart = alone ? (before + after).trim() === '' : opening.test(before) && closing.test(after);
    if (!isEnglish(passage, apart)) continue;
    if (index > at) parts.push({ type: 'text', value: before });
    const properties = { lang: withHint(language, 'latin'), role: 'mark' };
    parts.push({ type: 'element', tagName: 'span', properties, children: [{ type: 'text', value: passage }] });
    at = index + passage.length;
  }
  if (at < value.length || parts.length === 0) parts.push({ type: 'text', value: value.slice(at) });
  return parts;
}

function isEnglish(passage: string, apart: boolean): boolean {
  const words = passage.match(latinWord) ?? [];
  if (words.length < (apart ? 2 : 3) || /[^\P{L}A-Za-z]/u.test(passage)) return false;
  // GB, UTF-8 and iPhone are none.
  return (
    words.filter((word) => /^[A-Z]?[a-z]+(?:['’-][A-Za-z]*)*$/.test(word) && word.length > 1).length >= (apart ? 1 : 2)
  );
}

/** The TeX that a formula was written in. */
export function texOf(math: Element): string {
  return String(math.properties.alttext ?? textOf(math));
}

const inline = new Set(['span', 'i', 'b', 'cite', 'q', 'bdi', 'dfn', 'abbr', 'small', 'u']);

function languageOf(element: Element, ancestors: Parents[], language: string): string {
  for (const node of [element, ...ancestors.toReversed()]) {
    if (node.type === 'element' && node.properties.lang) return readHint(String(node.properties.lang)).language;
  }
  return language;
}

function isEmpty(cell: Element): boolean {
  return textOf(cell).trim() === '' && !/"(img|svg|math)"/.test(JSON.stringify(cell.children));
}
