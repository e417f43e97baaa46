import { PDFHexString, PDFString } from '@cantoo/pdf-lib';
import { toName } from '../names.ts';
import type { Clauses } from './finding.ts';
import { placeOf } from './structure.ts';
import type { Node, StructureReader } from './structure-reader.ts';
import type { Subject } from './subject.ts';
import { checkTable } from './tables.ts';

/** What a type may stand in, and what it may hold, by ISO 14289-1, 7.2. */
const parents: Readonly<Record<string, string[]>> = {
  TR: ['Table', 'THead', 'TBody', 'TFoot'],
  THead: ['Table'],
  TBody: ['Table'],
  TFoot: ['Table'],
  TH: ['TR'],
  TD: ['TR'],
  LI: ['L'],
  LBody: ['LI'],
  TOCI: ['TOC'],
};

const kids: Readonly<Record<string, string[]>> = {
  Table: ['TR', 'THead', 'TBody', 'TFoot', 'Caption'],
  THead: ['TR'],
  TBody: ['TR'],
  TFoot: ['TR'],
  TR: ['TH', 'TD'],
  L: ['L', 'LI', 'Caption'],
  LI: ['Lbl', 'LBody'],
  TOC: ['TOC', 'TOCI', 'Caption'],
};

/** Tags by what they mean: lists, tables, headings, figures, formulas, notes. */
export function checkTags({ report }: Subject, structure: StructureReader): void {
  const fault = (clauses: Clauses, node: Node, problem: string) =>
    report.add(clauses, problem, { object: placeOf(node) });
  const noteIds = new Set<string>();
  let level = 0;
  const numbered = structure.nodes.some((node) => /^H[1-6]$/.test(node.type));
  for (const node of structure.nodes) {
    const { type } = node;
    const types = node.kids.map((kid) => kid.type);
    const within = parents[type];
    if (within && !within.includes(node.parent?.type ?? ''))
      fault({ ua: '7.2' }, node, `${type} stands in ${node.parent?.type ?? 'nothing'}`);
    const wrong = kids[type] && types.find((kid) => !kids[type]?.includes(kid));
    if (wrong) fault({ ua: '7.2' }, node, `${type} holds ${wrong}`);
    if ((type === 'L' || type === 'TOC') && types.slice(1).includes('Caption'))
      fault({ ua: '7.2' }, node, `the caption is not first in ${type}`);
    if (type === 'Table') checkTable(node, (clauses, problem) => fault(clauses, node, problem));
    if (type === 'Figure' && !text(node, 'Alt') && !hasText(node, 'ActualText'))
      fault({ ua: '7.3' }, node, 'a figure has no alternative text');
    if (type === 'Formula' && !text(node, 'Alt') && !hasText(node, 'ActualText'))
      fault({ ua: '7.7' }, node, 'a formula has no alternative text');
    if (type === 'Note') {
      const id = text(node, 'ID');
      if (!id) fault({ ua: '7.9' }, node, 'a note has no ID');
      else if (noteIds.has(id)) fault({ ua: '7.9' }, node, `two notes have the ID ${id}`);
      noteIds.add(id);
    }
    if (type === 'H' && numbered) fault({ ua: '7.4.4' }, node, 'the file has both H and H1 to H6');
    if (types.filter((kid) => kid === 'H').length > 1) fault({ ua: '7.4.4' }, node, 'a tag holds two H');
    const found = /^H([1-6])$/.exec(type)?.[1];
    if (!found) continue;
    if (Number(found) > level + 1)
      fault({ ua: '7.4.2' }, node, level === 0 ? `the first heading is ${type}` : `${type} follows H${level}`);
    level = Number(found);
  }
}

function text({ dict }: Node, key: string): string {
  const value = dict.lookup(toName(key));
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : '';
}

function hasText({ dict }: Node, key: string): boolean {
  return dict.has(toName(key));
}
