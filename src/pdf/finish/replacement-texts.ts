import { PDFDict, type PDFDocument, PDFRawStream, type PDFRef } from '@cantoo/pdf-lib';
import { ContentWriter, decodeStream, operandsOf, pageContent, replaceForm } from './content-stream.ts';
import { toName } from './names.ts';
import { type Operation, operations } from './operations.ts';
import { readToUnicode } from './to-unicode.ts';

const softHyphen = '\u00AD';

/** A passage with a replacement text: `/Span <</ActualText <FEFF7528>>> BDC … EMC`. */
interface Passage {
  begin: Operation;
  shown: { operation: Operation; font: PDFDict | undefined; codes: number[] }[];
  end: Operation;
  replacement: string;
}

/**
 * Chromium marks some glyphs with a replacement text, which not every reader heeds. Two kinds go. A soft hyphen inside a line is a
 * place where the word could be broken and was not: it is set as a space of no width, and who copies "hyphenation" gets
 * "hyphen ation"; the space goes too. And a replacement that says what the glyphs say by themselves is needless.
 */
export function dropReplacements(document: PDFDocument): void {
  const { context } = document;
  const contents = new ContentWriter(context);
  const texts = new TextMaps();
  for (const page of document.getPages()) {
    const content = pageContent(context, page.node.get(toName('Contents')));
    const dropped = drop(content, page.node.Resources(), texts);
    if (dropped) contents.replace(page, dropped);
  }
  for (const [ref, form] of forms(document)) {
    const dropped = drop(decodeStream(form), form.dict.lookupMaybe(toName('Resources'), PDFDict), texts);
    if (dropped) replaceForm(context, ref, form, dropped);
  }
  contents.finish();
}

/** What single glyphs of these fonts stand for where a replacement text says so; the first that is said of a glyph. */
export function replacedGlyphs(document: PDFDocument, wanted: ReadonlySet<PDFDict>): Map<PDFDict, Map<number, string>> {
  const found = new Map([...wanted].map((font) => [font, new Map<number, string>()]));
  const read = (content: Buffer, resources: PDFDict | undefined) => {
    for (const { shown, replacement } of passages(content, resources)) {
      const [glyph, ...more] = shown.flatMap(({ font, codes }) => codes.map((code) => ({ font, code })));
      const known = glyph?.font && found.get(glyph.font);
      if (known && more.length === 0 && replacement !== softHyphen && !known.has(glyph.code))
        known.set(glyph.code, replacement);
    }
  };
  for (const { node } of document.getPages())
    read(pageContent(document.context, node.get(toName('Contents'))), node.Resources());
  for (const [, form] of forms(document)) read(decodeStream(form), form.dict.lookupMaybe(toName('Resources'), PDFDict));
  return found;
}

/** Content apart from the pages, e.g. what is half transparent. */
function forms({ context }: PDFDocument): [PDFRef, PDFRawStream][] {
  return context
    .enumerateIndirectObjects()
    .flatMap(([ref, object]): [PDFRef, PDFRawStream][] =>
      object instanceof PDFRawStream && object.dict.get(toName('Subtype')) === toName('Form') ? [[ref, object]] : [],
    );
}

/** What the codes of fonts stand for; each font is read once. */
export class TextMaps {
  readonly #maps = new Map<PDFDict, ReadonlyMap<number, string>>();

  textOf(font: PDFDict | undefined, codes: readonly number[]): string {
    if (!font) return '';
    let map = this.#maps.get(font);
    if (!map) {
      const stream = font.lookup(toName('ToUnicode'));
      map = stream instanceof PDFRawStream ? readToUnicode(decodeStream(stream)) : new Map<number, string>();
      this.#maps.set(font, map);
    }
    return codes.map((code) => map.get(code) ?? '\0').join('');
  }
}

/** The content without needless replacements; undefined if it has none. */
function drop(content: Buffer, resources: PDFDict | undefined, texts: TextMaps): Buffer | undefined {
  const cut: Operation[] = [];
  for (const { begin, shown, end, replacement } of passages(content, resources)) {
    const text = shown.map(({ font, codes }) => texts.textOf(font, codes)).join('');
    if (replacement === softHyphen && /^ *$/.test(text))
      cut.push(begin, ...shown.map(({ operation }) => operation), end);
    else if (replacement === text) cut.push(begin, end);
  }
  if (cut.length === 0) return undefined;
  const parts: Buffer[] = [];
  let at = 0;
  for (const { start, end } of cut.sort((a, b) => a.start - b.start)) {
    parts.push(content.subarray(at, start));
    at = end;
  }
  return Buffer.concat([...parts, content.subarray(at)]);
}

/** The passages with a replacement text, but for those that are tagged by it. */
function* passages(content: Buffer, resources: PDFDict | undefined): Generator<Passage> {
  if (!content.includes('ActualText')) return;
  const fonts = resources?.lookupMaybe(toName('Font'), PDFDict);
  const open: (Omit<Passage, 'end'> | undefined)[] = [];
  let font: PDFDict | undefined;
  for (const operation of operations(content)) {
    const { operator } = operation;
    if (operator === 'Tf')
      font = fonts?.lookupMaybe(toName(String(operandsOf(content, operation)[0]).slice(1)), PDFDict);
    else if (operator === 'BMC') open.push(undefined);
    else if (operator === 'BDC') {
      const properties = operandsOf(content, operation)[1];
      const value = properties instanceof Map && !properties.has('/MCID') ? properties.get('/ActualText') : undefined;
      const replacement = value instanceof Buffer ? utf16(value) : undefined;
      open.push(replacement === undefined ? undefined : { begin: operation, shown: [], replacement });
    } else if (operator === 'Tj') {
      const passage = open.at(-1);
      if (!passage) continue;
      const [bytes] = operandsOf(content, operation);
      passage.shown.push({ operation, font, codes: bytes instanceof Buffer ? codesOf(font, bytes) : [] });
    } else if (operator === 'EMC') {
      const passage = open.pop();
      if (passage) yield { ...passage, end: operation };
    }
  }
}

/** The codes of a string: of two bytes in a composite font. */
export function codesOf(font: PDFDict | undefined, bytes: Buffer): number[] {
  if (font?.get(toName('Subtype')) !== toName('Type0')) return [...bytes];
  return Array.from({ length: bytes.length >> 1 }, (_, i) => bytes.readUInt16BE(2 * i));
}

/** A text string with its byte order mark; undefined if it has none. */
function utf16(bytes: Buffer): string | undefined {
  if (bytes.length % 2 === 1 || bytes[0] !== 0xfe || bytes[1] !== 0xff) return undefined;
  return Buffer.from(bytes.subarray(2)).swap16().toString('utf16le');
}
