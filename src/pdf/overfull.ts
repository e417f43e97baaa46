import type { TypesetBook } from '../html/index.ts';
import { type KanbenMessage, say } from '../report/message.ts';
import { visit } from '../tree/visit.ts';

/** A warning at each turned figure that is higher than its page, with the page. */
export function overfullFigures(
  book: TypesetBook,
  ids: readonly string[],
  folios: ReadonlyMap<string, string>,
): KanbenMessage[] {
  const messages: KanbenMessage[] = [];
  for (const { chapter } of book.html) {
    visit(chapter.tree, 'figure', (figure) => {
      const { id, number } = figure.data ?? {};
      if (!id || !ids.includes(id)) return;
      const folio = folios.get(id) ?? '';
      const zh = `${number}横放一页（第 ${folio} 页）放不下，多出的被截掉了。请减少行数，拆成两个表，或去掉 .landscape。`;
      const en = `${number} is turned and does not fit its page (${folio}); the rest is cut off. Take out rows, make it two, or drop .landscape.`;
      messages.push(say(chapter.file, 'print:landscape-overfull', { zh, en }, { place: figure }));
    });
  }
  return messages;
}
