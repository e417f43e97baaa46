import type { PDFDict, PDFPage } from '@cantoo/pdf-lib';
import { pageContent } from '../../finish/content-stream.ts';
import type { Matrix } from '../../finish/matrix.ts';
import { toName } from '../../finish/names.ts';
import { everywhere } from './box.ts';
import { ContentReader } from './content-reader.ts';
import type { PageFont } from './font.ts';
import type { PageContent } from './painted.ts';
import type { Writing } from './place.ts';
import type { Owner } from './structure.ts';

/** Reads what a page paints, and where. `fonts` keeps the fonts read so far. @throws Error if the content is broken. */
export function readPage(
  page: PDFPage,
  owners: ReadonlyMap<number, Owner>,
  fonts: Map<PDFDict, PageFont>,
  writing: Writing,
): PageContent {
  const box = page.getMediaBox();
  const reader = new ContentReader(owners, fonts, writing);
  const flip: Matrix = [1, 0, 0, -1, -box.x, box.y + box.height];
  reader.read(
    pageContent(page.doc.context, page.node.get(toName('Contents'))),
    page.node.Resources(),
    flip,
    everywhere,
  );
  return { width: box.width, height: box.height, glyphs: reader.glyphs, paints: reader.paints };
}
