import { loadBook, type Manuscript } from '../book/load.ts';
import { typeset } from '../html/typeset.ts';
import { DiagramPress } from '../pdf/diagrams/index.ts';
import { loadFaces } from '../pdf/fonts.ts';
import { checkGlyphs } from '../pdf/glyphs.ts';
import type { KanbenMessage } from '../report/message.ts';
import { loadTemplate } from '../template/load.ts';

export interface CheckOptions {
  folder: string;
  /** The editions to check. Default: the book itself and all that book.yaml names. */
  editions?: readonly string[] | undefined;
  template?: string | undefined;
}

/** Every message that a build would give before printing, and what `format` would change; nothing is written. */
export async function checkBook({ folder, editions, template }: CheckOptions): Promise<KanbenMessage[]> {
  const first = await loadBook(folder, editions?.[0]);
  const messages = await checkEdition(first, template);
  for (const edition of editions?.slice(1) ?? first.editions) {
    const here = new Set(messages.map(placeOf));
    const more = await checkEdition(await loadBook(folder, edition), template);
    // The same mistake in another edition, perhaps in other characters.
    messages.push(...more.filter((message) => !here.has(placeOf(message))));
  }
  return messages;
}

async function checkEdition(manuscript: Manuscript, name: string | undefined): Promise<KanbenMessage[]> {
  const { config } = manuscript;
  const template = await loadTemplate(name ?? config?.template ?? 'report', config?.language, config?.pdf.lines);
  const { book, messages } = await typeset(manuscript, template, {
    tellFixes: true,
    drawDiagrams: new DiagramPress(template).draw,
  });
  if (book) messages.push(...checkGlyphs(book, await loadFaces(template)));
  return messages;
}

function placeOf({ file, line, column, source, ruleId }: KanbenMessage): string {
  return JSON.stringify([file, line, column, source, ruleId]);
}
