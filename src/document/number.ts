import { toString as textOf } from 'mdast-util-to-string';
import { say } from '../report/message.ts';
import type { Labels } from '../template/labels.ts';
import { visit } from '../tree/visit.ts';
import type { Chapter } from './chapter.ts';
import { chineseNumber } from './chinese-number.ts';
import { fillPattern } from './pattern.ts';

/** Gives parts, chapters and sections their numbers (第一编, 第一章, 1.1) and sections their ids. Chapters count through the parts. */
export function numberChapters(chapters: Chapter[], labels: Labels): void {
  const counts = { part: 0, chapter: 0, appendix: 0 };
  for (const chapter of chapters) {
    const { matter, numbered = matter === 'body' || matter === 'appendix' } = chapter.options;
    if (!numbered) {
      numberSections(chapter, labels);
      continue;
    }
    const kind = chapter.kind === 'part' ? 'part' : matter === 'appendix' ? 'appendix' : 'chapter';
    const count = ++counts[kind];
    const letter = letters(count);
    chapter.number = kind === 'appendix' ? letter : String(count);
    chapter.label = fillPattern(labels[kind], { letter, n: String(count), zh: chineseNumber(count) });
    numberSections(chapter, labels);
  }
}

/** A section that is open while those below it are numbered. */
interface Open {
  label: string;
  /** The labels down to it, without the marks at their ends: 一（二）. */
  path: string;
}

function numberSections(chapter: Chapter, labels: Labels): void {
  /** Counts at levels 1 (##), 2, …, and what is open at each level; level 0 is the chapter. */
  const counts: number[] = [];
  const open: (Open | undefined)[] = [{ label: chapter.number ?? '', path: '' }];
  let last = 1;
  visit(chapter.tree, 'heading', (node) => {
    if (node.depth === 1) return;
    const level = node.depth - 1;
    if (node.depth > last + 1) {
      const zh = `标题从 ${last} 级跳到了 ${node.depth} 级，请改成 ${last + 1} 级。`;
      const en = `The headings jump from level ${last} to ${node.depth}; make this one level ${last + 1}.`;
      say(chapter.file, 'document:heading-skipped', { zh, en }, { place: node });
    }
    last = node.depth;
    const count = (counts[level] ?? 0) + 1;
    counts[level] = count;
    counts.length = level + 1;
    const parent = open[level - 1];
    const pattern = chapter.number !== undefined && parent ? (labels.sections[level - 1] ?? '') : '';
    const label = fillPattern(pattern, {
      n: String(count),
      zh: chineseNumber(count),
      chapter: chapter.number ?? '',
      parent: parent?.label ?? '',
    });
    const short = label.replace(/[、.．]$/, '');
    const path = `${parent?.path ?? ''}${short}`;
    open.length = level;
    open[level] = label === '' ? undefined : { label: short, path };
    const id = node.data?.label ?? `${chapter.id}-s${chapter.sections.length + 1}`;
    const text = textOf(node, { includeHtml: false });
    const reference = label === '' ? text : fillPattern(labels.sectionReference, { label: short, path });
    chapter.sections.push({ node, depth: node.depth, id, label, reference, text });
  });
}

/** 1 → A, 26 → Z, 27 → AA. */
export function letters(value: number): string {
  const rest = Math.floor((value - 1) / 26);
  return (rest > 0 ? letters(rest) : '') + String.fromCharCode(65 + ((value - 1) % 26));
}
