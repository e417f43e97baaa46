import { PDFDict, type PDFDocument, PDFName, type PDFPage, type PDFRef } from '@cantoo/pdf-lib';
import { pageContent } from '../finish/content-stream.ts';

/** A page as a drawing that can be placed on other pages (a form XObject). Lengths in pt. */
export interface Form {
  ref: PDFRef;
  width: number;
  height: number;
}

/** Makes a form of a page's paper: its lower left corner is the origin. Resources are shared, not copied. */
export function formOf(document: PDFDocument, page: PDFPage): Form {
  const { context } = document;
  const { x, y, width, height } = page.getMediaBox();
  const content = pageContent(context, page.node.get(PDFName.of('Contents')));
  const stream = context.flateStream(content, {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [x, y, x + width, y + height],
    Matrix: [1, 0, 0, 1, -x, -y],
    Resources: page.node.Resources() ?? context.obj({}),
  });
  return { ref: context.register(stream), width, height };
}

/** Where a form is drawn: a transformation and the part of the new page that it may paint, as x y width height. */
export interface Placement {
  form: Form;
  matrix: readonly [number, number, number, number, number, number];
  clip?: readonly [number, number, number, number];
}

/** Gives a page new content: forms in their places, and what is drawn over them. Annotations and tags go. */
export function paintPage(
  document: PDFDocument,
  page: PDFPage,
  placements: readonly Placement[],
  over: { content: string; resources?: Record<string, PDFRef> } = { content: '' },
): void {
  const { context } = document;
  const names = new Map<PDFRef, string>();
  for (const { form } of placements) if (!names.has(form.ref)) names.set(form.ref, `P${names.size}`);
  const drawn = placements.map(({ form, matrix, clip }) => {
    const window = clip ? `${clip.map(decimal).join(' ')} re W n ` : '';
    return `q ${window}${matrix.map(decimal).join(' ')} cm /${names.get(form.ref)} Do Q\n`;
  });
  const resources = context.obj({
    XObject: Object.fromEntries([...names].map(([ref, name]) => [name, ref])),
    ...(over.resources && { ColorSpace: over.resources }),
  });
  const content = context.flateStream(drawn.join('') + over.content);
  const { node } = page;
  for (const key of ['Annots', 'StructParents', 'Tabs', 'Group', 'CropBox', 'ArtBox']) node.delete(PDFName.of(key));
  node.set(PDFName.of('Resources'), resources instanceof PDFDict ? resources : context.obj({}));
  node.set(PDFName.of('Contents'), context.register(content));
}

export function decimal(value: number): string {
  return String(Number(value.toFixed(4)));
}
