import type { ContainerDirective } from 'mdast-util-directive';
import type { VFile } from 'vfile';
import { say } from '../report/message.ts';

/** A block that is not closed goes on to the end of what holds it, of the chapter at worst. */
export function reportUnclosed(block: ContainerDirective, file: VFile): void {
  const { start, end } = block.position ?? {};
  const last = String(file).slice(start?.offset, end?.offset).split(/\r?\n/).at(-1) ?? '';
  if (!start || /^[\s>]*:{3,}\s*$/.test(last)) return;
  const zh = `块“${block.name}”没有结束。请在它后面单独写一行“:::”。`;
  const en = `The block "${block.name}" does not end. Write a line ":::" behind it.`;
  say(file, 'html:unclosed-block', { zh, en }, { place: start, severity: 'error' });
}
