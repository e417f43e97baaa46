import { PDFArray, PDFDict, type PDFDocument, PDFName, type PDFObject, PDFRef, PDFStream } from '@cantoo/pdf-lib';

/** What a file for the press keeps of the catalog: it is neither read aloud nor clicked. */
const kept: ReadonlySet<string> = new Set(['/Type', '/Pages', '/Lang', '/ViewerPreferences']);

/** Takes away tags, links, outline, claims and attachments, and then every object that nothing leads to. */
export function sweep(document: PDFDocument): void {
  const { context, catalog } = document;
  for (const [name] of catalog.entries()) if (!kept.has(String(name))) catalog.delete(name);
  catalog.delete(PDFName.of('Metadata'));
  const reached = new Set<PDFRef>();
  const open: (PDFObject | undefined)[] = Object.values(context.trailerInfo).flatMap((value) =>
    value && typeof value === 'object' ? [value as PDFObject] : [],
  );
  while (open.length > 0) {
    const object = open.pop();
    if (object instanceof PDFRef) {
      if (reached.has(object)) continue;
      reached.add(object);
      open.push(context.lookup(object));
    } else if (object instanceof PDFArray) open.push(...object.asArray());
    else if (object instanceof PDFDict) open.push(...object.values());
    else if (object instanceof PDFStream) open.push(object.dict);
  }
  for (const [ref] of context.enumerateIndirectObjects()) if (!reached.has(ref)) context.delete(ref);
}
