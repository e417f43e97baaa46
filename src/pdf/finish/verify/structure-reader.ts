import { PDFArray, PDFDict, type PDFDocument, PDFName, PDFNumber, type PDFObject, PDFRef } from '@cantoo/pdf-lib';
import { nameText, toName } from '../names.ts';
import { standardTypes } from '../tags/structure-types.ts';
import { kidsOf } from '../tags/tree.ts';
import { dictAt, nameOf } from './subject.ts';

/** A tag as the checker sees it: just as it stands in the file. */
export interface Node {
  dict: PDFDict;
  ref: PDFRef | undefined;
  /** The structure type as written, and the standard type that the role map makes of it. */
  written: string;
  type: string;
  parent: Node | undefined;
  kids: Node[];
  /** Marked content and annotations right under the tag. */
  leaves: PDFObject[];
}

/** Reads the structure tree and the table that leads from content to tags. */
export class StructureReader {
  readonly root: PDFDict | undefined;
  readonly nodes: Node[] = [];
  readonly roles: ReadonlyMap<string, string>;
  private readonly byDict = new Map<PDFDict, Node>();
  private readonly parents = new Map<number, PDFObject>();
  private readonly document: PDFDocument;

  constructor(document: PDFDocument) {
    this.document = document;
    this.root = dictAt(document.catalog, 'StructTreeRoot');
    const roles = new Map<string, string>();
    for (const [from, to] of dictAt(this.root, 'RoleMap')?.entries() ?? []) roles.set(nameOf(from), nameOf(to));
    this.roles = roles;
    if (!this.root) return;
    for (const kid of kidsOf(this.root)) this.read(kid, undefined);
    this.readParents(this.root.lookup(toName('ParentTree')), 0);
  }

  /** The standard type that a type is mapped to in the end; itself if there is none or the map runs in a circle. */
  standardType(type: string): string {
    let mapped = type;
    for (let i = 0; i < 50 && !standardTypes.has(mapped); i++) {
      const next = this.roles.get(mapped);
      if (next === undefined) return mapped;
      mapped = next;
    }
    return mapped;
  }

  /** The tag of an annotation, by its StructParent. */
  ownerOf(key: number | undefined): Node | undefined {
    const value = key === undefined ? undefined : this.parents.get(key);
    const dict = value && this.document.context.lookup(value);
    return dict instanceof PDFDict ? this.byDict.get(dict) : undefined;
  }

  /** The tag of a piece of marked content of a page or form, by the StructParents of that. */
  ownerOfContent(key: number | undefined, mcid: number): Node | undefined {
    const value = key === undefined ? undefined : this.parents.get(key);
    const list = value && this.document.context.lookup(value);
    const dict = list instanceof PDFArray && mcid < list.size() ? list.lookup(mcid) : undefined;
    return dict instanceof PDFDict ? this.byDict.get(dict) : undefined;
  }

  private read(value: PDFObject, parent: Node | undefined): void {
    const dict = this.document.context.lookup(value);
    if (dict instanceof PDFNumber || (dict instanceof PDFDict && !dict.has(toName('S')))) {
      parent?.leaves.push(value);
      return;
    }
    if (!(dict instanceof PDFDict) || this.byDict.has(dict)) return;
    const role = dict.lookup(toName('S'));
    const written = role instanceof PDFName ? nameText(role) : '';
    const ref = value instanceof PDFRef ? value : undefined;
    const node: Node = { dict, ref, written, type: this.standardType(written), parent, kids: [], leaves: [] };
    this.byDict.set(dict, node);
    this.nodes.push(node);
    parent?.kids.push(node);
    for (const kid of kidsOf(dict)) this.read(kid, node);
  }

  private readParents(value: PDFObject | undefined, depth: number): void {
    if (!(value instanceof PDFDict) || depth > 30) return;
    const numbers = value.lookup(toName('Nums'));
    for (let i = 0; numbers instanceof PDFArray && i + 1 < numbers.size(); i += 2) {
      const key = numbers.lookup(i);
      if (key instanceof PDFNumber) this.parents.set(key.asNumber(), numbers.get(i + 1));
    }
    const kids = value.lookup(toName('Kids'));
    for (let i = 0; kids instanceof PDFArray && i < kids.size(); i++) this.readParents(kids.lookup(i), depth + 1);
  }
}
