import { PDFArray, PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib';

/** Where the ids of the HTML came to stand: page index from 0 by id, and the number of pages. */
export interface Destinations {
  pages: ReadonlyMap<string, number>;
  count: number;
}

/** Reads the named destinations of a PDF that Chromium printed. */
export async function readDestinations(bytes: Uint8Array): Promise<Destinations> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  const indexes = new Map(document.getPages().map((page, index) => [page.ref, index]));
  const pages = new Map<string, number>();
  const named = document.catalog.lookupMaybe(PDFName.of('Dests'), PDFDict);
  for (const [name, value] of named?.entries() ?? []) {
    const target = document.context.lookup(value, PDFArray).get(0);
    const index = indexes.get(target as never);
    // Chromium writes the name as the address has it: 中文 is %E4%B8%AD%E6%96%87.
    if (index !== undefined) pages.set(decode(name.decodeText()), index);
  }
  return { pages, count: indexes.size };
}

function decode(name: string): string {
  try {
    return decodeURI(name);
  } catch {
    return name;
  }
}
