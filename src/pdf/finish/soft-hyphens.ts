import { PDFDict, type PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import { ContentWriter, decodeStream, type Operation, operandsOf, operations, pageContent } from './content-stream.ts';
import { readToUnicode } from './to-unicode.ts';

const name = (text: string) => PDFName.of(text);
const softHyphen = Buffer.from('\xfe\xff\x00\xad', 'latin1');

/**
 * A soft hyphen inside a line is a place where the word could be broken and was not. Chromium sets a space of no width for
 * it, with a replacement text that not every reader heeds: who copies "hyphenation" gets "hyphen ation". It goes.
 */
export function dropSoftHyphens(document: PDFDocument): void {
  const { context } = document;
  const contents = new ContentWriter(context);
  for (const page of document.getPages()) {
    const before = page.node.get(name('Contents'));
    const content = pageContent(context, before);
    if (!content.includes('<FEFF00AD>')) continue;
    const fonts = page.node.Resources()?.lookupMaybe(name('Font'), PDFDict);
    const dropped = drop(content, fonts);
    contents.replace(page, dropped, { last: false });
  }
  contents.finish();
}

function drop(content: Buffer, fonts: PDFDict | undefined): Buffer {
  const cut: { start: number; end: number }[] = [];
  let font: PDFDict | undefined;
  let open: Operation[] = [];
  let spaces = true;
  for (const operation of operations(content)) {
    const { operator } = operation;
    if (operator === 'Tf') font = fonts?.lookupMaybe(name(String(operandsOf(content, operation)[0]).slice(1)), PDFDict);
    else if (operator === 'BDC') {
      const properties = operandsOf(content, operation)[1];
      const text = properties instanceof Map ? properties.get('/ActualText') : undefined;
      open = text instanceof Buffer && text.equals(softHyphen) ? [operation] : [];
      spaces = true;
    } else if (open.length > 0 && operator === 'Tj') {
      const [codes] = operandsOf(content, operation);
      spaces &&= codes instanceof Buffer && codes.length === 2 && isSpace(font, codes.readUInt16BE(0));
      open.push(operation);
    } else if (open.length > 0 && operator === 'EMC') {
      if (spaces) cut.push(...open, operation);
      open = [];
    }
  }
  const parts: Buffer[] = [];
  let at = 0;
  for (const { start, end } of cut) {
    parts.push(content.subarray(at, start));
    at = end;
  }
  return Buffer.concat([...parts, content.subarray(at)]);
}

function isSpace(font: PDFDict | undefined, code: number): boolean {
  const map = font?.lookup(name('ToUnicode'));
  return map instanceof PDFRawStream && readToUnicode(decodeStream(map)).get(code) === ' ';
}
