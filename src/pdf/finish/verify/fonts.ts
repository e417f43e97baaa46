import { PDFArray, type PDFDict, PDFRawStream } from '@cantoo/pdf-lib';
import { decodeStream, type Operand, operandsOf } from '../content-stream.ts';
import { glyphWidths } from '../glyph-widths.ts';
import { toName } from '../names.ts';
import { oneCode } from '../numbers.ts';
import type { Operation } from '../operations.ts';
import { readToUnicode } from '../to-unicode.ts';
import { dictOf, nameOf, numberOf, type Subject } from './subject.ts';
import { readTrueType } from './true-type.ts';

/** How a code of a font was first shown. */
interface Use {
  page: number;
  /** On every occasion with a text of its own (ActualText). */
  actualText: boolean;
  /** Drawn somewhere, not only there to be found (text rendering mode 3). */
  drawn: boolean;
}

/** How a string is shown. */
interface How {
  page: number;
  invisible: boolean;
  actualText: boolean;
}

const types: ReadonlySet<string> = new Set(['Type1', 'MMType1', 'TrueType', 'Type3', 'Type0']);

/** Gathers which codes of which fonts are shown, then checks the fonts for just those (ISO 19005-2, 6.2.11; ISO 14289-1, 7.21). */
export class FontUse {
  private readonly fonts = new Map<PDFDict, Map<number, Use>>();
  private readonly subject: Subject;

  constructor(subject: Subject) {
    this.subject = subject;
  }

  /** Notes what an operator that shows text shows. */
  show(font: PDFDict | undefined, content: Buffer, operation: Operation, how: How): void {
    if (!font) {
      this.subject.report.add({ a: '6.2.2' }, 'text is shown in a font that the page does not have', {
        page: how.page,
      });
      return;
    }
    let used = this.fonts.get(font);
    if (!used) {
      used = new Map();
      this.fonts.set(font, used);
    }
    const wide = font.get(toName('Subtype')) === toName('Type0');
    const one = wide && operation.operator === 'Tj' ? oneCode(content, operation.start) : undefined;
    if (one !== undefined) note(used, one, how);
    else for (const code of codesOf(content, operation, wide)) note(used, code, how);
  }

  check(): void {
    for (const [font, used] of this.fonts) checkFont(this.subject, font, used);
  }
}

function note(used: Map<number, Use>, code: number, { page, actualText, invisible }: How): void {
  const before = used.get(code);
  if (!before) used.set(code, { page, actualText, drawn: !invisible });
  else {
    if (!actualText) before.actualText = false;
    if (!invisible) before.drawn = true;
  }
}

/** The codes of a shown string: two bytes each in a composite font with an identity encoding, else one. */
function codesOf(content: Buffer, operation: Operation, wide: boolean): number[] {
  const codes: number[] = [];
  const read = (operand: Operand): void => {
    if (Array.isArray(operand)) for (const each of operand) read(each);
    else if (operand instanceof Buffer) {
      if (!wide) codes.push(...operand);
      else for (let i = 0; i + 1 < operand.length; i += 2) codes.push(operand.readUInt16BE(i));
    }
  };
  for (const operand of operandsOf(content, operation)) read(operand);
  return codes;
}

function checkFont(subject: Subject, font: PDFDict, used: ReadonlyMap<number, Use>): void {
  const { report } = subject;
  const kind = nameOf(font.lookup(toName('Subtype')));
  const object = nameOf(font.lookup(toName('BaseFont'))) || kind;
  const [first] = used.values();
  const place = { object, page: first?.page ?? 0 };
  const drawn = [...used.values()].some((use) => use.drawn);
  if (nameOf(font.lookup(toName('Type'))) !== 'Font')
    report.add({ a: '6.2.11.2' }, 'a font dictionary is not of Type Font', place);
  if (!types.has(kind)) report.add({ a: '6.2.11.2' }, `a font is of the unknown kind ${kind}`, place);
  if (kind !== 'Type3' && !font.has(toName('BaseFont')))
    report.add({ a: '6.2.11.2' }, 'a font has no name (BaseFont)', place);
  if (kind === 'Type0') checkComposite(subject, font, used, place, drawn);
  else if (kind !== 'Type3') checkSimple(subject, font, place, drawn);
  if (kind === 'Type0' || kind === 'Type3' || font.has(toName('ToUnicode'))) checkText(subject, font, used, object);
}

type FontPlace = { object: string; page: number };

function checkSimple({ report }: Subject, font: PDFDict, place: FontPlace, drawn: boolean): void {
  if (drawn && !programOf(dictOf(font.lookup(toName('FontDescriptor'))))) {
    report.add({ a: '6.2.11.4.1', ua: '7.21.4.1' }, 'a font is not embedded', place);
  }
  const [first, last] = [numberOf(font.lookup(toName('FirstChar'))), numberOf(font.lookup(toName('LastChar')))];
  const widths = font.lookup(toName('Widths'));
  if (
    first === undefined ||
    last === undefined ||
    !(widths instanceof PDFArray) ||
    widths.size() !== last - first + 1
  ) {
    report.add({ a: '6.2.11.2' }, 'a font does not give the widths of its characters', place);
  }
}

function checkComposite(
  { report }: Subject,
  font: PDFDict,
  used: ReadonlyMap<number, Use>,
  place: FontPlace,
  drawn: boolean,
): void {
  const encoding = nameOf(font.lookup(toName('Encoding')));
  if (encoding !== 'Identity-H' && encoding !== 'Identity-V') {
    // Our fonts have no other; an embedded CMap would need a reader of its own.
    report.add(
      { a: '6.2.11.3.3', ua: '7.21.3.3' },
      `the encoding ${encoding || 'of a font'} is not Identity-H or Identity-V`,
      place,
    );
    return;
  }
  const descendants = font.lookup(toName('DescendantFonts'));
  const descendant = descendants instanceof PDFArray ? dictOf(descendants.lookup(0)) : undefined;
  const program = programOf(dictOf(descendant?.lookup(toName('FontDescriptor'))));
  if (!descendant || !program) {
    if (drawn) report.add({ a: '6.2.11.4.1', ua: '7.21.4.1' }, 'a font is not embedded', place);
    return;
  }
  if (nameOf(descendant.lookup(toName('Subtype'))) !== 'CIDFontType2') return;
  const map = descendant.lookup(toName('CIDToGIDMap'));
  if (map === undefined) {
    report.add(
      { a: '6.2.11.3.2', ua: '7.21.3.2' },
      'a font does not say how its codes lead to glyphs (CIDToGIDMap)',
      place,
    );
    return;
  }
  const outlines = readTrueType(decodeStream(program));
  if (!outlines) {
    report.add({ a: '6.2.11.4.1', ua: '7.21.4.1' }, 'an embedded font cannot be read', place);
    return;
  }
  const glyphs = map instanceof PDFRawStream ? decodeStream(map) : undefined;
  const widths = glyphWidths(descendant);
  for (const [code, { page, drawn: shown }] of used) {
    const glyph = glyphs ? (code * 2 + 1 < glyphs.length ? glyphs.readUInt16BE(code * 2) : 0) : code;
    const at = { object: `${place.object} <${code.toString(16).padStart(4, '0')}>`, page };
    if (glyph === 0) report.add({ a: '6.2.11.8', ua: '7.21.8' }, 'the text has a character without a glyph', at);
    if (!shown) continue;
    if (glyph >= outlines.glyphs)
      report.add({ a: '6.2.11.4.1', ua: '7.21.4.1' }, 'an embedded font lacks a glyph that is shown', at);
    else if (Math.abs(widths(code) - outlines.width(glyph)) > 1) {
      report.add(
        { a: '6.2.11.5', ua: '7.21.5' },
        `a glyph is ${Math.round(outlines.width(glyph))} wide, the dictionary says ${widths(code)}`,
        at,
      );
    }
  }
  checkSet(report, descendant, place, outlines.isDrawn, outlines.glyphs, glyphs === undefined);
}

/** A CIDSet, if there is one, lists all glyphs of the subset. */
function checkSet(
  report: Subject['report'],
  font: PDFDict,
  place: FontPlace,
  isDrawn: (glyph: number) => boolean,
  count: number,
  identity: boolean,
): void {
  const set = dictOf(font.lookup(toName('FontDescriptor')))?.lookup(toName('CIDSet'));
  if (!(set instanceof PDFRawStream) || !identity || !/^[A-Z]{6}\+/.test(nameOf(font.lookup(toName('BaseFont')))))
    return;
  const bits = decodeStream(set);
  for (let glyph = 1; glyph < count; glyph++) {
    if (!isDrawn(glyph) || ((bits[glyph >> 3] ?? 0) >> (7 - (glyph & 7))) & 1) continue;
    report.add({ a: '6.2.11.4.2', ua: '7.21.4.2' }, 'CIDSet does not list every glyph of the font', place);
    return;
  }
}

/** What a font's codes mean as text. */
function checkText({ report }: Subject, font: PDFDict, used: ReadonlyMap<number, Use>, object: string): void {
  const stream = font.lookup(toName('ToUnicode'));
  const texts = stream instanceof PDFRawStream ? readToUnicode(decodeStream(stream)) : new Map<number, string>();
  for (const [code, { page, actualText }] of used) {
    const text = texts.get(code);
    const place = { page, object: `${object} <${code.toString(16).padStart(4, '0')}>` };
    if (!text) report.add({ a: '6.2.11.7.2', ua: '7.21.7' }, 'a character that is shown has no text', place);
    else if (/[\0\uFEFF\uFFFE]/.test(text))
      report.add({ a: '6.2.11.7.2', ua: '7.21.7' }, 'a character stands for U+0000, U+FEFF or U+FFFE', place);
    else if (!actualText && /\p{Co}/u.test(text))
      report.add({ a: '6.2.11.7.3' }, 'a character stands for one of private use, without ActualText', place);
  }
}

function programOf(descriptor: PDFDict | undefined): PDFRawStream | undefined {
  for (const key of ['FontFile2', 'FontFile3', 'FontFile']) {
    const program = descriptor?.lookup(toName(key));
    if (program instanceof PDFRawStream) return program;
  }
  return undefined;
}
