import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFRef, PDFString } from '@cantoo/pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { readTags, type Tag } from '../../src/pdf/finish/tags/tree.ts';

/** A tag as a reader meets it: its type, its text (of the content right under it), what it says besides. */
export interface ReadTag {
  role: string;
  text: string;
  alt?: string;
  language?: string;
  id?: string;
  scope?: string;
  /** Number of its object, and those of the tags that it names by Ref. */
  object: number;
  refs?: number[];
  kids: ReadTag[];
}

/** The tags of a PDF in order, with the text that PDF.js reads for each piece of content. */
export async function readTagTree(bytes: Uint8Array): Promise<ReadTag> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  const tree = readTags(document);
  if (!tree) throw new Error('not tagged');
  const texts = await markedTexts(bytes);
  const read = ({ role, dict, ref, kids }: Tag): ReadTag => {
    const said = (key: string) => {
      const value = dict.lookup(PDFName.of(key));
      return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : undefined;
    };
    const [alt, language, id] = [said('Alt'), said('Lang'), said('ID')];
    const attributes = dict.lookup(PDFName.of('A'));
    const scope =
      attributes instanceof PDFDict && !(attributes instanceof PDFArray)
        ? attributes.lookup(PDFName.of('Scope'))
        : undefined;
    const named = dict.lookup(PDFName.of('Ref'));
    const refs =
      named instanceof PDFArray
        ? named.asArray().flatMap((each) => (each instanceof PDFRef ? [each.objectNumber] : []))
        : [];
    const parts: ReadTag[] = [];
    let own = '';
    for (const kid of kids) {
      if (kid.kind === 'tag') parts.push(read(kid));
      if (kid.kind !== 'content') continue;
      const text = texts.get(`p${kid.page.objectNumber}R_mc${kid.mcid}`) ?? '';
      own += text;
      // Text between tags, in its place.
      parts.push({ role: '', text, object: 0, kids: [] });
    }
    return {
      role,
      text: own,
      object: ref.objectNumber,
      ...(refs.length > 0 && { refs }),
      ...(alt !== undefined && { alt }),
      ...(language !== undefined && { language }),
      ...(id !== undefined && { id }),
      ...(scope instanceof PDFName && { scope: scope.decodeText() }),
      kids: parts,
    };
  };
  return read(tree);
}

async function markedTexts(bytes: Uint8Array): Promise<Map<string, string>> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 }).promise;
  const texts = new Map<string, string>();
  for (let i = 1; i <= pdf.numPages; i++) {
    const { items } = await (await pdf.getPage(i)).getTextContent({
      includeMarkedContent: true,
      // As the file has it: PDF.js would take ligatures apart by itself.
      disableNormalization: true,
    });
    const open: string[] = [];
    for (const item of items) {
      if ('str' in item) {
        const id = open.findLast((each) => each !== '');
        if (id) texts.set(id, (texts.get(id) ?? '') + item.str);
      } else if (item.type.startsWith('begin')) open.push((item as { id?: string }).id ?? '');
      else open.pop();
    }
  }
  return texts;
}

/** The whole text below a tag in reading order, without white space. */
export function textBelow(tag: ReadTag, skip: ReadonlySet<string> = new Set()): string {
  if (skip.has(tag.role)) return '';
  if (tag.role === '') return tag.text.replace(/\s/g, '');
  return tag.kids.map((kid) => textBelow(kid, skip)).join('');
}

/** All tags below with a role. */
export function tagsOf(tag: ReadTag, role: string): ReadTag[] {
  return tag.kids.flatMap((kid) => [...(kid.role === role ? [kid] : []), ...tagsOf(kid, role)]);
}

/** The tree in short: `L(LI(Lbl LBody(P)))`. */
export function outlineOfTags(tag: ReadTag): string {
  const kids = tag.kids.filter((kid) => kid.role !== '').map(outlineOfTags);
  return kids.length > 0 ? `${tag.role}(${kids.join(' ')})` : tag.role;
}
