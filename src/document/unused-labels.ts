import type { Node } from 'unist';
import { say } from '../report/message.ts';
import { visit } from '../tree/visit.ts';
import type { Chapter } from './chapter.ts';

const names = {
  figure: ['图', 'figure'],
  table: ['表', 'table'],
  listing: ['代码', 'listing'],
  equation: ['公式', 'equation'],
} as const;

/** Tells of figures, tables, listings and equations whose id the author wrote, but that nothing links to. */
export function reportUnusedLabels(chapters: Chapter[], linked: ReadonlySet<string>): void {
  for (const chapter of chapters) {
    visit(chapter.tree, (node) => {
      if (node.type === 'figure') report(node.kind, node.data?.label, node);
      if (node.type === 'math') report('equation', node.data?.label, node);
    });
    function report(kind: keyof typeof names, id: string | undefined, place: Node): void {
      if (id === undefined || linked.has(id)) return;
      const [zhName, enName] = names[kind];
      const zh = `${zhName}“${id}”没有在正文里提到。可以写 [](#${id}) 提到它；不需要就删去标识。`;
      const en = `The ${enName} "${id}" is never mentioned. Write [](#${id}) to mention it, or delete its id.`;
      say(chapter.file, 'document:unused-label', { zh, en }, { place, severity: 'info' });
    }
  }
}
