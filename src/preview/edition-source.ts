import { buffer } from 'node:stream/consumers';
import type { Element } from 'hast';
import { visit } from 'unist-util-visit';
import { loadBook, type Manuscript } from '../book/load.ts';
import type { ContentsEntry } from '../document/contents.ts';
import { recordBrowser } from '../edition/browser.ts';
import { possibleClaims } from '../edition/claims.ts';
import { recordSelf } from '../edition/record.ts';
import { packEpub } from '../epub/index.ts';
import { forOutput } from '../html/for-output.ts';
import type { ChapterHtml, TypesetBook } from '../html/index.ts';
import { ChapterKeep } from '../html/keep.ts';
import { roomFor, typeset } from '../html/typeset.ts';
import { tellAudit } from '../pdf/audit/index.ts';
import { findBrowser } from '../pdf/browser/launch.ts';
import { ResidentBrowser } from '../pdf/browser/resident.ts';
import { drawCover } from '../pdf/cover.ts';
import { DiagramPress } from '../pdf/diagrams/index.ts';
import type { Claim } from '../pdf/finish/conformance.ts';
import { droppedClaims } from '../pdf/finish/dropped-claims.ts';
import { type LoadedFace, loadFaces, type SubsetFace } from '../pdf/fonts.ts';
import { checkGlyphs } from '../pdf/glyphs.ts';
import { type PrintedBook, printBook } from '../pdf/index.ts';
import { faultMessages } from '../pdf/layout-faults.ts';
import { overfullFigures } from '../pdf/overfull.ts';
import { pageTexts, textsOf } from '../pdf/page-texts.ts';
import { listParts } from '../pdf/pages.ts';
import { Press } from '../pdf/press/index.ts';
import { PrintCache } from '../pdf/print-cache.ts';
import { answersFor, openShop, type PrintShop, subsetForBook } from '../pdf/print-shop.ts';
import { smallerPictures } from '../pdf/smaller-pictures.ts';
import { cacheKey } from '../report/cache-key.ts';
import { Failure } from '../report/failure.ts';
import type { KanbenMessage } from '../report/message.ts';
import { silent } from '../report/progress.ts';
import { loadTemplate, type Template } from '../template/load.ts';
import { readBookLayout } from './book-layout.ts';
import type { BuildRequest, BuildResult, BuiltBook, ContentsLine, PageSource, Refused } from './page-source.ts';

export interface EditionSourceOptions {
  folder: string;
  edition?: string | undefined;
  template?: string | undefined;
}

/** Books of so many pages and more show the changed chapter before the rest has settled. */
const longBook = 40;

/** A manuscript that is ready to be printed. */
interface Ready {
  manuscript: Manuscript;
  book: TypesetBook;
  template: Template;
  faces: readonly LoadedFace[];
  subsets: readonly SubsetFace[];
  shop: PrintShop;
  press: Press;
  messages: KanbenMessage[];
}

/** Builds as `kanben build` does, by the same functions and with the same cache, but keeps everything in memory. */
export class EditionSource implements PageSource {
  readonly #options: EditionSourceOptions;
  readonly #browser = new ResidentBrowser();
  readonly #self = recordSelf();
  readonly #faces = new Map<string, Promise<LoadedFace[]>>();
  #pages = 0;

  constructor(options: EditionSourceOptions) {
    this.#options = options;
    this.#self.catch(() => {});
  }

  async *build(request: BuildRequest): AsyncGenerator<BuildResult> {
    let press: Press | undefined;
    const stop = () => void press?.close();
    request.signal.addEventListener('abort', stop);
    try {
      const read = await this.#read();
      if ('kind' in read) {
        yield read;
        return;
      }
      request.signal.throwIfAborted();
      const ready = await this.#prepare(read);
      press = ready.press;
      const first = this.#pages >= longBook ? changedChapter(ready, request.changed) : undefined;
      if (first !== undefined) yield await this.#printPart(ready, first, request.signal);
      const { printed, built } = await this.#printBook(ready, request.signal);
      this.#pages = printed.pages.length;
      yield built;
      request.signal.throwIfAborted();
      yield await this.#pack(ready, printed);
    } catch (error) {
      request.signal.throwIfAborted();
      yield refusal(error);
    } finally {
      request.signal.removeEventListener('abort', stop);
      await press?.close();
    }
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }

  async #read(): Promise<Omit<Ready, 'subsets' | 'shop' | 'press'> | Refused> {
    const { folder, edition, template: named } = this.#options;
    const manuscript = await loadBook(folder, edition);
    const { config } = manuscript;
    const template = await loadTemplate(named ?? config?.template ?? 'report', config?.language, config?.pdf.lines);
    const diagrams = new DiagramPress(template);
    const cache = await PrintCache.open();
    const { book, messages } = await typeset(manuscript, template, {
      tellFixes: true,
      drawDiagrams: diagrams.draw,
      keep: new ChapterKeep(cache, (await this.#self).sha256),
    });
    const faces = await this.#loadFaces(template, cache);
    if (book) messages.push(...checkGlyphs(book, faces));
    if (!book || messages.some((message) => message.fatal)) return { kind: 'refused', reason: hasErrors, messages };
    return { manuscript, book, template, faces, messages };
  }

  /** Fonts take long to read, and do not change. */
  #loadFaces(template: Template, cache: PrintCache): Promise<LoadedFace[]> {
    const key = JSON.stringify([template.faces, template.lines.marks]);
    const faces = this.#faces.get(key) ?? loadFaces(template, cache);
    this.#faces.set(key, faces);
    return faces;
  }

  async #prepare(read: Omit<Ready, 'subsets' | 'shop' | 'press'>): Promise<Ready> {
    const { book, template, faces } = read;
    const cache = await PrintCache.open();
    const subsets = await subsetForBook([...faces], book, template, cache);
    const answers = answersFor(subsets, book, template);
    const press = new Press(() => this.#browser.open(subsets, template.generic), answers);
    const { images } = book.config.pdf;
    const printer = await recordBrowser(await findBrowser(), press, cache);
    const tools = cacheKey((await this.#self).sha256, printer.sha256, JSON.stringify(images ?? {}));
    const room = roomFor(template);
    if (images && room) {
      for (const [hash, picture] of await smallerPictures(book, images, room, press, cache, tools))
        answers.set(`/picture/${hash}`, picture);
    }
    return { ...read, subsets, press, shop: openShop(press, tools, subsets, answers, cache) };
  }

  async #print({ shop, book, template }: Ready, signal: AbortSignal, only?: string, claims: Claim[] = []) {
    const { name, version } = await this.#self;
    return printBook(shop, book, template, {
      producer: `${name} ${version}`,
      modified: modifiedOf(book),
      claims,
      attachments: [],
      progress: silent,
      signal,
      only,
    });
  }

  async #printPart(ready: Ready, part: string, signal: AbortSignal): Promise<BuildResult> {
    const { bytes, pages } = await this.#print(ready, signal, part);
    const html = ready.book.html.find(({ chapter }) => chapter.id === part);
    const pictures = html ? picturesOf(html, ready.book) : '';
    return { kind: 'part', part, pdf: bytes, pages, layout: await layoutOf(ready, bytes, pages), pictures };
  }

  async #printBook(ready: Ready, signal: AbortSignal): Promise<{ printed: PrintedBook; built: BuiltBook }> {
    const { book, template, faces } = ready;
    const { config } = book;
    // The manuscript itself is attached to files that are kept, not to those that are looked at.
    const { claims, messages: hindrances } = possibleClaims(config, [...faces], ready.messages);
    const shown = claims.filter((claim) => claim !== 'a-3a');
    const printed = await this.#print(ready, signal, undefined, shown);
    const layout = await layoutOf(ready, printed.bytes, printed.pages);
    const complete = forOutput(book, 'pdf');
    const messages = [
      ...ready.messages,
      ...hindrances,
      ...faultMessages(complete, printed.faults),
      ...overfullFigures(book, printed.overfull, printed.folios),
      ...droppedClaims(printed.findings, shown),
      ...(config.pdf.audit ? tellAudit(printed.audited, printed.pages).messages : []),
    ];
    const built: BuiltBook = {
      kind: 'book',
      id: config.id,
      title: config.title,
      language: config.language,
      pdf: printed.bytes,
      pages: printed.pages,
      parts: listParts(complete, template).map(({ id }) => id),
      layout,
      contents: contentsOf(book.contents),
      page: template.page,
      bleed: config.pdf.printer?.bleed,
      pictures: new Map(complete.html.map((html) => [html.chapter.id, picturesOf(html, book)])),
      messages,
    };
    return { printed, built };
  }

  async #pack({ book, template, faces, press, shop }: Ready, printed: PrintedBook) {
    const cover = await drawCover(shop, book, template);
    const packed = await packEpub(book, template, {
      cover,
      modified: modifiedOf(book),
      faces,
      browser: async () => (await press.browser()).browser,
      printed: pageTexts(textsOf(printed.audited, printed.pages.length), printed.pages),
    });
    return { kind: 'epub', bytes: await buffer(packed.content), messages: packed.messages } as const;
  }
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

async function layoutOf({ book, template, subsets }: Ready, pdf: Uint8Array, pages: PrintedBook['pages']) {
  return readBookLayout(pdf, book, template, subsets, pages);
}

/** The one chapter that all changes are in, if there is one. */
function changedChapter({ book }: Ready, changed: ReadonlySet<string>): string | undefined {
  const chapters = book.chapters.filter(({ kind, file }) => kind === 'chapter' && holds(file, changed));
  return chapters.length === 1 ? chapters[0]?.id : undefined;
}

function holds(file: TypesetBook['chapters'][number]['file'], changed: ReadonlySet<string>): boolean {
  return changed.has(file.path) || (file.data.parts ?? []).some((part) => changed.has(part.file.path));
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
