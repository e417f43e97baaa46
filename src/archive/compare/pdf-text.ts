import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { splitWords } from './words.ts';

/** A box on a page in pt from its upper left corner. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A word as it stands on a page. */
export interface Word {
  text: string;
  /** Index from 0. */
  page: number;
  /** Line of the type area from 1, as an editor counts on paper; page heads and feet do not count. */
  line: number;
  /** It begins a paragraph, or a cell of a table. */
  apart: boolean;
  /** More than one if it is broken over lines. */
  boxes: Box[];
}

export interface PdfText {
  words: Word[];
  pages: { label: string; width: number; height: number }[];
}

interface Run {
  text: string;
  page: number;
  line: number;
  box: Box;
}

/**
 * The words of a PDF in reading order. Page heads, folios and other artifacts are left out, and the ends of lines and pages do
 * not matter: text that only flowed to another place is the same.
 */
export async function readPdfText(bytes: Uint8Array): Promise<PdfText> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 }).promise;
  try {
    const labels = await pdf.getPageLabels();
    const pages: PdfText['pages'] = [];
    const runs: Run[] = [];
    for (let page = 0; page < pdf.numPages; page++) {
      const { width, height, runs: found } = await readPage(pdf, page);
      pages.push({ label: labels?.[page] || String(page + 1), width, height });
      runs.push(...found);
    }
    return { words: wordsOf(runs), pages };
  } finally {
    await pdf.loadingTask.destroy();
  }
}

async function readPage(pdf: PDFDocumentProxy, page: number): Promise<{ width: number; height: number; runs: Run[] }> {
  const proxy = await pdf.getPage(page + 1);
  const { width, height } = proxy.getViewport({ scale: 1 });
  const [left = 0, , , top = height] = proxy.view;
  const { items } = await proxy.getTextContent({ includeMarkedContent: true });
  const found: Omit<Run, 'line'>[] = [];
  // Marked content is nested: what is inside an artifact is part of it.
  const nested: boolean[] = [];
  for (const item of items) {
    if ('type' in item) {
      if (item.type.startsWith('begin'))
        nested.push(nested.at(-1) === true || (item as { tag?: string }).tag === 'Artifact');
      else nested.pop();
    } else if (item.str.trim() !== '' && nested.at(-1) !== true) {
      const size = Math.hypot(Number(item.transform[2]), Number(item.transform[3])) || 10;
      const [x, y] = [Number(item.transform[4]) - left, top - Number(item.transform[5]) - size * 0.88];
      found.push({ text: item.str, page, box: { x, y, width: item.width, height: size * 1.12 } });
    }
  }
  return { width, height, runs: withLines(found) };
}

/** Numbers the lines of a page from the top: runs whose boxes overlap by half stand on one. */
function withLines(found: readonly Omit<Run, 'line'>[]): Run[] {
  const tops: number[] = [];
  for (const { box } of [...found].sort((a, b) => bottom(a.box) - bottom(b.box))) {
    const last = tops.at(-1);
    if (last === undefined || bottom(box) - last > box.height / 2) tops.push(bottom(box));
  }
  return found.map((run) => {
    const at = tops.findLastIndex((each) => each <= bottom(run.box) + 0.01);
    return { ...run, line: at + 1 };
  });
}

function bottom({ y, height }: Box): number {
  return y + height;
}

function wordsOf(runs: readonly Run[]): Word[] {
  let text = '';
  const starts: number[] = [];
  for (const [i, run] of runs.entries()) {
    const before = runs[i - 1];
    // Between lines a space that was not painted parts Latin words; Chinese has none.
    if (before && /[\w.,;:!?)]$/.test(before.text) && /^[\w(]/.test(run.text) && before.box.y !== run.box.y)
      text += ' ';
    starts.push(text.length);
    text += run.text;
  }
  const right = Math.max(...runs.map(({ box }) => box.x + box.width));
  const words: Word[] = [];
  let at = 0;
  let first = 0;
  for (const word of splitWords(text)) {
    const [from, to] = [at, at + word.length];
    at = to;
    if (word.trim() === '') continue;
    while (first + 1 < runs.length && (starts[first + 1] ?? 0) <= from) first++;
    const boxes: Box[] = [];
    for (let i = first; i < runs.length && (starts[i] ?? 0) < to; i++) {
      const run = runs[i] as Run;
      boxes.push(partOf(run, from - (starts[i] ?? 0), to - (starts[i] ?? 0)));
    }
    const run = runs[first];
    if (!run) continue;
    const apart = from <= (starts[first] ?? 0) && isApart(runs[first - 1], run, right);
    words.push({ text: word.trim(), page: run.page, line: run.line, apart, boxes });
  }
  return words;
}

/** A gap in the line, or a line that ends before the margin: what follows is another cell or paragraph. Two ems make a gap. */
function isApart(before: Run | undefined, { page, line, box }: Run, right: number): boolean {
  if (!before) return true;
  const end = before.box.x + before.box.width;
  if (before.page === page && before.line === line) return Math.abs(box.x - end) > box.height * 0.9;
  return end < right - 2 * box.height;
}

/** The box of some characters of a run, by their usual widths: Han one em, others half. */
function partOf({ text, box }: Run, from: number, to: number): Box {
  const measure = (part: string) => [...part].reduce((sum, each) => sum + (/[\u2E80-\uFFEF]/.test(each) ? 2 : 1), 0);
  const whole = measure(text) || 1;
  const [start, end] = [Math.max(0, from), Math.min(text.length, to)];
  const x = box.x + (box.width * measure(text.slice(0, start))) / whole;
  return { ...box, x, width: (box.width * measure(text.slice(start, end))) / whole };
}
