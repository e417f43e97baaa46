import { createHash } from 'node:crypto';
import type { Element, ElementContent, Parents, Root, Text } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { SKIP, visitParents } from 'unist-util-visit-parents';

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

/** Latin words and what stands between them in a sentence; no longer word is read as several. */
const latinPassage = /\p{Script=Latin}[\p{Script=Latin}\d'’-]*(?:[ ,.;:–—()"“”‘’]{1,3}[\p{Script=Latin}\d'’-]+){2,}/gu;

/**
 * A run of three Latin words or more, two of them ordinary ones, is read out as English and not letter by letter as Chinese
 * voices do. For the layout it stays Chinese text: only its tag has the language. What the author marked is left alone.
 */
function markLatinPassages(tree: Root, language: string): void {
  visitParents(tree, 'text', (text, ancestors) => {
    const parent = ancestors.at(-1);
    const elements = ancestors.filter((node): node is Element => node.type === 'element');
    if (!parent || !/^zh/.test(language) || elements.some((node) => node.properties.lang || verbatim.has(node.tagName)))
      return undefined;
    const parts = splitPassages(text, language);
    if (parts.length < 2 && parts[0]?.type === 'text') return undefined;
    const at = parent.children.indexOf(text as never);
    parent.children.splice(at, 1, ...(parts as never[]));
    return [SKIP, at + parts.length];
  });
}

const verbatim = new Set(['math', 'code', 'pre', 'ruby', 'kbd', 'samp', 'svg']);

function splitPassages({ value }: Text, language: string): ElementContent[] {
  const parts: ElementContent[] = [];
  let at = 0;
  for (const { 0: passage, index } of value.matchAll(latinPassage)) {
    if ((passage.match(/(?<![\p{L}\d])\p{Ll}{2,}/gu) ?? []).length < 2) continue;
    if (index > at) parts.push({ type: 'text', value: value.slice(at, index) });
    const properties = { lang: withHint(language, 'latin'), role: 'mark' };
    parts.push({ type: 'element', tagName: 'span', properties, children: [{ type: 'text', value: passage }] });
    at = index + passage.length;
  }
  if (at < value.length || parts.length === 0) parts.push({ type: 'text', value: value.slice(at) });
  return parts;
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
