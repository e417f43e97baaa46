import type { Element, ElementContent, Properties } from 'hast';

/** Heaviest file of a chapter, in bytes of XHTML: readers lay out a whole file before they show it, and slow ones time out. */
export const heaviest = 250_000;

/** How heavy a block is with all that must stand in its file, in bytes of XHTML. */
export type Weigh = (block: Element) => number;

/**
 * The blocks of a chapter in as many files as it needs, none heavier than `most` unless a single block is: cut before
 * headings, of the highest level that does; where there are none, between blocks, and last inside lists and boxes.
 */
export function cutBlocks(blocks: Element[], weigh: Weigh, most = heaviest): Element[][] {
  if (total(blocks, weigh) <= most) return [blocks];
  const level = Math.min(...blocks.slice(1).map(levelOf));
  if (level > 6) return fill(blocks, weigh, most);
  const sections: Element[][] = [[]];
  blocks.forEach((block, n) => {
    // The heading of a chapter, or of several levels in a row, goes with what follows.
    const alone = sections.at(-1)?.every(leads);
    if (n > 0 && levelOf(block) === level && !alone) sections.push([]);
    sections.at(-1)?.push(block);
  });
  if (sections.length === 1) return fill(blocks, weigh, most);
  const pieces = sections.flatMap((section) => cutBlocks(section, weigh, most));
  return gather(pieces, (piece) => total(piece, weigh), most);
}

/** Neighbouring pieces joined as long as they are light enough together. */
function gather(pieces: Element[][], weigh: (piece: Element[]) => number, most: number): Element[][] {
  const gathered: Element[][] = [];
  let weight = Number.POSITIVE_INFINITY;
  for (const piece of pieces) {
    const more = weigh(piece);
    if (weight + more <= most) {
      gathered.at(-1)?.push(...piece);
      weight += more;
    } else {
      gathered.push([...piece]);
      weight = more;
    }
  }
  return gathered;
}

/** Block after block until a file is full. */
function fill(blocks: Element[], weigh: Weigh, most: number): Element[][] {
  const pieces: Element[][] = [];
  let piece: Element[] = [];
  let weight = 0;
  for (const block of blocks.flatMap((block) => (weigh(block) > most ? openBlock(block, weigh, most) : [block]))) {
    const more = weigh(block);
    if (weight + more > most) {
      const carried = takeCarried(piece, block);
      if (piece.length > 0) pieces.push(piece);
      piece = carried;
      weight = total(piece, weigh);
    }
    piece.push(block);
    weight += more;
  }
  return [...pieces, piece];
}

/** What at the end of a piece must stay with the next block: its headings, the chart whose data it is. */
function takeCarried(piece: Element[], next: Element): Element[] {
  let from = piece.length;
  let after = next;
  for (let before = piece[from - 1]; before && (leads(before) || isChartData(after)); before = piece[from - 1]) {
    after = before;
    from--;
  }
  return piece.splice(from);
}

const boxes = ['div', 'section', 'blockquote', 'ul', 'ol', 'dl'];

/** A list or a box as several with the same properties; the id stays with the first. Anything else cannot be cut. */
function openBlock(block: Element, weigh: Weigh, most: number): Element[] {
  const children = block.children.filter((child) => child.type === 'element');
  const onlyBlocks = block.children.every((child) => child.type === 'element' || isBlank(child));
  if (!boxes.includes(block.tagName) || !onlyBlocks || children.length < 2) return [block];
  let done = 0;
  return cutBlocks(children, weigh, most).map((piece, n) => {
    const properties = n === 0 ? block.properties : continued(block, done);
    done += piece.length;
    return { ...block, properties, children: piece };
  });
}

/** What the second half of a list or box has: no id, a class that says so, numbers that go on behind those `done`. */
function continued({ tagName, properties }: Element, done: number): Properties {
  const { id: _, start, ...rest } = properties;
  const className = [rest.className ?? [], 'continued'].flat().map(String);
  return { ...rest, className, ...(tagName === 'ol' && { start: Number(start ?? 1) + done }) };
}

function isBlank(child: ElementContent): boolean {
  return child.type === 'text' ? child.value.trim() === '' : child.type === 'comment';
}

/** 2 for `<h2>`; more than 6 for what is no heading. */
function levelOf({ tagName }: Element): number {
  return /^h[1-6]$/.test(tagName) ? Number(tagName[1]) : 7;
}

/** Whether what follows belongs to it. */
function leads(block: Element): boolean {
  return block.tagName === 'header' || levelOf(block) < 7;
}

function isChartData({ tagName, properties }: Element): boolean {
  return tagName === 'details' && [properties.className].flat().includes('chart-data');
}

function total(blocks: Element[], weigh: Weigh): number {
  return blocks.reduce((sum, block) => sum + weigh(block), 0);
}
