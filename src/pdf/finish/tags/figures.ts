import type { PDFDocument } from '@cantoo/pdf-lib';
import { PDFArray, PDFDict } from '@cantoo/pdf-lib';
import { boundsOfMarks } from '../bounds.ts';
import { pageContent } from '../content-stream.ts';
import { toName } from '../names.ts';
import { groupTypes } from './structure-types.ts';
import { type Tag, tagsBelow } from './tree.ts';

/** A figure is the picture with its alternative text; the `<figure>` around it and its caption is only a division. */
export function divideFigures(tree: Tag): void {
  for (const tag of tagsBelow(tree)) {
    const holds = tag.kids.some((kid) => kid.kind === 'tag');
    if (tag.role === 'Figure' && holds && !tag.dict.has(toName('Alt'))) tag.role = 'Div';
  }
}

/** Pictures and formulas say where they stand on the page (ISO 32000-1, 14.8.5.4.3, BBox). */
export function placeFigures(document: PDFDocument, tree: Tag): void {
  const pictures = [...tagsBelow(tree)].filter((tag) => tag.role === 'Figure' || tag.role === 'Formula');
  const inText = new Set([...tagsBelow(tree)].filter((tag) => !groupTypes.has(tag.role)).flatMap((tag) => tag.kids));
  const resources = new Map(document.getPages().map((page) => [page.ref, page.node.Resources()]));
  const boxes = new Map<unknown, Map<number, number[]>>();
  for (const picture of pictures) {
    const marks = [picture, ...tagsBelow(picture)].flatMap((tag) => tag.kids.filter((kid) => kid.kind === 'content'));
    const page = marks[0]?.page;
    if (!page) continue;
    let onPage = boxes.get(page);
    if (!onPage) {
      const dict = document.context.lookup(page, PDFDict);
      onPage = boundsOfMarks(pageContent(document.context, dict.get(toName('Contents'))), resources.get(page));
      boxes.set(page, onPage);
    }
    const here = marks.filter((mark) => mark.page === page).flatMap((mark) => onPage.get(mark.mcid) ?? []);
    if (here.length === 0) continue;
    const xs = here.filter((_, i) => i % 2 === 0);
    const ys = here.filter((_, i) => i % 2 === 1);
    const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].map(
      (value) => Math.round(value * 100) / 100,
    );
    addAttribute(document, picture, box, inText.has(picture));
  }
}

function addAttribute(document: PDFDocument, { dict }: Tag, box: number[], inText: boolean): void {
  const layout = document.context.obj({ O: 'Layout', ...(!inText && { Placement: 'Block' }), BBox: box });
  const before = dict.lookup(toName('A'));
  dict.set(
    toName('A'),
    before instanceof PDFArray || before instanceof PDFDict ? document.context.obj([before, layout] as never) : layout,
  );
}
