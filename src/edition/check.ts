import { loadBook } from '../book/load.ts';
import { typeset } from '../html/typeset.ts';
import { DiagramPress } from '../pdf/diagrams/index.ts';
import { loadFaces } from '../pdf/fonts.ts';
import { checkGlyphs } from '../pdf/glyphs.ts';
import type { KanbenMessage } from '../report/message.ts';
import { loadTemplate } from '../template/load.ts';

/** Every message that a build would give before printing, and what `format` would change; nothing is written. */
export async function checkBook(options: { folder: string; template?: string | undefined }): Promise<KanbenMessage[]> {
  const manuscript = await loadBook(options.folder);
  const template = await loadTemplate(
    options.template ?? manuscript.config?.template ?? 'report',
    manuscript.config?.language,
  );
  const { book, messages } = await typeset(manuscript, template, {
    tellFixes: true,
    drawDiagrams: new DiagramPress(template).draw,
  });
  if (book) messages.push(...checkGlyphs(book, await loadFaces(template)));
  return messages;
}
