import { around } from '../../pdf/audit/area.ts';
import type { Area, BlockView } from '../protocol.ts';
import { editorLink, openEditor } from './editor.ts';
import { model } from './model.ts';
import type { ShownPage } from './page-list.ts';
import * as server from './server.ts';

/** Finds the paragraph at a point of a page and where it was written, and opens the editor there. Lengths in pt. */
export async function chooseAt(page: ShownPage, x: number, y: number): Promise<void> {
  const blocks = (await server.readBlocks(page.revision, page.index)) ?? [];
  choose(
    page,
    blocks.find(({ lines }) => lines.some(({ area }) => holds(area, x, y))),
    (area) => holds(area, x, y),
  );
}

/** The same for the first paragraph of a page, without a pointer. */
export async function chooseFirst(page: ShownPage | undefined): Promise<void> {
  if (!page) return;
  const blocks = (await server.readBlocks(page.revision, page.index)) ?? [];
  choose(
    page,
    blocks.find(({ lines }) => lines.some(({ place }) => place)),
    () => true,
  );
}

function choose(page: ShownPage, block: BlockView | undefined, wanted: (area: Area) => boolean): void {
  const { clickOpens, settings } = model.value;
  if (!block) {
    model.set({ selected: undefined });
    return;
  }
  const line = block.lines.find(({ area, place }) => place && wanted(area)) ?? block.lines.find(({ place }) => place);
  const place = line?.place;
  model.set({ selected: { key: page.key, area: block.lines.map(({ area }) => area).reduce(around), place } });
  if (place && clickOpens) openEditor(editorLink(settings, place));
}

/** Points beside a line that still mean it: the space between two lines. */
const slack = 4;

function holds([left, top, width, height]: Area, x: number, y: number): boolean {
  return x >= left - slack && x <= left + width + slack && y >= top - slack && y <= top + height + slack;
}
