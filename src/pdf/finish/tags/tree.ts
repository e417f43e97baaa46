import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRef,
  PDFStream,
} from '@cantoo/pdf-lib';
import { toName } from '../names.ts';

/**
 * A tagged PDF holds, beside its pages, a tree that says what their content is: headings, paragraphs, tables (ISO 32000-1,
 * 14.7). Its leaves are numbers: content between `/P <</MCID 3>> BDC` and `EMC` on a page is number 3 of that page. The tree
 * is read once, mended step by step, and written back whole.
 */
export interface Tag {
  kind: 'tag';
  /** `P`, `H1`, `NonStruct`: the structure type. */
  role: string;
  ref: PDFRef;
  dict: PDFDict;
  kids: Kid[];
}

/** Marked content of a page, or of a form (a drawing kept apart from the page). */
export interface Content {
  kind: 'content';
  page: PDFRef;
  mcid: number;
  form?: PDFRef;
}

/** An annotation that belongs to the tag, as its rectangle does to a link. */
export interface Annotation {
  kind: 'annotation';
  page: PDFRef;
  ref: PDFRef;
}

export type Kid = Tag | Content | Annotation;

/** Reads the tree; undefined if the document is not tagged. */
export function readTags(document: PDFDocument): Tag | undefined {
  const { context, catalog } = document;
  const root = catalog.lookupMaybe(toName('StructTreeRoot'), PDFDict);
  if (!root) return undefined;
  const seen = new Set<PDFObject>();

  const readKid = (value: PDFObject, page: PDFRef | undefined): Kid[] => {
    const object = context.lookup(value);
    if (object instanceof PDFNumber) {
      if (!page) throw new Error('a tag has content but no page');
      return [{ kind: 'content', page, mcid: object.asNumber() }];
    }
    if (!(object instanceof PDFDict)) throw new Error(`a tag holds ${String(object)}`);
    const own = object.get(toName('Pg'));
    const at = own instanceof PDFRef ? own : page;
    if (object.has(toName('S'))) return [readTag(value, object, at)];
    if (!at) throw new Error('a tag has content but no page');
    const annotation = object.get(toName('Obj'));
    if (annotation instanceof PDFRef) return [{ kind: 'annotation', page: at, ref: annotation }];
    const form = object.get(toName('Stm'));
    const mcid = object.lookup(toName('MCID'), PDFNumber).asNumber();
    return [{ kind: 'content', page: at, mcid, ...(form instanceof PDFRef && { form }) }];
  };

  const readTag = (value: PDFObject, dict: PDFDict, page: PDFRef | undefined): Tag => {
    if (seen.has(dict)) throw new Error('a tag stands in two places');
    seen.add(dict);
    const ref = value instanceof PDFRef ? value : context.register(dict);
    const role = dict.lookup(toName('S'), PDFName).decodeText();
    return { kind: 'tag', role, ref, dict, kids: kidsOf(dict).flatMap((kid) => readKid(kid, page)) };
  };

  const kids = kidsOf(root).flatMap((kid) => readKid(kid, undefined));
  const [first] = kids;
  if (first?.kind === 'tag' && first.role === 'Document' && kids.length === 1) return first;
  return { ...newTag(document, 'Document'), kids };
}

/** The values under K: none, one, or an array of them. */
export function kidsOf(dict: PDFDict): PDFObject[] {
  const value = dict.get(toName('K'));
  const resolved = dict.lookup(toName('K'));
  if (value === undefined || resolved === undefined) return [];
  return resolved instanceof PDFArray ? resolved.asArray() : [value];
}

export function newTag(document: PDFDocument, role: string, kids: Kid[] = []): Tag {
  const dict = document.context.obj({ Type: 'StructElem' }) as PDFDict;
  return { kind: 'tag', role, ref: document.context.register(dict), dict, kids };
}

/** All tags below, each before its kids. */
export function* tagsBelow(tag: Tag): Generator<Tag> {
  // One generator within the other would hand each tag up through all levels.
  const open = [tag.kids.values()];
  for (let kids = open.at(-1); kids; kids = open.at(-1)) {
    const { value: kid, done } = kids.next();
    if (done) open.pop();
    else if (kid.kind === 'tag') {
      yield kid;
      open.push(kid.kids.values());
    }
  }
}

/** Writes the tree back, with the two tables that lead into it: from content to its tag, and from a name to its tag. */
export function writeTags(document: PDFDocument, tree: Tag): void {
  const { context, catalog } = document;
  const root = catalog.lookup(toName('StructTreeRoot'), PDFDict);
  const rootRef = catalog.get(toName('StructTreeRoot')) as PDFRef;
  const parents = new Map<number, PDFObject>();
  const marked = new Map<PDFDict, Map<number, PDFRef>>();
  const ids = new Map<string, PDFRef>();
  const kept = new Set<PDFRef>();

  const write = (tag: Tag, parent: PDFRef): void => {
    const { dict, ref } = tag;
    kept.add(ref);
    dict.set(toName('S'), toName(tag.role));
    dict.set(toName('P'), parent);
    const page = tag.kids.find((kid) => kid.kind !== 'tag')?.page;
    if (page) dict.set(toName('Pg'), page);
    else dict.delete(toName('Pg'));
    const id = dict.get(toName('ID'));
    if (id) ids.set(String(id), ref);
    const kids = tag.kids.map((kid): PDFObject => {
      if (kid.kind === 'tag') {
        write(kid, ref);
        return kid.ref;
      }
      if (kid.kind === 'annotation') {
        parents.set(context.lookup(kid.ref, PDFDict).lookup(toName('StructParent'), PDFNumber).asNumber(), ref);
        return context.obj({ Type: 'OBJR', Obj: kid.ref, Pg: kid.page });
      }
      const holder = holderOf(document, kid);
      marked.set(holder, (marked.get(holder) ?? new Map()).set(kid.mcid, ref));
      if (kid.page === page && !kid.form) return context.obj(kid.mcid);
      return context.obj({ Type: 'MCR', Pg: kid.page, ...(kid.form && { Stm: kid.form }), MCID: kid.mcid });
    });
    if (kids.length === 0) dict.delete(toName('K'));
    else dict.set(toName('K'), kids.length === 1 ? (kids[0] as PDFObject) : context.obj(kids as never));
  };
  write(tree, rootRef);

  for (const [holder, owners] of marked) {
    const list: (PDFRef | null)[] = Array.from(
      { length: Math.max(...owners.keys()) + 1 },
      (_, i) => owners.get(i) ?? null,
    );
    parents.set(holder.lookup(toName('StructParents'), PDFNumber).asNumber(), context.obj(list as never));
  }
  const numbers = [...parents].sort(([a], [b]) => a - b).flatMap(([key, value]) => [context.obj(key), value]);
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    if (
      object instanceof PDFDict &&
      object.has(toName('P')) &&
      object.has(toName('S')) &&
      isOldTag(object) &&
      !kept.has(ref)
    ) {
      context.delete(ref);
    }
  }
  for (const key of ['ParentTree', 'IDTree']) deleteTree(document, root.get(toName(key)));
  root.set(toName('K'), tree.ref);
  root.set(toName('ParentTree'), context.register(context.obj({ Nums: numbers as never })));
  root.set(toName('ParentTreeNextKey'), context.obj(Math.max(-1, ...parents.keys()) + 1));
  root.delete(toName('IDTree'));
  if (ids.size > 0) {
    const sorted = [...ids].sort(([a], [b]) => (a < b ? -1 : 1));
    const names = sorted.flatMap(([, ref]) => [context.lookup(ref, PDFDict).get(toName('ID')) as PDFObject, ref]);
    const [first, last] = [names[0], names.at(-2)] as [PDFObject, PDFObject];
    const leaf = context.register(context.obj({ Names: names as never, Limits: [first, last] as never }));
    root.set(toName('IDTree'), context.register(context.obj({ Kids: [leaf] })));
  }
}

function isOldTag(dict: PDFDict): boolean {
  return dict.get(toName('Type')) === toName('StructElem');
}

/** Takes away a name or number tree that is written anew. */
function deleteTree(document: PDFDocument, value: PDFObject | undefined): void {
  const { context } = document;
  const node = value && context.lookup(value);
  if (!(node instanceof PDFDict)) return;
  for (const key of ['Kids', 'Nums']) {
    const list = node.lookup(toName(key));
    if (!(list instanceof PDFArray)) continue;
    for (const item of list.asArray()) {
      if (key === 'Kids') deleteTree(document, item);
      else if (item instanceof PDFRef && context.lookup(item) instanceof PDFArray) context.delete(item);
    }
  }
  if (value instanceof PDFRef) context.delete(value);
}

/** The page or form whose content holds the marked content: it has the key to the table of parents. */
function holderOf(document: PDFDocument, { page, form }: Content): PDFDict {
  const object = document.context.lookup(form ?? page);
  if (object instanceof PDFStream) return object.dict;
  if (object instanceof PDFDict) return object;
  throw new Error('a tag names a page that is not there');
}
