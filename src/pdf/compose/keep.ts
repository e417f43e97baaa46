import type { TypesetBook } from '../../html/index.ts';
import { cacheKey } from '../../report/cache-key.ts';
import type { Template } from '../../template/load.ts';
import type { Part } from '../pages.ts';
import type { PrintCache } from '../print-cache.ts';
import { composePart, headOf, type Known, type PrintHtml } from './index.ts';

/** A chapter's document as it was composed once, and all that was asked for on the way, with the answers. */
interface KeptDocument {
  body: string;
  folios: [id: string, answer: string | undefined][];
  sides: [id: string, answer: ReturnType<NonNullable<Known['side']>>][];
  /** The tables that went on over the foot of a page. */
  continued: string[];
}

/**
 * Composes parts, or takes a chapter's document from the cache, as long as nothing changes that it says or shows. `tools` stands for
 * our own code.
 */
export function composer(
  book: TypesetBook,
  template: Template,
  fontCss: string,
  { cache, environment }: { cache: PrintCache | undefined; environment: string },
): (part: Part, known: Known) => Promise<PrintHtml> {
  const head = headOf(book.config, template, fontCss);
  const common = cacheKey('document', environment, JSON.stringify([book.config, template]));
  return async (part, known) => {
    const html = book.html.find(({ chapter }) => chapter.id === part.id);
    if (!cache || !html) return composePart(part, book, template, fontCss, known);
    const { chapter, digest } = html;
    const key = cacheKey(common, digest, JSON.stringify([chapter.kind, chapter.label, chapter.options]));
    const continued = [...known.continued].sort();
    const kept = (await cache.read(key)) as KeptDocument | undefined;
    if (kept && sameAnswers(kept, known) && kept.continued.join() === continued.join())
      return { head, body: kept.body };
    const folios: KeptDocument['folios'] = [];
    const sides: KeptDocument['sides'] = [];
    const { body } = composePart(part, book, template, fontCss, {
      ...known,
      folio: (id) => {
        const answer = known.folio(id);
        folios.push([id, answer]);
        return answer;
      },
      side: (id) => {
        const answer = known.side?.(id);
        sides.push([id, answer]);
        return answer;
      },
    });
    await cache.write(key, { body, folios, sides, continued } satisfies KeptDocument);
    return { head, body };
  };
}

/** Asks again what was asked then: what a document shows must be known to whoever settles it. */
function sameAnswers({ folios, sides }: KeptDocument, known: Known): boolean {
  const now = [...folios.map(([id]) => known.folio(id)), ...sides.map(([id]) => known.side?.(id))];
  const then = [...folios, ...sides].map(([, answer]) => answer);
  return now.every((answer, i) => answer === then[i]);
}
