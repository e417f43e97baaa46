import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import type { Element } from 'hast';
import { loadBook } from '../book/load.ts';
import type { ContentsEntry } from '../document/contents.ts';
import { possibleClaims } from '../edition/claims.ts';
import { keepFor, openEdition, type ReadyEdition, readEdition } from '../edition/prepare.ts';
import { printEdition } from '../edition/print.ts';
import { Workshop } from '../edition/workshop.ts';
import { packEpub } from '../epub/index.ts';
import type { ChapterHtml, TypesetBook } from '../html/index.ts';
import { retypeset } from '../html/retypeset.ts';
import { drawCover } from '../pdf/cover.ts';
import { printDraft } from '../pdf/draft.ts';
import type { PrintedGlimpse } from '../pdf/glimpse.ts';
import { bookText } from '../pdf/glyphs.ts';
import type { PrintedBook } from '../pdf/index.ts';
import { covers } from '../pdf/page-fonts.ts';
import { pageTexts, textsOf } from '../pdf/page-texts.ts';
import { answersFor } from '../pdf/print-shop.ts';
import { cacheKey } from '../report/cache-key.ts';
import { Failure } from '../report/failure.ts';
import { silent } from '../report/progress.ts';
import { visit } from '../tree/visit.ts';
import { BookLayout } from './book-layout.ts';
import type {
  BuildRequest,
  BuildResult,
  BuiltBook,
  BuiltGlimpse,
  BuiltPart,
  ContentsLine,
  PageSource,
  Refused,
} from './page-source.ts';

export interface EditionSourceOptions {
  folder: string;
  edition?: string | undefined;
  template?: string | undefined;
}

/** Milliseconds between a draft and the build of the whole. */
const pause = 500;

/** Builds as `kanben build` does, by the same functions and with the same cache, but keeps everything in memory. */
export class EditionSource implements PageSource {
  readonly #options: EditionSourceOptions;
  readonly #workshop = Workshop.open({ resident: true });
  /** The last book that was printed. */
  #last: { ready: ReadyEdition; printed: PrintedBook } | undefined;

  constructor(options: EditionSourceOptions) {
    this.#options = options;
    this.#workshop.catch(() => {});
  }

  async *build({ changed, near, signal }: BuildRequest): AsyncGenerator<BuildResult> {
    try {
      const workshop = await this.#workshop;
      let take: (glimpse: BuiltGlimpse | undefined) => void = () => {};
      const glimpsed = new Promise<BuiltGlimpse | undefined>((resolve) => {
        take = resolve;
      });
      const drafted = this.#draft(workshop, changed, signal, near && { ...near, take });
      drafted.finally(() => take(undefined)).catch(() => {});
      const glimpse = await glimpsed;
      if (glimpse) yield glimpse;
      const draft = await drafted;
      if (draft) {
        yield draft;
        // Building a long book keeps this thread busy: first the draft is fetched, and whoever types on may do so.
        await delay(pause, undefined, { signal });
      }
      signal.throwIfAborted();
      const read = await readEdition(workshop, this.#options, { tellFixes: true, outline: true, pdf: true });
      const { book, messages } = read;
      if (!book || messages.some((message) => message.fatal)) {
        yield { kind: 'refused', reason: hasErrors, messages };
        return;
      }
      signal.throwIfAborted();
      const ready = await openEdition(workshop, { ...read, book }, { pdf: true });
      const { printed, built } = await this.#printBook(ready, signal);
      this.#last = { ready, printed };
      yield built;
      signal.throwIfAborted();
      yield await this.#pack(ready, printed);
      workshop.turn();
    } catch (error) {
      signal.throwIfAborted();
      yield refusal(error);
    }
  }

  async close(): Promise<void> {
    await (await this.#workshop).close();
  }

  async #optionsFor(book: TypesetBook, signal: AbortSignal) {
    const { name, version } = await (await this.#workshop).self;
    const modified = modifiedOf(book);
    return { producer: `${name} ${version}`, modified, attachments: [], progress: silent, signal };
  }

  /**
   * The pages of the one chapter that was changed, before the book is read as a whole; undefined where that would not do. What
   * goes wrong is told when the whole is built.
   */
  async #draft(
    workshop: Workshop,
    changed: ReadonlySet<string>,
    signal: AbortSignal,
    near: { part: string; page: number; take: (glimpse: BuiltGlimpse) => void } | undefined,
  ): Promise<BuiltPart | undefined> {
    const [path] = changed;
    if (!this.#last || path === undefined || changed.size > 1) return undefined;
    const { ready, printed } = this.#last;
    const { template, shop, fonts, press } = ready;
    try {
      const manuscript = await loadBook(this.#options.folder, this.#options.edition);
      // What is to be said of it is said when the whole is built.
      const keeping = { tellFixes: false, keep: await keepFor(workshop) };
      const book = await retypeset(ready, manuscript, template, path, keeping);
      const html = book?.html.find(({ chapter }) => chapter.kind === 'chapter' && chapter.file.path === path);
      if (!book || !html) return undefined;
      if (!covers(fonts, bookText({ ...book, html: [html] }))) return undefined;
      press.answer(answersFor(fonts, book));
      const { id } = html.chapter;
      const glimpse = near?.part === id ? glimpseOf(near) : undefined;
      const options = { ...(await this.#optionsFor(book, signal)), glimpse };
      const draft = await printDraft(shop, book, template, printed.audited, id, options);
      if (!draft) return undefined;
      const { bytes: pdf, pages, part } = draft;
      return { kind: 'part', part: id, pdf, pages, layout: new BookLayout([part]), pictures: picturesOf(html, book) };
    } catch {
      signal.throwIfAborted();
      return undefined;
    }
  }

  async #printBook(ready: ReadyEdition, signal: AbortSignal): Promise<{ printed: PrintedBook; built: BuiltBook }> {
    const { book, template, faces } = ready;
    const { config } = book;
    // The manuscript itself is attached to files that are kept, not to those that are looked at.
    const { claims, messages: hindrances } = possibleClaims(config, faces, ready.messages);
    const options = await this.#optionsFor(book, signal);
    const shown = claims.filter((claim) => claim !== 'a-3a');
    const { printed, messages } = await printEdition(ready, { ...options, claims: shown });
    const built: BuiltBook = {
      kind: 'book',
      id: config.id,
      title: config.title,
      language: config.language,
      pdf: printed.bytes,
      pages: printed.pages,
      layout: new BookLayout(printed.audited),
      contents: contentsOf(book.contents),
      page: template.page,
      bleed: config.pdf.printer?.bleed,
      pictures: new Map(printed.book.html.map((html) => [html.chapter.id, picturesOf(html, book)])),
      messages: [...ready.messages, ...hindrances, ...messages],
    };
    return { printed, built };
  }

  async #pack({ book, template, faces, press, shop, printer }: ReadyEdition, printed: PrintedBook) {
    const { cache, self } = await this.#workshop;
    const cover = await drawCover(shop, book, template);
    const packed = await packEpub(book, template, {
      cover,
      modified: modifiedOf(book),
      faces,
      cache,
      kept: { cache, tools: cacheKey((await self).sha256, printer.sha256) },
      browser: async () => (await press.browser()).browser,
      printed: pageTexts(textsOf(printed.audited, printed.pages.length), printed.pages),
    });
    return { kind: 'epub', bytes: await buffer(packed.content), messages: packed.messages } as const;
  }
}

function glimpseOf({ part, page, take }: NonNullable<BuildRequest['near']> & { take(glimpse: BuiltGlimpse): void }) {
  return {
    page,
    take: ({ bytes: pdf, first, count }: PrintedGlimpse) => take({ kind: 'glimpse', part, pdf, first, count }),
  };
}

const hasErrors = {
  zh: '书稿里有错，显示的是上一次排好的版面。改好以后自动更新。',
  en: 'The manuscript has errors; the pages are those of the last good state. They follow when it is mended.',
};

function refusal(error: unknown): Refused {
  if (error instanceof Failure) return { kind: 'refused', reason: error.texts, messages: error.messages };
  const { stack } = error as Error;
  const reason = { zh: `程序出错，请报告：${stack}`, en: `A bug in kanben; please report: ${stack}` };
  return { kind: 'refused', reason, messages: [] };
}

function modifiedOf({ config }: TypesetBook): Date {
  return new Date(`${config.date}T00:00:00Z`);
}

function contentsOf(entries: readonly ContentsEntry[]): ContentsLine[] {
  return entries.map(({ id, label, text, children }) => ({ id, label, text, children: contentsOf(children) }));
}

function picturesOf({ body, notes }: ChapterHtml, book: TypesetBook): string {
  const hashes: string[] = [];
  const children: Element[] = [...body, ...notes.flatMap(({ content }) => content)];
  visit({ type: 'root', children }, 'element', ({ tagName, properties }) => {
    if (tagName === 'img') hashes.push(book.pictures.get(String(properties.src))?.hash ?? '');
  });
  return hashes.join(' ');
}
