import type { Bilingual, KanbenMessage } from '../report/message.ts';
import { BookLayout } from './book-layout.ts';
import { LastChange } from './last-change.ts';
import type { BuildRequest, BuildResult, BuiltBook, PageSource } from './page-source.ts';
import { viewBook, viewGlimpse, viewPart } from './page-views.ts';
import { Places } from './places.ts';
import { viewProblems } from './problems.ts';
import type { BookView, PartPage, PartView, PreviewState, PrintedPlace, SourcePlace } from './protocol.ts';

/** A PDF with what is known of its pages. */
interface Shown {
  revision: number;
  pdf: Uint8Array;
  layout: BookLayout;
  places: Places;
}

export interface ShownBook extends Shown {
  built: BuiltBook;
  view: BookView;
}

export interface ShownPart extends Shown {
  view: PartView;
}

/** How many revisions are kept: tabs may still be reading the one before. */
const kept = 4;

/** How often in a row a build gives way to a newer one before it is let finish. */
const mostGivenUp = 2;

export type Listener = (state: PreviewState) => void;

/**
 * The life of a preview: one build at a time, a newer text takes the place of an older one, what went wrong keeps the last good
 * pages. Listeners are told of every change.
 */
export class Session {
  readonly #source: PageSource;
  readonly #changes: LastChange;
  readonly #listeners = new Set<Listener>();
  readonly #books: ShownBook[] = [];
  readonly #parts: ShownPart[] = [];
  /** The one that is newer than the book. */
  #part: ShownPart | undefined;
  #epub: { revision: number; bytes: Uint8Array } | undefined;
  #messages: readonly KanbenMessage[] = [];
  #epubMessages: readonly KanbenMessage[] = [];
  #failure: Bilingual | undefined;
  #change: SourcePlace | undefined;
  #revision = 0;
  #undo: string | undefined;

  #waiting: Set<string> | undefined;
  #running: Promise<void> | undefined;
  #abort: AbortController | undefined;
  #givenUp = 0;
  #closed = false;

  /** `folder` is the absolute path of the manuscript. */
  constructor(source: PageSource, folder: string) {
    this.#source = source;
    this.#changes = new LastChange(folder);
  }

  get state(): PreviewState {
    return {
      revision: this.#revision,
      building: this.#running !== undefined,
      book: this.book?.revision,
      part: this.#part?.revision,
      epub: this.#epub?.revision,
      problems: viewProblems([...this.#messages, ...this.#epubMessages]),
      failure: this.#failure,
      undo: this.#undo,
      change: this.#change,
    };
  }

  get book(): ShownBook | undefined {
    return this.#books.at(-1);
  }

  bookOf(revision: number): ShownBook | undefined {
    return this.#books.find((each) => each.revision === revision);
  }

  partOf(revision: number): ShownPart | undefined {
    return this.#parts.find((each) => each.revision === revision);
  }

  /** Where a line is printed: in the newest draft if it is there, else in the book. */
  printed(place: SourcePlace): PrintedPlace | undefined {
    const inPart = this.#part?.places.printed(place);
    if (inPart && this.#part) return { ...inPart, part: this.#part.view.part };
    return this.book?.places.printed(place);
  }

  epubOf(revision: number): Uint8Array | undefined {
    return this.#epub?.revision === revision ? this.#epub.bytes : undefined;
  }

  /** Calls `listener` with every new state; returns what ends that. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The fix that can be taken back now. */
  set undoable(file: string | undefined) {
    this.#undo = file;
    this.#tell();
  }

  /** Builds with the newest text; once for all that is said while a build is under way. */
  async build(changed: ReadonlySet<string> = new Set()): Promise<void> {
    if (this.#closed) return;
    const change = await this.#changes.find(changed, this.book?.layout);
    if (change) this.#change = change;
    this.#waiting = new Set([...(this.#waiting ?? []), ...changed]);
    if (!this.#running) this.#running = this.#work();
    else if (this.#givenUp < mostGivenUp && this.#abort && !this.#abort.signal.aborted) {
      this.#givenUp++;
      this.#abort.abort();
    }
    await this.#running;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#waiting = undefined;
    this.#abort?.abort();
    await this.#running;
    this.#listeners.clear();
  }

  async #work(): Promise<void> {
    let unfinished: Set<string> = new Set();
    while (this.#waiting && !this.#closed) {
      const changed = new Set([...unfinished, ...this.#waiting]);
      this.#waiting = undefined;
      this.#abort = new AbortController();
      const { signal } = this.#abort;
      this.#tell();
      let whole = false;
      try {
        const near = this.#near();
        for await (const result of this.#source.build({ changed, near, signal })) {
          whole ||= result.kind !== 'part' && result.kind !== 'glimpse';
          this.#take(result, near?.page);
          // What is shown is new enough; the rest of an old build is of no use.
          if (signal.aborted) break;
        }
        if (whole) this.#givenUp = 0;
      } catch (error) {
        if (!signal.aborted) this.#fail({ zh: String(error), en: String(error) });
      }
      unfinished = whole ? new Set() : changed;
    }
    this.#abort = undefined;
    this.#running = undefined;
    this.#tell();
  }

  /** The page on which the last change stands, or stood. */
  #near(): BuildRequest['near'] {
    const printed = this.#change && this.printed(this.#change);
    if (!printed) return undefined;
    if (printed.part !== undefined) return { part: printed.part, page: printed.page };
    const part = this.book?.layout.partOn(printed.page);
    return part && { part: part.part.id, page: printed.page - part.start };
  }

  /** The pages of a part as they are shown, and where they are found. */
  #pagesOf(part: string): PartPage[] {
    const { view } = this.#part?.view.part === part ? this.#part : (this.book ?? {});
    const { revision = 0, pages = [] } = view ?? {};
    return pages.flatMap((page, index) =>
      page.part === part && page.kind !== 'blank' ? [{ found: { revision, index }, ...page }] : [],
    );
  }

  /** `looked`: the page of its part that is looked at. */
  #take(result: BuildResult, looked: number | undefined): void {
    const revision = ++this.#revision;
    switch (result.kind) {
      case 'glimpse': {
        const pages = viewGlimpse(result, this.#pagesOf(result.part), revision, looked);
        const layout = new BookLayout([]);
        this.#showPart(result.pdf, layout, { revision, part: result.part, pages, glimpse: true });
        break;
      }
      case 'part': {
        const { pdf, layout, part } = result;
        this.#showPart(pdf, layout, { revision, part, pages: viewPart(result, result.pictures) });
        break;
      }
      case 'book': {
        const { pdf, layout } = result;
        const shown = { revision, pdf, layout, places: new Places(layout) };
        this.#books.push({ ...shown, built: result, view: viewBook(result, revision) });
        this.#books.splice(0, this.#books.length - kept);
        this.#part = undefined;
        this.#messages = result.messages;
        this.#failure = undefined;
        break;
      }
      case 'epub':
        this.#epub = { revision, bytes: result.bytes };
        this.#epubMessages = result.messages;
        break;
      case 'refused':
        this.#messages = result.messages;
        this.#fail(result.reason);
        break;
    }
    this.#tell();
  }

  #showPart(pdf: Uint8Array, layout: BookLayout, view: PartView): void {
    this.#part = { revision: view.revision, pdf, layout, places: new Places(layout), view };
    this.#parts.push(this.#part);
    this.#parts.splice(0, this.#parts.length - kept);
  }

  #fail(reason: Bilingual): void {
    this.#failure = reason;
    this.#part = undefined;
    this.#epubMessages = [];
  }

  #tell(): void {
    const { state } = this;
    for (const listener of this.#listeners) listener(state);
  }
}
