import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadBook } from '../../src/book/load.ts';
import { typeset } from '../../src/html/typeset.ts';
import type { Answer } from '../../src/pdf/browser/gate.ts';
import { openBrowser } from '../../src/pdf/browser/launch.ts';
import type { PrintHtml } from '../../src/pdf/compose/index.ts';
import { specimen } from '../../src/pdf/compose/specimen.ts';
import { fontFaceCss, type LoadedFace, loadFaces } from '../../src/pdf/fonts.ts';
import { likelyText } from '../../src/pdf/likely-text.ts';
import { type BookFonts, fontsForBook, fontsForTexts } from '../../src/pdf/page-fonts.ts';
import { Press } from '../../src/pdf/press/index.ts';
import { fontAnswers } from '../../src/pdf/print-shop.ts';
import { loadTemplate, type Template } from '../../src/template/load.ts';
import { bookFolder } from '../typeset-folder.ts';

let template: Template;
let faces: LoadedFace[];

beforeAll(async () => {
  template = await loadTemplate('report');
  faces = await loadFaces(template);
});

describe('the fonts that a book is likely to need', () => {
  it.each(['plain', 'inline', 'tables', 'notes', 'data', 'vertical'])('are those that %s does need', async (name) => {
    const manuscript = await loadBook(bookFolder(name));
    const { book } = await typeset(manuscript, template);
    if (!book) throw new Error('the book has errors');
    const likely = likelyText(manuscript);
    const early = fontsForTexts(faces, likely, template);
    expect(early.key).toBe(fontsForBook(faces, book, template, {}, likely).key);
  });

  it('are others for a character that the sources do not name', async () => {
    const manuscript = await loadBook(bookFolder('plain'));
    const { book } = await typeset(manuscript, template);
    if (!book) throw new Error('the book has errors');
    const likely = likelyText(manuscript);
    const early = fontsForTexts(faces, likely, template);
    const more = { ...book, config: { ...book.config, description: '龘' } };
    expect(fontsForBook(faces, more, template, {}, likely).key).not.toBe(early.key);
  });
});

describe('a page', () => {
  let fonts: BookFonts;
  let html: PrintHtml;
  const presses: Press[] = [];

  beforeAll(async () => {
    const manuscript = await loadBook(bookFolder('plain'));
    if (!manuscript.config) throw new Error('the book has errors');
    fonts = fontsForTexts(faces, ['标点，‘半格’·'], template);
    const made = specimen(manuscript.config, template, fontFaceCss(fonts.faces));
    html = { ...made, body: `${made.body}<p>“行首”，‘行末’——‘半格’·</p>` };
  });

  afterAll(async () => {
    await Promise.all(presses.map((press) => press.close()));
  });

  async function print(ofMachine: BookFonts['faces'] | Omit<BookFonts['faces'][number], 'local'>[]) {
    const asked: string[] = [];
    const answers = [...fontAnswers(fonts)].map(([path, { body, contentType }]): [string, Answer] => {
      const told = async () => {
        asked.push(path);
        return typeof body === 'function' ? body() : Buffer.from(body);
      };
      return [path, { body: told, contentType }];
    });
    const press = new Press(() => openBrowser({ faces: ofMachine, generic: template.generic }), new Map(answers));
    presses.push(press);
    const { bytes } = await press.print({ name: { zh: '试', en: 'A proof' }, html, tagged: true });
    // Time and the names of tags are Chromium's own, and are taken out of a book later.
    const text = Buffer.from(bytes).toString('latin1');
    return { asked, text: text.replace(/\(D:\d+\+00'00'\)|node\d{8}/g, '') };
  }

  it('takes its fonts from the machine, and is the same, byte for byte, as one to which they were sent', async () => {
    const found = await print(fonts.faces);
    const sent = await print(fonts.faces.map(({ local: _, ...face }) => face));
    expect(found.asked).toEqual([]);
    expect(sent.asked.length).toBeGreaterThan(1);
    expect(found.text).toBe(sent.text);
  });
});
