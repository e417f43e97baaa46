declare module '*?url' {
  const address: string;
  export default address;
}

/** What we use of foliate-js, which has no types of its own. */
declare module 'foliate-js/view.js' {
  export interface FoliateEntry {
    label: string;
    href: string;
    subitems?: FoliateEntry[] | null;
  }
  export class View extends HTMLElement {
    book: { toc?: FoliateEntry[]; dir?: string; metadata?: { title?: unknown } };
    renderer: HTMLElement & { setStyles?(css: string): void };
    lastLocation?: { cfi?: string; fraction?: number };
    open(book: import('foliate-js/epub.js').EPUB): Promise<void>;
    init(options: { lastLocation?: string; showTextStart?: boolean }): Promise<void>;
    goTo(target: string | number): Promise<unknown>;
    goLeft(): Promise<void>;
    goRight(): Promise<void>;
    close(): void;
  }
}

declare module 'foliate-js/epub.js' {
  export class EPUB {
    constructor(files: {
      entries: { filename: string }[];
      loadText(name: string): string | null;
      loadBlob(name: string, type?: string): Blob | null;
      getSize(name: string): number;
    });
    init(): Promise<EPUB>;
  }
}
