import { around } from '../../pdf/audit/area.ts';
import type { Area } from '../protocol.ts';
import { documents } from './documents.ts';
import { pdfAddress } from './server.ts';

/** A block of the tag tree, where it stands on its page. */
export interface TaggedBlock {
  role: string;
  area: Area;
}

interface TagNode {
  role?: string;
  type?: string;
  id?: string;
  children?: TagNode[];
}

/** What stands in a line of its block. */
const inline: ReadonlySet<string> = new Set(
  'Span Link Ruby RB RT RP Code Em Strong Quote Reference NonStruct Lbl'.split(' '),
);

/** The blocks of a page in the order in which software that reads aloud comes upon them: as PDF.js finds them in the file. */
export async function readOrder(revision: number, index: number): Promise<TaggedBlock[]> {
  const document = await documents.get(pdfAddress(revision));
  const page = await document.getPage(index + 1);
  const [tree, content] = await Promise.all([
    page.getStructTree(),
    page.getTextContent({ includeMarkedContent: true }),
  ]);
  const [, , , top = 0] = page.view;
  const left = page.view[0] ?? 0;
  const areas = new Map<string, Area>();
  const open: (string | undefined)[] = [];
  for (const item of content.items) {
    if ('type' in item) {
      if (item.type === 'endMarkedContent') open.pop();
      else open.push('id' in item ? (item.id as string) : undefined);
      continue;
    }
    const id = open.findLast((each) => each !== undefined);
    if (id === undefined || item.str.trim() === '') continue;
    const [a = 0, b = 0, , , x = 0, y = 0] = item.transform as number[];
    const size = Math.hypot(a, b);
    const turned = Math.abs(b) > Math.abs(a);
    const area: Area = turned
      ? [x - left - size * 0.12, top - y, size, item.width]
      : [x - left, top - y - size * 0.88, item.width, size];
    const known = areas.get(id);
    areas.set(id, known ? around(known, area) : area);
  }
  const blocks: TaggedBlock[] = [];
  collect(tree as TagNode | null, areas, blocks);
  return blocks;
}

/** Adds the blocks below a node; returns the area of what belongs to the line that it stands in. */
function collect(node: TagNode | null, areas: ReadonlyMap<string, Area>, blocks: TaggedBlock[]): Area | undefined {
  if (!node) return undefined;
  if (node.type === 'content') return areas.get(node.id ?? '');
  const at = blocks.length;
  let own: Area | undefined;
  for (const child of node.children ?? []) {
    const area = collect(child, areas, blocks);
    if (area) own = own ? around(own, area) : area;
  }
  if (!own || inline.has(node.role ?? '')) return own;
  blocks.splice(at, 0, { role: node.role ?? '', area: own });
  return undefined;
}
