import type { Element, ElementContent, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { labelGap } from '../../document/chapter.ts';
import { type NoteSettings, noteSettings } from '../../document/note-settings.ts';
import { escapeHtml } from '../../html/escape.ts';
import type { ChapterHtml, TypesetBook } from '../../html/index.ts';
import { fillLocators } from '../../html/locators.ts';
import { fillPageReferences } from '../../html/page-references.ts';
import type { Template } from '../../template/load.ts';
import { SKIP, visit } from '../../tree/visit.ts';
import { listTables, markTables } from '../continued.ts';
import { markDots } from '../emphasis-dots.ts';
import { showFolios } from '../index-folios.ts';
import { noteNumeral } from '../layout/number.ts';
import { fullSpaces, setLines } from '../lines/index.ts';
import { addTagHints, withHint } from '../tag-hints.ts';
import { idsIn, relink } from './elsewhere.ts';
import type { Known } from './index.ts';
import { sizePictures } from './picture-sizes.ts';

const html = unified().use(rehypeStringify).freeze();

/** The ids that stand in a chapter, in the order of the text. */
export function chapterIds({ chapter, title, body, notes }: ChapterHtml): Set<string> {
  const content = [...title, ...body, ...notes.flatMap((note) => note.content)];
  return new Set([
    chapter.id,
    ...idsIn(content),
    ...notes.map(({ id }) => id),
    ...listTables([{ body }]).map(({ end }) => end),
  ]);
}

/** A chapter, or a part's title page, with its notes at the end. `own`: the ids of the document that it will stand in. */
export function composeChapter(
  { chapter, language, title, body, notes }: ChapterHtml,
  book: TypesetBook,
  template: Template,
  known: Known,
  own: ReadonlySet<string>,
): string {
  const settings = noteSettings(book.config, template);
  const write = (content: ElementContent[]) => serialise(content, book, template, known, language, own, settings);
  const label = chapter.label
    ? `<span class="label">${escapeHtml(fullSpaces(`${chapter.label}${labelGap(chapter.label)}`))}</span>`
    : '';
  const heading = `<h1 id="${chapter.id}">${label}<span class="title">${write(title)}</span></h1>`;
  if (chapter.kind === 'part') return `<section class="part" lang="${language}">${heading}</section>`;
  const items = notes.map(
    ({ id, number, marks, content }) =>
      `<li id="${id}" lang="${withHint(language, 'note')}"><a class="back" href="#${marks[0]}" role="doc-backlink">${noteNumeral(number, settings.numerals)}</a><div>${write(content)}</div></li>`,
  );
  // At the foot of their pages once they are laid out (see ../layout).
  const atFoot = settings.place === 'page';
  const beside = settings.place === 'side' && items.length > 0;
  const over = atFoot || beside ? '' : `<p class="notes-title">${escapeHtml(template.labels.notes)}</p>`;
  const apparatus =
    items.length > 0
      ? `<section class="notes${atFoot ? ' at-foot' : beside ? ' at-side' : ''}">${over}<ol>${items.join('')}</ol></section>`
      : '';
  const classes = `chapter ${chapter.options.matter}${chapter.label === '' ? '' : ' numbered'}`;
  // Side notes stand in the outer margin, right on a recto, left on a verso; and which pages face each other depends on it.
  const side = beside || template.spreads.equalDepth ? ` data-side="${known.side?.(chapter.id) ?? 'recto'}"` : '';
  return `<section class="${classes}" lang="${language}"${side}><header class="opener">${heading}</header>\n${write(body)}\n${apparatus}</section>`;
}

function serialise(
  content: ElementContent[],
  book: TypesetBook,
  template: Template,
  known: Known,
  language: string,
  own: ReadonlySet<string>,
  notes: NoteSettings,
): string {
  const tree: Root = structuredClone({ type: 'root', children: content });
  markDots(tree);
  sizePictures(tree, book, template);
  visit(tree, 'element', (node: Element, index, parent) => {
    // On paper nothing folds out.
    if (parent && index !== undefined && node.tagName === 'div' && hasClass(node, 'chart-data')) {
      parent.children.splice(index, 1);
      return [SKIP, index];
    }
    // What is turned on its side needs a box inside the one that keeps its place.
    if (node.tagName === 'figure' && hasClass(node, 'landscape')) {
      const properties = { className: ['turned'] };
      node.children = [{ type: 'element', tagName: 'div', properties, children: node.children }];
    }
    if (hasClass(node, 'note-mark')) {
      // A number by page is known after layout: until then one as wide stands for it.
      const number = notes.numbering === 'page' ? 1 : Number(textOf(node));
      node.children = [{ type: 'text', value: noteNumeral(number, notes.numerals) }];
    }
    const picture = node.tagName === 'img' && book.pictures.get(String(node.properties.src));
    if (picture) node.properties.src = `/picture/${picture.hash}`;
    return undefined;
  });
  markTables(tree, known.continued);
  addTagHints(tree, language);
  // Before anything is known, as wide as most numbers will be, so that little moves when they are.
  fillPageReferences(tree, { folio: (id) => known.folio(id) ?? '00' });
  fillLocators(tree, ', ', (reaches) => showFolios(reaches, known.folio));
  relink(tree, own);
  setLines(tree, language, template.lines);
  return html.stringify(tree);
}

function hasClass({ properties }: Element, name: string): boolean {
  return [properties.className ?? []].flat().includes(name);
}
