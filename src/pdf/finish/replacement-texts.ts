import { PDFDict, type PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import { ContentWriter, decodeStream, type Operation, operandsOf, operations, pageContent } from './content-stream.ts';
import { readToUnicode } from './to-unicode.ts';

const name = (text: string) => PDFName.of(text);
const softHyphen = '\u00AD';

/** A passage with a replacement text that is open. */
interface Passage {
  operations: Operation[];
  replacement: string;
  /** What its glyphs stand for by themselves. */
  text: string;
}

/**
 * Chromium marks some glyphs with a replacement text (`/Span <</ActualText <FEFF00AD>>> BDC … EMC`), which not every reader heeds.
 * Two kinds go. A soft hyphen inside a line is a place where the word could be broken and was not: it is set as a space
 * of no width, and who copies "hyphenation" gets "hyphen ation"; the space goes too. And a replacement that says what the glyphs
 * say by themselves is needless.
 */
export function dropReplacements(document: PDFDocument): void {
  const { context } = document;
  const contents = new ContentWriter(context);
  const texts = new TextMaps();
  for (const page of document.getPages()) {
    const content = pageContent(context, page.node.get(name('Contents')));
    if (!content.includes('ActualText')) continue;
    const dropped = drop(content, page.node.Resources()?.lookupMaybe(name('Font'), PDFDict), texts);
    if (dropped) contents.replace(page, dropped, { last: false });
  }
  contents.finish();
}

/** What the codes of fonts stand for; each font is read once. */
class TextMaps {
  readonly #maps = new Map<PDFDict, ReadonlyMap<number, string>>();

  textOf(font: PDFDict | undefined, codes: Buffer): string {
    if (!font) return '';
    let map = this.#maps.get(font);
    if (!map) {
      const stream = font.lookup(name('ToUnicode'));
      map = stream instanceof PDFRawStream ? readToUnicode(decodeStream(stream)) : new Map<number, string>();
      this.#maps.set(font, map);
    }
    const wide = font.get(name('Subtype')) === name('Type0');
    let text = '';
    for (let i = 0; i + (wide ? 1 : 0) < codes.length; i += wide ? 2 : 1)
      text += map.get(wide ? codes.readUInt16BE(i) : (codes[i] as number)) ?? '\0';
    return text;
  }
}

/** The content without needless replacements; undefined if it has none. */
function drop(content: Buffer, fonts: PDFDict | undefined, texts: TextMaps): Buffer | undefined {
  const cut: { start: number; end: number }[] = [];
  const open: (Passage | undefined)[] = [];
  let font: PDFDict | undefined;
  for (const operation of operations(content)) {
    const { operator } = operation;
    const passage = open.at(-1);
    if (operator === 'Tf') font = fonts?.lookupMaybe(name(String(operandsOf(content, operation)[0]).slice(1)), PDFDict);
    else if (operator === 'BMC') open.push(undefined);
    else if (operator === 'BDC') {
      const properties = operandsOf(content, operation)[1];
      const value = properties instanceof Map && !properties.has('/MCID') ? properties.get('/ActualText') : undefined;
      const replacement = value instanceof Buffer ? utf16(value) : undefined;
      open.push(replacement === undefined ? undefined : { operations: [operation], replacement, text: '' });
    } else if (operator === 'Tj' && passage) {
      const [codes] = operandsOf(content, operation);
      passage.operations.push(operation);
      passage.text += codes instanceof Buffer ? texts.textOf(font, codes) : '\0';
    } else if (operator === 'EMC') {
      open.pop();
      if (!passage) continue;
      const [begin, ...shown] = passage.operations as [Operation, ...Operation[]];
      if (passage.replacement === softHyphen && /^ *$/.test(passage.text)) cut.push(begin, ...shown, operation);
      else if (passage.replacement === passage.text) cut.push(begin, operation);
    }
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

/** A text string with its byte order mark; undefined if it has none. */
function utf16(bytes: Buffer): string | undefined {
  if (bytes.length % 2 === 1 || bytes[0] !== 0xfe || bytes[1] !== 0xff) return undefined;
  return Buffer.from(bytes.subarray(2)).swap16().toString('utf16le');
}
