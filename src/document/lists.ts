import type { BookConfig } from '../book/schema.ts';
import type { Labels } from '../template/labels.ts';
import { visit } from '../tree/visit.ts';
import type { Chapter } from './chapter.ts';
import { captionText } from './targets.ts';

export type ListKind = BookConfig['lists'][number];

/** 插图目录, 表格目录: all figures of a kind, behind the contents. */
export interface FigureList {
  kind: ListKind;
  title: string;
  entries: ListEntry[];
}

export interface ListEntry {
  id: string;
  /** 图 1-1 */
  label: string;
  text: string;
  chapter: Chapter;
}

const kinds = { figures: 'figure', tables: 'table', listings: 'listing' } as const;

/** The lists that book.yaml asks for, in its order, each once. */
export function listFigures(chapters: Chapter[], wanted: readonly ListKind[], labels: Labels): FigureList[] {
  return [...new Set(wanted)].map((kind) => {
    const entries: ListEntry[] = [];
    for (const chapter of chapters) {
      visit(chapter.tree, 'figure', (node) => {
        if (node.kind !== kinds[kind] || !node.data?.id) return;
        entries.push({ id: node.data.id, label: node.data.number ?? '', text: captionText(node), chapter });
      });
    }
    return { kind, title: labels[kind], entries };
  });
}
