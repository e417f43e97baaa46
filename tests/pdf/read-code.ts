import { OPS, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

interface TreeNode {
  role?: string;
  type?: string;
  id?: string;
  children?: TreeNode[];
}

export interface PageCode {
  /** The text of each tagged line of code, white space as it is in the file: PDF.js's own text leaves out the indents. */
  lines: string[];
  /** Text that neither a tag claims nor an artifact, as folios are. */
  untagged: string;
  /** Everything drawn, in the order of the content stream. */
  drawn: string;
}

/** The code on a page (index from 0): each line is a `Span` inside the `Code` of its block. */
export async function codeOf(pdf: PDFDocumentProxy, index: number): Promise<PageCode> {
  const page = await pdf.getPage(index + 1);
  const { byId, untagged, drawn } = await texts(page);
  const lines: string[] = [];
  const textOf = (node: TreeNode): string =>
    node.type === 'content' ? (byId.get(markOf(node.id)) ?? '') : (node.children ?? []).map(textOf).join('');
  const walk = (node: TreeNode, inCode: boolean): void => {
    if (node.role === 'Span' && inCode) lines.push(textOf(node));
    else for (const child of node.children ?? []) walk(child, node.role === 'Code');
  };
  const tree = (await page.getStructTree()) as TreeNode | null;
  if (tree) walk(tree, false);
  return { lines, untagged, drawn };
}

/** `p18R_mc5` → 5 */
function markOf(id = ''): number {
  return Number(id.replace(/^.*_mc/, ''));
}

async function texts(page: PDFPageProxy) {
  const { fnArray, argsArray } = await page.getOperatorList();
  const byId = new Map<number, string>();
  const marks: (number | 'artifact' | undefined)[] = [];
  let untagged = '';
  let drawn = '';
  for (const [i, operator] of fnArray.entries()) {
    const given = argsArray[i] as unknown[];
    if (operator === OPS.beginMarkedContent || operator === OPS.beginMarkedContentProps)
      marks.push(markOfContent(given));
    else if (operator === OPS.endMarkedContent) marks.pop();
    else if (operator === OPS.showText) {
      const text = (given[0] as ({ unicode?: string } | number)[])
        .map((glyph) => (typeof glyph === 'object' ? (glyph.unicode ?? '') : ''))
        .join('');
      const mark = marks.findLast((each) => each !== undefined);
      drawn += text;
      if (mark === undefined) untagged += text;
      else if (mark !== 'artifact') byId.set(mark, (byId.get(mark) ?? '') + text);
    }
  }
  return { byId, untagged, drawn };
}

function markOfContent([tag, given]: unknown[]): number | 'artifact' | undefined {
  if (typeof given === 'number') return given;
  return String(tag) === 'Artifact' ? 'artifact' : undefined;
}
