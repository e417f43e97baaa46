import { PDFDict, type PDFDocument, PDFRawStream, PDFRef } from '@cantoo/pdf-lib';
import { ContentWriter, decodeStream, operandsOf, pageContent, replaceForm } from '../content-stream.ts';
import { toName } from '../names.ts';
import { Operations } from '../operations.ts';
import type { Content, Tag } from './tree.ts';

/** A piece of content and the tag that it belongs to. */
interface Owner {
  tag: Tag;
  kid: Content;
  /** In a figure, a formula or a label lines and areas are what is meant, elsewhere they are decoration. */
  drawn: boolean;
}

/**
 * Everything painted is either tagged or an artifact, which no reader reads out (ISO 14289-1, 7.1). Chromium leaves rules and
 * backgrounds of the page untagged, and tags those of blocks as their text; both become artifacts here.
 */
export function markArtifacts(document: PDFDocument, tree: Tag): void {
  const owners = listOwners(tree);
  const done = new Set<PDFRef>();
  const contents = new ContentWriter(document.context);
  for (const page of document.getPages()) {
    const owned = owners.get(page.ref) ?? new Map<number, Owner>();
    const resources = page.node.Resources();
    markForms(document, resources, owned, done);
    const before = page.node.get(toName('Contents'));
    const content = pageContent(document.context, before);
    const marked = rewrite(content, owned, taggedForms(resources));
    contents.replace(page, marked);
  }
  contents.finish();
}

function listOwners(tree: Tag): Map<PDFRef, Map<number, Owner>> {
  const owners = new Map<PDFRef, Map<number, Owner>>();
  const walk = (tag: Tag, drawnAround: boolean): void => {
    const drawn = drawnAround || drawings.has(tag.role);
    for (const kid of tag.kids) {
      if (kid.kind === 'tag') walk(kid, drawn);
      if (kid.kind !== 'content') continue;
      const holder = kid.form ?? kid.page;
      owners.set(holder, (owners.get(holder) ?? new Map<number, Owner>()).set(kid.mcid, { tag, kid, drawn }));
    }
  };
  // The figure that Chromium makes of a table has the lines of the table in it.
  walk(tree, false);
  return owners;
}

const drawings: ReadonlySet<string> = new Set(['Formula', 'Lbl', 'Figure']);

/** Names of the forms (drawings apart from the page) that hold tagged content themselves. */
function taggedForms(resources: PDFDict | undefined): Set<string> {
  return new Set([...forms(resources)].filter(([, { stream }]) => isTagged(stream)).map(([name]) => name));
}

function isTagged(stream: PDFRawStream): boolean {
  if (decodeStream(stream).includes('/MCID')) return true;
  return [...forms(stream.dict.lookupMaybe(toName('Resources'), PDFDict)).values()].some((form) =>
    isTagged(form.stream),
  );
}

function forms(resources: PDFDict | undefined): Map<string, { ref: PDFRef; stream: PDFRawStream }> {
  const found = new Map<string, { ref: PDFRef; stream: PDFRawStream }>();
  const objects = resources?.lookupMaybe(toName('XObject'), PDFDict);
  for (const [name, ref] of objects?.entries() ?? []) {
    const stream = objects?.lookup(name);
    if (!(stream instanceof PDFRawStream) || !(ref instanceof PDFRef)) continue;
    if (stream.dict.get(toName('Subtype')) === toName('Form')) found.set(name.asString(), { ref, stream });
  }
  return found;
}

/** Content of a page may stand in a form, e.g. what is half transparent. */
function markForms(
  document: PDFDocument,
  resources: PDFDict | undefined,
  owned: Map<number, Owner>,
  done: Set<PDFRef>,
): void {
  for (const { ref, stream } of forms(resources).values()) {
    if (done.has(ref) || !isTagged(stream)) continue;
    done.add(ref);
    const inner = stream.dict.lookupMaybe(toName('Resources'), PDFDict);
    markForms(document, inner, owned, done);
    replaceForm(document.context, ref, stream, rewrite(decodeStream(stream), owned, taggedForms(inner)));
  }
}

const pathStarts: ReadonlySet<string> = new Set(['m', 're']);
const pathPaints: ReadonlySet<string> = new Set(['f', 'F', 'f*', 'S', 's', 'B', 'B*', 'b', 'b*']);
const otherPaints: ReadonlySet<string> = new Set(['Do', 'sh', 'BI']);
const shows: ReadonlySet<string> = new Set(['Tj', 'TJ', "'", '"']);

const borders: ReadonlySet<string> = new Set(['BDC', 'BMC', 'EMC', 'BT', 'q', 'Q', 'Do']);
/** All that matters here: nearly all others move the text or choose a colour. */
const known: ReadonlySet<string> = new Set([
  ...pathStarts,
  ...pathPaints,
  ...otherPaints,
  ...shows,
  ...borders,
  'n',
  'ET',
]);

/** Wraps what is painted outside any mark, and turns marks that hold only lines and areas into artifacts. */
function rewrite(content: Buffer, owned: Map<number, Owner>, tagged: ReadonlySet<string>): Buffer {
  const edits: { from: number; to: number; text: string }[] = [];
  let last = -1;
  const wrap = (from: number, to: number) => {
    // One artifact for what is painted one after the other: the dots of a leader are thousands.
    if (last === runs) {
      const end = edits.at(-1);
      if (end) end.from = end.to = to;
      return;
    }
    edits.push({ from, to: from, text: '/Artifact BMC\n' }, { from: to, to, text: '\nEMC' });
    last = runs;
  };
  // Counts what no artifact may run across.
  let runs = 0;
  const open: { from: number; to: number; mcid: number | undefined; text: boolean }[] = [];
  let path = -1;
  let textObject = -1;
  let textMarked = false;
  let textShown = false;
  const operation = new Operations(content);
  while (operation.next()) {
    const { operator, start, end } = operation;
    if (!known.has(operator)) continue;
    if (borders.has(operator)) runs++;
    if (shows.has(operator) || otherPaints.has(operator)) {
      const mark = open.at(-1);
      if (mark) mark.text = true;
      else if (shows.has(operator)) textShown = true;
      else if (operator !== 'Do' || !tagged.has(String(operandsOf(content, operation)[0]))) wrap(start, end);
    } else if (operator === 'BDC' || operator === 'BMC') {
      const properties = operator === 'BDC' ? operandsOf(content, operation)[1] : undefined;
      const mcid = properties instanceof Map ? properties.get('/MCID') : undefined;
      open.push({ from: start, to: end, mcid: typeof mcid === 'number' ? mcid : undefined, text: false });
      if (textObject >= 0) textMarked = true;
    } else if (operator === 'EMC') {
      const mark = open.pop();
      const owner = mark?.mcid === undefined ? undefined : owned.get(mark.mcid);
      if (mark?.text) for (const outer of open) outer.text = true;
      if (!mark || !owner || mark.text || owner.drawn) continue;
      edits.push({ from: mark.from, to: mark.to, text: '/Artifact BMC' });
      owner.tag.kids = owner.tag.kids.filter((kid) => kid !== owner.kid);
    } else if (pathStarts.has(operator)) {
      if (path < 0) path = start;
    } else if (operator === 'n') {
      path = -1;
    } else if (pathPaints.has(operator)) {
      if (open.length === 0 && path >= 0) wrap(path, end);
      path = -1;
    } else if (operator === 'BT') {
      textObject = start;
      textMarked = false;
      textShown = false;
    } else if (operator === 'ET') {
      if (open.length === 0 && textShown && !textMarked) wrap(textObject, end);
      textObject = -1;
    }
  }
  return apply(content, edits);
}

function apply(content: Buffer, edits: { from: number; to: number; text: string }[]): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  // Where two meet, an end comes before a beginning, as they were noted.
  for (const { from, to, text } of edits.sort((a, b) => a.from - b.from)) {
    parts.push(content.subarray(at, from), Buffer.from(text, 'latin1'));
    at = to;
  }
  return Buffer.concat([...parts, content.subarray(at)]);
}
