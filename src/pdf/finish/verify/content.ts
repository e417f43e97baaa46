import { type PDFDict, PDFRawStream } from '@cantoo/pdf-lib';
import { decodeStream, operandsOf, pageContent } from '../content-stream.ts';
import { toName } from '../names.ts';
import { type Operation, Operations } from '../operations.ts';
import type { DeviceColours } from './colour.ts';
import type { FontUse } from './fonts.ts';
import { renderingIntents } from './resources.ts';
import type { StructureReader } from './structure-reader.ts';
import { dictAt, numberOf, type Subject } from './subject.ts';

/** All operators of ISO 32000-1, table A.1. */
const defined: ReadonlySet<string> = new Set(
  (
    'b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EMC ET EX f F f* G g gs h i j J K k l m M MP n q Q re RG rg ri s S SC sc ' +
    'SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y \' "'
  ).split(' '),
);
const paints: ReadonlySet<string> = new Set('f F f* S s B B* b b* sh BI Do Tj TJ \' "'.split(' '));
const colourOperators: ReadonlyMap<string, 'RGB ' | 'CMYK' | 'GRAY'> = new Map([
  ['rg', 'RGB '],
  ['RG', 'RGB '],
  ['k', 'CMYK'],
  ['K', 'CMYK'],
  ['g', 'GRAY'],
  ['G', 'GRAY'],
]);
const inlineFilters =
  /^(ASCIIHexDecode|ASCII85Decode|FlateDecode|RunLengthDecode|CCITTFaxDecode|DCTDecode|AHx|A85|Fl|RL|CCF|DCT)$/;

/** A piece of marked content that is open. */
export interface Mark {
  tag: string;
  tagged: boolean;
  actualText: boolean;
}

const saysItself = ({ actualText }: Mark): boolean => actualText;
const isAccounted = ({ tagged, tag }: Mark): boolean => tagged || tag === 'Artifact';

/** What is painted as decoration. */
export const artifact: Mark = { tag: 'Artifact', tagged: false, actualText: false };

/** Where a content stream is being read: its page and what surrounds it. */
interface Surroundings {
  page: number;
  /** Key of the table from marked content to tags. */
  key: number | undefined;
  marks: Mark[];
  depth: number;
}

/** Walks through all that is painted: known operators, colours, nesting, and that everything is tagged or an artifact. */
export class ContentChecker {
  private readonly subject: Subject;
  private readonly structure: StructureReader;
  private readonly colours: DeviceColours;
  private readonly fonts: FontUse;

  constructor(subject: Subject, structure: StructureReader, colours: DeviceColours, fonts: FontUse) {
    this.subject = subject;
    this.structure = structure;
    this.colours = colours;
    this.fonts = fonts;
  }

  /** `around`: marks that the page's content stands in from the start. */
  checkPage(index: number, around: readonly Mark[] = []): void {
    const page = this.subject.pages[index];
    if (!page) return;
    const key = numberOf(page.node.lookup(toName('StructParents')));
    try {
      const content = pageContent(this.subject.document.context, page.node.get(toName('Contents')));
      this.check(content, page.node.Resources(), { page: index + 1, key, marks: [...around], depth: 0 });
    } catch (error) {
      this.subject.report.add({ a: '6.2.2', ua: '7.1' }, `the content cannot be read: ${(error as Error).message}`, {
        page: index + 1,
      });
    }
  }

  private check(content: Buffer, resources: PDFDict | undefined, around: Surroundings): void {
    const { report } = this.subject;
    const place = { page: around.page };
    const open: Mark[] = [];
    let nesting = 0;
    let font: PDFDict | undefined;
    let mode = 0;
    const operation = new Operations(content);
    while (operation.next()) {
      const { operator } = operation;
      // Nearly every second one, and nothing is to be said of it.
      if (operator === 'Td') continue;
      if (!defined.has(operator)) {
        report.add({ a: '6.2.2' }, `the operator ${operator} is not defined`, place);
        continue;
      }
      const colour = colourOperators.get(operator);
      if (colour) this.colours.use(colour, around.page);
      else if (operator === 'q') {
        if (++nesting > 28) report.add({ a: '6.1.13' }, 'q is nested more than 28 deep', place);
      } else if (operator === 'Q') nesting--;
      else if (operator === 'BMC' || operator === 'BDC')
        open.push(this.openMark(content, operation, resources, around, open));
      else if (operator === 'EMC') open.pop();
      else if (operator === 'Tf') font = this.fontOf(content, operation, resources);
      else if (operator === 'Tr') mode = Number(operandsOf(content, operation)[0]);
      else if (operator === 'cs' || operator === 'CS') this.useSpace(content, operation, resources, around.page);
      else if (operator === 'ri' && !renderingIntents.has(String(operandsOf(content, operation)[0]).slice(1))) {
        report.add({ a: '6.2.6' }, 'a rendering intent is unknown', place);
      } else if (paints.has(operator)) {
        if (operator === 'Do') {
          const marks = [...around.marks, ...open];
          if (this.paintForm(content, operation, resources, { ...around, marks })) continue;
        } else if (operator === 'BI') this.checkInlineImage(content, operation, place.page);
        else if (operator.startsWith('T') || operator === "'" || operator === '"') {
          this.fonts.show(font, content, operation, {
            page: around.page,
            invisible: mode === 3,
            actualText: around.marks.some(saysItself) || open.some(saysItself),
          });
        }
        if (!open.some(isAccounted) && !around.marks.some(isAccounted)) {
          report.add({ ua: '7.1' }, `what ${operator} paints is neither tagged nor an artifact`, place);
        }
      }
    }
    if (open.length > 0) report.add({ ua: '7.1' }, 'marked content is not closed', place);
  }

  private openMark(
    content: Buffer,
    operation: Operation,
    resources: PDFDict | undefined,
    around: Surroundings,
    open: Mark[],
  ): Mark {
    const { report } = this.subject;
    const [tag, properties] = operandsOf(content, operation);
    const place = { page: around.page };
    const named =
      typeof properties === 'string' ? dictAt(dictAt(resources, 'Properties'), properties.slice(1)) : undefined;
    const inline = properties instanceof Map ? properties : undefined;
    const number = inline?.get('/MCID') ?? numberOf(named?.lookup(toName('MCID')));
    const outer = [...around.marks, ...open];
    const mark: Mark = {
      tag: String(tag).slice(1),
      tagged: typeof number === 'number' && this.structure.ownerOfContent(around.key, number) !== undefined,
      actualText: Boolean(inline?.has('/ActualText') || named?.has(toName('ActualText'))),
    };
    if (typeof number === 'number' && !mark.tagged)
      report.add({ a: 'kanben', ua: 'kanben' }, `marked content ${number} belongs to no tag`, place);
    if (mark.tag === 'Artifact' && outer.some((each) => each.tagged))
      report.add({ ua: '7.1' }, 'an artifact stands inside tagged content', place);
    if (mark.tagged && outer.some((each) => each.tag === 'Artifact'))
      report.add({ ua: '7.1' }, 'tagged content stands inside an artifact', place);
    return mark;
  }

  private fontOf(content: Buffer, operation: Operation, resources: PDFDict | undefined): PDFDict | undefined {
    return dictAt(dictAt(resources, 'Font'), String(operandsOf(content, operation)[0]).slice(1));
  }

  private useSpace(content: Buffer, operation: Operation, resources: PDFDict | undefined, page: number): void {
    const space = String(operandsOf(content, operation)[0]).slice(1);
    const own = dictAtOrValue(resources, space);
    this.colours.useSpace(own ?? toName(space), page, this.subject.document);
  }

  /** Reads a form where it is painted; true if it was one, whose content speaks for itself. */
  private paintForm(
    content: Buffer,
    operation: Operation,
    resources: PDFDict | undefined,
    around: Surroundings,
  ): boolean {
    const key = String(operandsOf(content, operation)[0]).slice(1);
    const form = dictObject(resources, key);
    if (!(form instanceof PDFRawStream) || form.dict.get(toName('Subtype')) !== toName('Form') || around.depth > 20)
      return false;
    const own = numberOf(form.dict.lookup(toName('StructParents')));
    const inner = dictAt(form.dict, 'Resources') ?? resources;
    this.check(decodeStream(form), inner, { ...around, key: own ?? around.key, depth: around.depth + 1 });
    return true;
  }

  private checkInlineImage(content: Buffer, operation: Operation, page: number): void {
    const head = content.toString('latin1', operation.at, operation.end).split(/\sID\s/)[0] ?? '';
    const filters = /\/(?:Filter|F)\s*(\[[^\]]*\]|\/\w+)/.exec(head)?.[1]?.match(/\/\w+/g) ?? [];
    for (const filter of filters) {
      if (!inlineFilters.test(filter.slice(1)))
        this.subject.report.add({ a: '6.1.10' }, `an inline image has the filter ${filter}`, { page });
    }
  }
}

function dictObject(resources: PDFDict | undefined, key: string) {
  return dictAt(resources, 'XObject')?.lookup(toName(key));
}

function dictAtOrValue(resources: PDFDict | undefined, key: string) {
  return dictAt(resources, 'ColorSpace')?.lookup(toName(key));
}
