import type { Paragraph, Root, RootContent, Table, TableCell } from 'mdast';
import type { VFile } from 'vfile';
import { say } from '../report/message.ts';
import { visit } from '../tree/visit.ts';
import type { AttributeList } from './attribute-list.ts';

declare module 'mdast' {
  interface TableCellData {
    /** How many rows and columns the cell fills. */
    span?: { rows: number; columns: number };
    /** Filled by a cell above or at its left: no cell of its own. */
    covered?: true;
  }
}

/**
 * Merges cells in tables that say `.span`: a cell of only `<` belongs to the cell at its left, one of only `^` to the cell
 * above. Both may be true contents (a table of operators), and other Markdown shows them as they are: so a table must ask
 * for it. In other tables such a cell is a warning, unless it is written `\<` or `\^`.
 */
export default function remarkTableSpans() {
  return (tree: Root, file: VFile): void => {
    visit(tree, 'table', (table, index = 0, parent) => {
      const above = parent?.children[index - 1];
      const list = table.data?.attributes ?? attributesOf(above);
      if (list?.classes.includes('span')) markSpans(table, Number(list.values['header-rows'] ?? 1), file);
      else warn(table, file);
    });
  };
}

function attributesOf(node: RootContent | undefined): AttributeList | undefined {
  return node?.type === 'paragraph' ? (node as Paragraph).data?.attributes : undefined;
}

/** Writes `data.span` and `data.covered` into the cells. What cannot be merged is an error at its cell. */
export function markSpans(table: Table, headerRows: number, file: VFile): void {
  const rows = table.children.map((row) => row.children);
  const source = String(file);
  const owners: (TableCell | undefined)[][] = rows.map(() => []);
  for (const [i, row] of rows.entries()) {
    for (const [j, cell] of row.entries()) {
      const mark = markOf(cell, source);
      const owner = mark === '<' ? owners[i]?.[j - 1] : mark === '^' ? owners[i - 1]?.[j] : cell;
      (owners[i] as TableCell[])[j] = owner ?? cell;
      if (!owner || (mark === '^' && i === headerRows)) {
        const side = mark === '<' ? '左' : '上';
        const zh = owner
          ? '表头的格不能并到表身里。请改掉这个“^”，或用 header-rows 把表头的行数写对。'
          : `“${mark}”要并到${side}边的格，可是${side}边没有格。请改掉它。`;
        const en = owner
          ? 'A header cell cannot go on into the body. Change this "^", or give the number of header rows as header-rows.'
          : `The mark "${mark}" merges with the cell ${mark === '<' ? 'at its left' : 'above'}, and there is none. Change it.`;
        say(file, 'document:table-span', { zh, en }, { place: cell, severity: 'error' });
      }
    }
  }
  for (const [i, row] of rows.entries()) {
    for (const [j, cell] of row.entries()) {
      if (owners[i]?.[j] !== cell) continue;
      const columns = countWhile(j, (at) => owners[i]?.[at] === cell);
      const height = countWhile(i, (at) => owners[at]?.[j] === cell);
      if (columns * height === 1) continue;
      cell.data = { ...cell.data, span: { rows: height, columns } };
      for (let y = i; y < i + height; y++) {
        for (let x = j; x < j + columns; x++) {
          const inside = rows[y]?.[x];
          if (!inside || inside === cell) continue;
          if (owners[y]?.[x] !== cell) tellShape(inside, file);
          inside.data = { ...inside.data, covered: true };
          inside.children = [];
        }
      }
    }
  }
  // A mark that was not taken into a rectangle would be printed.
  for (const [i, row] of rows.entries()) {
    for (const [j, cell] of row.entries()) {
      if (owners[i]?.[j] !== cell && !cell.data?.covered) tellShape(cell, file);
    }
  }
}

function countWhile(from: number, holds: (at: number) => boolean): number {
  let at = from;
  while (holds(at)) at++;
  return at - from;
}

function tellShape(cell: TableCell, file: VFile): void {
  const zh = '合并的格不成矩形。请让每个合并格的“<”和“^”填满一个矩形。';
  const en = 'The merged cells are no rectangle. Fill a whole rectangle with "<" and "^".';
  say(file, 'document:table-span', { zh, en }, { place: cell, severity: 'error' });
}

function warn(table: Table, file: VFile): void {
  const source = String(file);
  visit(table, 'tableCell', (cell) => {
    const mark = markOf(cell, source);
    if (!mark) return;
    const zh = `这一格只有“${mark}”，会照原样印出。要与${mark === '<' ? '左' : '上'}边的格合并，请在表题后面写 {.span}；若就是这个符号，请写成“\\${mark}”。`;
    const en = `This cell holds only "${mark}", which will be printed. To merge it with the cell ${mark === '<' ? 'at its left' : 'above'}, write {.span} behind the caption; if the sign is meant, write "\\${mark}".`;
    say(file, 'document:table-span', { zh, en }, { place: cell });
  });
}

/** `<` or `^` if that is all there is in the cell, not escaped. */
function markOf(cell: TableCell, source: string): '<' | '^' | undefined {
  const [only, more] = cell.children;
  if (more || only?.type !== 'text' || (only.value !== '<' && only.value !== '^')) return undefined;
  const { start, end } = only.position ?? {};
  const written = source.slice(start?.offset, end?.offset);
  return written.startsWith('\\') || written.startsWith('&') ? undefined : only.value;
}
