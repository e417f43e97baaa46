import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { visit } from 'unist-util-visit';
import type { ChapterHtml } from '../html/index.ts';

/** A table with a number, which must be said again on each page that it goes on to (续表). */
export interface NumberedTable {
  id: string;
  /** The id of its last row in print. */
  end: string;
  /** 表 3-1 */
  number: string;
  /** 单位：亿元, or ''. */
  units: string;
}

/** A table on more than one page: page indexes from 0. */
export interface ContinuedTable extends NumberedTable {
  first: number;
  last: number;
}

/** The numbered tables of the chapters' text, but not those that are turned on a page of their own. */
export function listTables(chapters: readonly Pick<ChapterHtml, 'body'>[]): NumberedTable[] {
  return chapters.flatMap(({ body }) => numberedTables({ type: 'root', children: body }).map(({ facts }) => facts));
}

/**
 * Gives the last row of each numbered table an id, and the class `continued` to those that go on: they may break where
 * they stand, and have room for the 续表 line above the head that the browser repeats.
 */
export function markTables(tree: Root, continued: ReadonlySet<string>): void {
  for (const { figure, facts } of numberedTables(tree)) {
    const last = rowsOf(figure).at(-1);
    if (last) last.properties.id = facts.end;
    if (continued.has(facts.id)) figure.properties.className = [...classes(figure), 'continued'];
  }
}

/** The tables whose last row is on another page than their caption. */
export function findContinued(tables: readonly NumberedTable[], pages: ReadonlyMap<string, number>): ContinuedTable[] {
  return tables.flatMap((table) => {
    const [first, last] = [pages.get(table.id), pages.get(table.end)];
    return first !== undefined && last !== undefined && last > first ? [{ ...table, first, last }] : [];
  });
}

function numberedTables(tree: Root): { figure: Element; facts: NumberedTable }[] {
  const found: { figure: Element; facts: NumberedTable }[] = [];
  visit(tree, 'element', (figure) => {
    const { id } = figure.properties;
    const names = classes(figure);
    if (figure.tagName !== 'figure' || typeof id !== 'string') return;
    if (!names.includes('table') || names.includes('landscape')) return;
    const number = textIn(figure, 'label');
    if (number && rowsOf(figure).length > 0)
      found.push({ figure, facts: { id, end: `kb-end-${id}`, number, units: textIn(figure, 'units') } });
  });
  return found;
}

function rowsOf(figure: Element): Element[] {
  const rows: Element[] = [];
  visit(figure, 'element', (node) => {
    if (node.tagName === 'tr') rows.push(node);
  });
  return rows;
}

function textIn(figure: Element, className: string): string {
  let text = '';
  visit(figure, 'element', (node) => {
    if (text === '' && classes(node).includes(className)) text = textOf(node);
  });
  return text;
}

function classes({ properties }: Element): string[] {
  return [properties.className ?? []].flat().map(String);
}
