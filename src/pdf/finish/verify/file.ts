import { PDFNumber, PDFRef } from '@cantoo/pdf-lib';
import type { Subject } from './subject.ts';

/** Header, trailer and the frame of the streams, read from the bytes. */
export function checkFile({ bytes, document, report }: Subject): void {
  const { context } = document;
  const head = bytes.toString('latin1', 0, 64);
  if (!/^%PDF-1\.[0-7](\r\n|\r|\n)/.test(head)) {
    report.add({ a: '6.1.2', ua: '6.1' }, 'the file does not begin with "%PDF-1.n" and an end of line');
  }
  if (!/^%PDF-\d\.\d(?:\r\n|\r|\n)%[\x80-\xff]{4}/.test(head)) {
    report.add({ a: '6.1.2' }, 'no comment of four bytes above 127 follows the header');
  }
  if (
    !/^\s*\[\s*[<(].+[>)]\s*\]\s*$/s.test(String(context.trailerInfo.ID ?? '')) ||
    /<>|\(\)/.test(String(context.trailerInfo.ID))
  ) {
    report.add({ a: '6.1.3' }, 'the trailer has no ID');
  }
  if (context.trailerInfo.Encrypt) report.add({ a: '6.1.3' }, 'the file is encrypted');
  const end = bytes.lastIndexOf('%%EOF');
  if (end < 0 || !/^(\r\n|\r|\n)?$/.test(bytes.toString('latin1', end + 5))) {
    report.add({ a: '6.1.3' }, 'data follows the last end-of-file marker');
  }
  checkStreams({ bytes, document, report });
}

/** Each stream is as long as it says, and its keywords stand on lines of their own. */
function checkStreams({ bytes, document, report }: Pick<Subject, 'bytes' | 'document' | 'report'>): void {
  for (let at = bytes.indexOf('stream'); at >= 0; at = bytes.indexOf('stream', at)) {
    const dictionary = bytes.toString('latin1', bytes.lastIndexOf(' obj', at), at);
    const length = /\/Length (\d+)(?: (\d+) R)?/.exec(dictionary);
    if (!/>>\s*$/.test(dictionary) || !length) {
      at += 6;
      continue;
    }
    const object = `${/(\d+ \d+)$/.exec(bytes.toString('latin1', Math.max(0, bytes.lastIndexOf(' obj', at) - 20), bytes.lastIndexOf(' obj', at)))?.[1] ?? '?'} R`;
    const eol = bytes[at + 6] === 10 ? 1 : bytes[at + 6] === 13 && bytes[at + 7] === 10 ? 2 : 0;
    if (eol === 0) report.add({ a: '6.1.7.1' }, 'no line feed follows the keyword stream', { object });
    let size = Number(length[1]);
    if (length[2] !== undefined) {
      const value = document.context.lookup(PDFRef.of(size, Number(length[2])));
      size = value instanceof PDFNumber ? value.asNumber() : -1;
    }
    const close = at + 6 + eol + size;
    if (!/^(\r\n|\r|\n)?endstream/.test(bytes.toString('latin1', close, close + 11))) {
      report.add({ a: '6.1.7.1' }, `Length says ${size} bytes, but the stream does not end there`, { object });
      at += 6;
    } else at = bytes.indexOf('endstream', close) + 9;
  }
}
