import type { Figure } from '../markdown/figures.ts';
import { say } from '../report/message.ts';
import type { Labels } from '../template/labels.ts';
import { visit } from '../tree/visit.ts';
import type { Chapter } from './chapter.ts';
import { letters } from './number.ts';
import { fillPattern } from './pattern.ts';

type Kind = 'figure' | 'table' | 'listing' | 'equation';

declare module 'mdast-util-math' {
  interface MathData {
    /** （1-1）, given to equations with an id. */
    number?: string;
  }
}

const idPrefix = { figure: 'fig', table: 'tbl', listing: 'lst' };

/**
 * Gives figures, tables and listings, and the equations that have an id, their numbers (图 1-1, 表 1-1, 代码 1-1, （1-1）):
 * by chapter if the pattern names it, else through the book. Chapters without a number share one count of each kind.
 */
export function numberFigures(chapters: Chapter[], labels: Labels): void {
  /** Counts by kind: through the book, and in the chapters without a number. */
  const through = newCounts();
  const loose = newCounts();
  for (const chapter of chapters) {
    reportInText(chapter);
    const own = newCounts();
    const within = newCounts();
    const number = (kind: Kind): string => {
      const byChapter = labels[kind].includes('{chapter}');
      const counts = !byChapter ? through : chapter.number === undefined ? loose : within;
      const pattern = chapter.number === undefined ? withoutChapter(labels[kind]) : labels[kind];
      return fillPattern(pattern, { chapter: chapter.number ?? '', n: String(++counts[kind]) });
    };
    visit(chapter.tree, (node) => {
      if (node.type === 'figure') {
        const id = node.data?.label ?? `${chapter.id}-${idPrefix[node.kind]}${++own[node.kind]}`;
        node.data = { ...node.data, id, number: number(node.kind) };
        numberParts(node, labels);
      } else if (node.type === 'table' && node.data?.options?.units) {
        const { options } = node.data;
        // An author's own words stay: Unit: tonnes.
        if (!/[:：]/.test(options.units ?? ''))
          options.units = fillPattern(labels.units, { units: options.units ?? '' });
      } else if (node.type === 'math' && node.data?.label) {
        node.data.number = number('equation');
      }
    });
  }
}

/** 图 1-2（a） */
function numberParts(figure: Figure, labels: Labels): void {
  const parts = figure.children.filter((child) => child.type === 'figurePart');
  for (const [i, part] of parts.entries()) {
    const name = letters(i + 1).toLowerCase();
    const letter = fillPattern(labels.figurePart, { letter: name });
    const id = part.data?.label ?? `${figure.data?.id}-${name}`;
    part.data = { ...part.data, letter, id, number: `${figure.data?.number}${letter}` };
  }
}

function newCounts(): Record<Kind, number> {
  return { figure: 0, table: 0, listing: 0, equation: 0 };
}

/** `图 {chapter}-{n}` → `图 {n}`. */
function withoutChapter(pattern: string): string {
  return pattern.replace(/\{chapter\}[^{]*/, '');
}

function reportInText(chapter: Chapter): void {
  visit(chapter.tree, 'image', (image, _, parent) => {
    // In a figure the title has become the caption.
    if (!image.title || parent?.type === 'figure' || parent?.type === 'figurePart') return;
    const zh = `图片有图题“${image.title}”，但不是独占一段，所以没有图号和图题。请在它前后各空一行。`;
    const en = `The picture has the caption "${image.title}", but is not a paragraph of its own, so it gets no number. Leave a blank line before and after it.`;
    say(chapter.file, 'document:picture-in-text', { zh, en }, { place: image });
  });
}
