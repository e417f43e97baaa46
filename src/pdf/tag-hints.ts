import { createHash } from 'node:crypto';
import type { Element, Parents, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { visitParents } from 'unist-util-visit-parents';

/**
 * Chromium tags a PDF by the roles of ARIA, and has none for a note, a formula or an entry of the contents. But it carries
 * the language of an element over to its tag. So what an element is goes along as a private-use subtag (BCP 47, 2.2.7):
 * `zh-Hans-x-kb-note`. finish/tags/hints.ts reads it and puts the true language back.
 */
export type TagHint = 'contents' | 'note' | 'formula' | 'span';

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
 * Prepares a tree for being tagged: formulas and passages in another language are hinted; a cell without content gets a
 * no-break space, as Chromium leaves an empty cell out and the rest of its row would move to other columns.
 */
export function addTagHints(tree: Root, language: string): void {
  visitParents(tree, 'element', (element, ancestors) => {
    const { tagName, properties } = element;
    if (tagName === 'math') {
      properties.lang = withHint(languageOf(element, ancestors, language), 'formula', formulaKey(texOf(element)));
    } else if (properties.lang && inline.has(tagName)) {
      properties.lang = withHint(String(properties.lang), 'span');
      // A span without a role is not in the accessibility tree, and its language would be lost.
      properties.role ??= 'mark';
    } else if ((tagName === 'td' || tagName === 'th') && isEmpty(element)) {
      element.children = [{ type: 'text', value: '\u00A0' }];
    }
  });
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
