import { visitParents } from 'unist-util-visit-parents';
import { openPdf, runsOf } from '../pdf/read-pdf.ts';
import { elements, openEpub, type Root, textOf } from './contents.ts';

/** What a marker of a printed page must have said of it. */
export interface CheckedMark {
  label: string;
  file: string;
  attributes: Record<string, string | null | undefined>;
  /** What stands behind the marker in its block: ten letters at most, or the title where a chapter opens. */
  behind: string;
  /** Whether PDF.js finds that on the page. */
  found: boolean;
  /** Whether it finds there, together, what stands on both sides of the marker: the page then begins before it. */
  late: boolean;
}

const letters = (text: string) => text.normalize('NFKC').replace(/[^\p{L}]/gu, '');

/** Each entry of the page list, against the PDF; and the labels of the PDF. */
export async function checkMarks(epub: Buffer, pdfFile: string): Promise<{ marks: CheckedMark[]; labels: string[] }> {
  const opened = openEpub(epub);
  const pdf = await openPdf(pdfFile);
  const labels = (await pdf.getPageLabels()) ?? [];
  const nav = elements(opened.documents.get('toc.xhtml'), 'nav').find(
    (node) => node.attributes.role === 'doc-pagelist',
  );
  const marks: CheckedMark[] = [];
  for (const entry of elements(nav, 'a')) {
    const [file = '', id = ''] = (entry.attributes.href ?? '').split('#');
    const label = textOf(entry);
    const tree = opened.documents.get(file);
    const attributes = elements(tree).find((node) => node.attributes.id === id)?.attributes ?? {};
    const text = letters((await runsOf(pdf, labels.indexOf(label))).map((run) => run.text).join(''));
    const header = elements(tree, 'header').find((node) => elements(node).some((each) => each.attributes.id === id));
    // Where a chapter opens the title is painted by itself.
    const title = elements(header, 'span').find((node) => node.attributes.class === 'title');
    const around = tree ? lettersAround(tree, id) : { before: '', behind: '', all: '' };
    const behind = title ? letters(textOf(title)) : around.behind;
    const across = around.before.slice(-4) + behind.slice(0, 6);
    const once = around.all.split(across).length === 2;
    const late = !title && once && text.includes(across);
    marks.push({ label, file, attributes, behind, found: behind !== '' && text.includes(behind), late });
  }
  return { marks, labels };
}

const blocks = ['h1', 'h2', 'h3', 'h4', 'p', 'li', 'dt', 'dd', 'td', 'th', 'pre', 'figure', 'figcaption', 'caption'];

/**
 * The last letters before an element, as print has them, and the first behind it in the same block: what stands in several may be
 * painted in another order. `all` are those of the whole file.
 */
function lettersAround(tree: Root, id: string): { before: string; behind: string; all: string } {
  let [before, behind, all] = ['', '', ''];
  let block: unknown;
  let found = false;
  visitParents(tree, (node, ancestors) => {
    if (node.type === 'element') {
      if (node.attributes.id === id) {
        found = true;
        block = ancestors.findLast((each) => each.type === 'element' && blocks.includes(each.name));
      }
      if (['math', 'rt', 'rp', 'svg', 'details', 'head'].includes(node.name)) return 'skip';
      if (node.attributes['epub:type'] === 'footnote') return 'skip';
    }
    if (node.type !== 'text') return undefined;
    const more = letters(node.value);
    all += more;
    if (!found) before += more;
    else if (block && ancestors.some((each) => each === block)) behind += more;
    return undefined;
  });
  return { before: before.slice(-10), behind: behind.slice(0, 10), all };
}
