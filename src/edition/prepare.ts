import type { Manuscript } from '../book/load.ts';
import { loadBook } from '../book/load.ts';
import type { TypesetBook } from '../html/index.ts';
import { ChapterKeep } from '../html/keep.ts';
import { roomFor, type Typeset, typeset } from '../html/typeset.ts';
import { findBrowser } from '../pdf/browser/launch.ts';
import { specimen } from '../pdf/compose/specimen.ts';
import { DiagramPress } from '../pdf/diagrams/index.ts';
import { fontFaceCss, type LoadedFace } from '../pdf/fonts.ts';
import { bookText, checkGlyphs } from '../pdf/glyphs.ts';
import { likelyText } from '../pdf/likely-text.ts';
import { type BookFonts, covers, fontsForBook, fontsForTexts } from '../pdf/page-fonts.ts';
import type { Press } from '../pdf/press/index.ts';
import { answersFor, fontAnswers, openShop, type PrintShop } from '../pdf/print-shop.ts';
import { smallerPictures } from '../pdf/smaller-pictures.ts';
import { cacheKey } from '../report/cache-key.ts';
import type { Progress } from '../report/progress.ts';
import { loadTemplate, type Template } from '../template/load.ts';
import { recordBrowser } from './browser.ts';
import type { EditionRecord } from './record.ts';
import type { Workshop } from './workshop.ts';

/** What is to be read. */
export interface Sources {
  /** The manuscript's folder. */
  folder: string;
  /** The name of an edition in book.yaml. */
  edition?: string | undefined;
  /** Overrides `template` of book.yaml. */
  template?: string | undefined;
  /** Another folder of all templates. */
  templates?: string | undefined;
}

/** A manuscript, read and typeset. */
export interface ReadEdition extends Typeset {
  manuscript: Manuscript;
  template: Template;
  faces: readonly LoadedFace[];
  /** How much of the chapters was not in the cache: so much there is to print. */
  misses: number;
  diagrams: DiagramPress;
  /** The fonts that the book is likely to need, once the press has been opened with them; none if nothing had to be typeset. */
  begun: Promise<BookFonts | undefined>;
}

export interface ReadOptions {
  progress?: Progress | undefined;
  signal?: AbortSignal | undefined;
  /** Also tell what the text rules change without asking. */
  tellFixes?: boolean;
  /** Whether the outlines of the chapters are wanted, to set one of them anew later. */
  outline?: boolean;
  /** Whether what was done before on chapters is taken from the cache. */
  keep?: boolean;
  /** Whether there will be a PDF, whose fonts must have all characters. */
  pdf: boolean;
}

/** From the folder to the typeset book. Problems are messages. @throws Failure (2) if there is no book or no such template. */
export async function readEdition(
  workshop: Workshop,
  { folder, edition, template: named, templates }: Sources,
  { progress, signal, tellFixes = false, outline = false, keep = true, pdf }: ReadOptions,
): Promise<ReadEdition> {
  const manuscript = await loadBook(folder, edition);
  const { config } = manuscript;
  const template = await loadTemplate(
    named ?? config?.template ?? 'report',
    config?.language,
    config?.pdf.lines,
    templates,
  );
  const diagrams = new DiagramPress(template, signal);
  let begun: ReadEdition['begun'] | undefined;
  const begin = () => {
    if (pdf) begun ??= beginPrinting(workshop, manuscript, template);
  };
  const work = await keepFor(workshop, keep, begin);
  const typesetBook = await typeset(manuscript, template, {
    ...(progress && { progress }),
    tellFixes,
    outline,
    drawDiagrams: diagrams.draw,
    keep: work,
  });
  progress?.step('fonts');
  const faces = await workshop.faces(template);
  const { book, messages } = typesetBook;
  if (book && pdf) messages.push(...checkGlyphs(book, faces));
  return {
    ...typesetBook,
    manuscript,
    template,
    faces,
    misses: work.misses,
    diagrams,
    begun: begun ?? Promise.resolve(undefined),
  };
}

/** Where the work on chapters is kept. `missed` is called for what has to be done. */
export async function keepFor({ cache, self }: Workshop, keep = true, missed?: () => void): Promise<ChapterKeep> {
  return new ChapterKeep(keep ? cache : undefined, (await self).sha256, missed);
}

/**
 * Starts the browser, with the fonts that the book is likely to be set in, while it is typeset. What goes wrong is told by whoever
 * prints.
 */
async function beginPrinting(
  workshop: Workshop,
  manuscript: Manuscript,
  template: Template,
): Promise<BookFonts | undefined> {
  const { config } = manuscript;
  if (workshop.hasPress || !config) return undefined;
  try {
    const faces = await workshop.faces(template);
    const fonts = fontsForTexts(faces, likelyText(manuscript), template, workshop.cutter);
    const press = await workshop.press(fonts, template, fontAnswers(fonts));
    press.warm(specimen(config, template, fontFaceCss(fonts.faces)), 1);
    workshop.threads.getReady();
    return fonts;
  } catch {
    // Of fonts as well.
    return undefined;
  }
}

/** Everything is there that a book is printed with. */
export interface ReadyEdition extends ReadEdition {
  book: TypesetBook;
  fonts: BookFonts;
  press: Press;
  shop: PrintShop;
  printer: EditionRecord['tools'][number];
}

/** The press for a book. @throws Failure (3) if there is no browser. */
export async function openEdition(
  workshop: Workshop,
  read: ReadEdition & { book: TypesetBook },
  { keep = true, pdf }: Pick<ReadOptions, 'keep' | 'pdf'>,
): Promise<ReadyEdition> {
  const { book, template, faces } = read;
  const { cache, threads, cutter } = workshop;
  const fonts = await fontsOf();
  const answers = answersFor(fonts, book);
  const press = await workshop.press(fonts, template, answers);
  if (pdf && read.misses > 0) press.warm(specimen(book.config, template, fontFaceCss(fonts.faces)), read.misses);
  const printer = await recordBrowser(await findBrowser(), press, cache);
  const { images } = book.config.pdf;
  // Pages that other code of ours laid out, or another browser, are none of this book.
  const tools = cacheKey((await workshop.self).sha256, printer.sha256, JSON.stringify(images ?? {}));
  const kept = keep ? cache : undefined;
  const room = roomFor(template);
  if (pdf && images && room) {
    for (const [hash, picture] of await smallerPictures(book, images, room, press, kept, tools))
      answers.set(`/picture/${hash}`, picture);
    press.answer(answers);
  }
  return { ...read, fonts, press, printer, shop: openShop({ press, threads, cache: kept }, tools, fonts) };

  async function fontsOf(): Promise<BookFonts> {
    // For an EPUB alone only its cover is drawn.
    if (!pdf) return fontsForBook(faces, { ...book, html: [] }, template, cutter);
    const begun = await read.begun;
    if (begun && covers(begun, bookText(book))) return begun;
    return fontsForBook(faces, book, template, cutter, likelyText(read.manuscript));
  }
}
