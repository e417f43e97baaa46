import { toString as textOf } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import type { Figure } from '../markdown/figures.ts';
import { say } from '../report/message.ts';
import type { TemplateOptions } from '../template/schema.ts';
import type { Chapter, Section } from './chapter.ts';
import { chineseNumber } from './chinese-number.ts';

type Labels = TemplateOptions['labels'];

/** Gives chapters, sections, figures and tables their numbers (第一章, 1.1, 图 1-1, 表 1-1) and their ids. */
export function numberChapters(chapters: Chapter[], labels: Labels): void {
  let number = 0;
  let letter = 0;
  for (const chapter of chapters) {
    const { matter, numbered = matter === 'body' || matter === 'appendix' } = chapter.options;
    if (numbered && matter === 'appendix') {
      chapter.number = letters(++letter);
      chapter.label = labels.appendix.replaceAll('{letter}', chapter.number);
    } else if (numbered) {
      chapter.number = String(++number);
      chapter.label = labels.chapter.replaceAll('{zh}', chineseNumber(number)).replaceAll('{n}', chapter.number);
    }
    numberSections(chapter, labels);
    numberFigures(chapter, labels);
  }
}

function numberSections(chapter: Chapter, labels: Labels): void {
  /** Counts at depths 2, 3, …, and the label of the section now open at each depth. */
  const counts: number[] = [];
  const open: string[] = [chapter.number ?? ''];
  let last = 1;
  visit(chapter.tree, 'heading', (node) => {
    if (node.depth === 1) return;
    const level = node.depth - 1;
    if (node.depth > last + 1) {
      say(
        chapter.file,
        'document:heading-skipped',
        {
          zh: `标题从 ${last} 级跳到了 ${node.depth} 级，请改成 ${last + 1} 级。`,
          en: `The headings jump from level ${last} to ${node.depth}; make this one level ${last + 1}.`,
        },
        { place: node },
      );
    }
    last = node.depth;
    counts[level] = (counts[level] ?? 0) + 1;
    counts.length = level + 1;
    const parent = open[level - 1] ?? '';
    const numbered = parent !== '' && node.depth <= 3;
    const label = numbered
      ? labels.section.replaceAll('{chapter}', parent).replaceAll('{n}', String(counts[level]))
      : '';
    open.length = level;
    open[level] = label;
    const id = node.data?.label ?? `${chapter.id}-s${chapter.sections.length + 1}`;
    const section: Section = { node, depth: node.depth, id, label, text: textOf(node, { includeHtml: false }) };
    chapter.sections.push(section);
  });
}

function numberFigures(chapter: Chapter, labels: Labels): void {
  const counts = { figure: 0, table: 0 };
  visit(chapter.tree, 'image', (image, _, parent) => {
    // In a figure the title has become the caption.
    if (!image.title || parent?.type === 'figure' || parent?.type === 'figurePart') return;
    const zh = `图片有图题“${image.title}”，但不是独占一段，所以没有图号和图题。请在它前后各空一行。`;
    const en = `The picture has the caption "${image.title}", but is not a paragraph of its own, so it gets no number. Leave a blank line before and after it.`;
    say(chapter.file, 'document:picture-in-text', { zh, en }, { place: image });
  });
  visit(chapter.tree, 'figure', (node) => {
    const count = ++counts[node.kind];
    const pattern = chapter.number === undefined ? labels[node.kind].replace('{chapter}-', '') : labels[node.kind];
    node.data = {
      ...node.data,
      number: pattern.replaceAll('{chapter}', chapter.number ?? '').replaceAll('{n}', String(count)),
      id: node.data?.label ?? `${chapter.id}-${node.kind === 'figure' ? 'fig' : 'tbl'}${count}`,
    };
    numberParts(node, labels);
  });
}

/** 图 1-2（a） */
function numberParts(figure: Figure, labels: Labels): void {
  const parts = figure.children.filter((child) => child.type === 'figurePart');
  for (const [i, part] of parts.entries()) {
    const name = letters(i + 1).toLowerCase();
    const letter = labels.figurePart.replaceAll('{letter}', name);
    const id = part.data?.label ?? `${figure.data?.id}-${name}`;
    part.data = { ...part.data, letter, id, number: `${figure.data?.number}${letter}` };
  }
}

/** 1 → A, 26 → Z, 27 → AA. */
function letters(value: number): string {
  const rest = Math.floor((value - 1) / 26);
  return (rest > 0 ? letters(rest) : '') + String.fromCharCode(65 + ((value - 1) % 26));
}
