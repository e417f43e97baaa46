import type { ChapterInPage } from './chapter-in-page.ts';
import type { FoundBreaks } from './find-breaks.ts';
import type { Placement } from './place.ts';

/**
 * Runs in the page, after `findBreaks`. Makes the planned breaks. A break before a block is a forced one; one within a paragraph is
 * an empty float that fills what is left of the page, so that the paragraph stays one and its last line on the page is
 * justified. `chapter.undo` takes it all back.
 */
export function placeBreaks(
  chapter: ChapterInPage,
  { breaks }: FoundBreaks,
  { placements, pageHeight }: { placements: Placement[]; pageHeight: number },
): void {
  const { anchors } = chapter;
  const undo: (() => void)[] = [];

  function style(element: Element, name: string, value: string): void {
    const target = element as HTMLElement;
    const had = target.getAttribute('style');
    target.style.setProperty(name, value, 'important');
    undo.push(() => (had === null ? target.removeAttribute('style') : target.setAttribute('style', had)));
  }

  const sheet = document.createElement('style');
  sheet.textContent =
    '.kb-break{break-before:page!important}.kb-filler{float:inline-start;clear:both;inline-size:100%;break-inside:auto}' +
    '.kb-measured .kb-break{break-before:column!important}';
  // In the body: the head stays when the tab gets its next chapter.
  document.body.append(sheet);
  undo.push(() => sheet.remove());

  chapter.heads = [];
  for (const [i, { first, blankBefore, skipped }] of [...placements.entries()].reverse()) {
    const found = breaks[i];
    if (!found) continue;
    for (const element of found.kept) style(element, 'break-inside', 'auto');
    if (found.longer) style(found.longer.block, found.longer.name, found.longer.value);
    if (found.outermost) {
      const { outermost } = found;
      chapter.heads[i] = outermost;
      outermost.classList.add('kb-break');
      undo.push(() => outermost.classList.remove('kb-break'));
      for (const element of found.spaced) style(element, 'margin-block-start', '0');
      // A margin ends where a page does: sheets without text each get a block of their own.
      for (let n = 0; n < skipped; n++) {
        const empty = document.createElement('div');
        empty.className = 'kb-break';
        empty.style.blockSize = '1px';
        outermost.before(empty);
        undo.push(() => empty.remove());
      }
      continue;
    }
    const { start, block } = found;
    const parent = start.node.parentElement;
    const lineHeight = anchors[first ?? 0]?.lineHeight ?? 0;
    if (block) style(block, 'orphans', '1');
    if (block) style(block, 'widows', '1');
    const behind = start.node.nodeType === Node.TEXT_NODE && start.offset > 0;
    const at = behind ? (start.node as Text).splitText(start.offset) : start.node;
    const head = document.createRange();
    head.setStart(at, 0);
    head.setEnd(at, at.nodeType === Node.TEXT_NODE ? 1 : at.childNodes.length);
    chapter.heads[i] = head;
    undo.push(() => parent?.normalize());
    // What is lower than a line is left blank without any help; half a line less than measured fits for certain.
    const height = blankBefore - lineHeight / 2 + skipped * pageHeight;
    if (height < lineHeight * 0.4) continue;
    const filler = document.createElement('span');
    filler.className = 'kb-filler';
    filler.setAttribute('style', `block-size:${height}px`);
    at.parentNode?.insertBefore(filler, at);
    undo.push(() => filler.remove());
    if (!behind || !/^(?!\p{Script=Han})[\p{L}\p{N}]/u.test((at as Text).data)) continue;
    // Or the Han character before it would get the space that stands between Han and Latin, and its full line break elsewhere.
    const apart = document.createTextNode('\u200B');
    filler.before(apart);
    undo.push(() => apart.remove());
  }

  chapter.undo = () => {
    for (const step of undo.reverse()) step();
  };
}
