import type { ChapterInPage } from './chapter-in-page.ts';
import type { Placement } from './place.ts';

/**
 * Runs in the page, after `placeChapter`. Sets figures at the head of the page that was planned for them: they stay where they are
 * in the document, and so in the order of reading, but are placed by their distance from the head of the chapter. The text of
 * that page gives way: its first block by a margin, the rest of a paragraph by an empty float that fits the next page only.
 */
export function placeFloats(
  chapter: ChapterInPage,
  { placements, pageHeight }: { placements: Placement[]; pageHeight: number },
): void {
  const { section, anchors, heads, measured } = chapter;
  const undo: (() => void)[] = [];
  const style = (element: HTMLElement, properties: Record<string, string>): void => {
    const had = element.getAttribute('style');
    for (const [name, value] of Object.entries(properties)) element.style.setProperty(name, value, 'important');
    undo.push(() => (had === null ? element.removeAttribute('style') : element.setAttribute('style', had)));
  };
  for (const [i, { floats, floatsHeight, sheet }] of placements.entries()) {
    const head = heads[i];
    if (floats.length === 0) continue;
    style(section, { position: 'relative' });
    // On the very edge Chromium leaves a caption in front of a table on the page before.
    let top = sheet * pageHeight + 0.125;
    for (const item of floats) {
      const figure = anchors[item]?.chain[0];
      if (!(figure instanceof HTMLElement)) continue;
      style(figure, { position: 'absolute', 'inset-inline': '0', 'inset-block-start': `${top}px`, margin: '0' });
      top += measured.items[item]?.float?.height ?? 0;
    }
    if (head instanceof HTMLElement) style(head, { 'margin-block-start': `${floatsHeight}px` });
    if (!(head instanceof Range)) continue;
    const filler = document.createElement('span');
    filler.className = 'kb-filler';
    filler.setAttribute('style', `block-size:${floatsHeight}px;break-inside:avoid`);
    const first = head.startContainer as ChildNode;
    first.before(filler);
    undo.push(() => filler.remove());
  }
  const before = chapter.undo;
  chapter.undo = () => {
    for (const step of undo.reverse()) step();
    before();
  };
}
