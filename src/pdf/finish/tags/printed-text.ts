import { PDFDict, type PDFDocument, PDFPageLeaf, type PDFRef } from '@cantoo/pdf-lib';
import { operandsOf, pageContent } from '../content-stream.ts';
import { toName } from '../names.ts';
import { operations } from '../operations.ts';
import { codesOf, TextMaps } from '../replacement-texts.ts';
import { type Content, type Tag, tagsBelow } from './tree.ts';

/** Reads what pages show of single tags, without reading all of a page. */
export class PrintedText {
  readonly #document: PDFDocument;
  readonly #pages = new Map<PDFRef, Buffer>();
  readonly #texts = new TextMaps();

  constructor(document: PDFDocument) {
    this.#document = document;
  }

  /** The text of a tag and those below it, as its glyphs are named; '' if it shows none. */
  of(tag: Tag): string {
    const contents = [tag, ...tagsBelow(tag)].flatMap(({ kids }) => kids.filter((kid) => kid.kind === 'content'));
    return contents.map((content) => this.#shown(content)).join('');
  }

  #shown({ page, mcid, form }: Content): string {
    if (form) return '';
    const node = this.#document.context.lookup(page);
    if (!(node instanceof PDFPageLeaf)) return '';
    const content = this.#pages.get(page) ?? pageContent(this.#document.context, node.get(toName('Contents')));
    this.#pages.set(page, content);
    // As Chromium writes it: `/Link <</MCID 7 >>BDC` at the head of a line.
    const at = content.indexOf(`<</MCID ${mcid} >>BDC`);
    if (at < 0) return '';
    const passage = content.subarray(content.lastIndexOf('\n', at) + 1);
    const fonts = node.Resources()?.lookupMaybe(toName('Font'), PDFDict);
    let font: PDFDict | undefined;
    let depth = 0;
    let text = '';
    for (const operation of operations(passage)) {
      const { operator } = operation;
      if (operator === 'BDC' || operator === 'BMC') depth++;
      else if (operator === 'EMC' && --depth === 0) break;
      else if (operator === 'Tf')
        font = fonts?.lookupMaybe(toName(String(operandsOf(passage, operation)[0]).slice(1)), PDFDict);
      else if (operator === 'Tj') {
        const [bytes] = operandsOf(passage, operation);
        if (bytes instanceof Buffer) text += this.#texts.textOf(font, codesOf(font, bytes));
      }
    }
    return text;
  }
}
