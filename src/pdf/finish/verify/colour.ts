import { PDFArray, type PDFDict, type PDFDocument, type PDFObject, PDFRawStream } from '@cantoo/pdf-lib';
import { decodeStream } from '../content-stream.ts';
import { toName } from '../names.ts';
import { dictOf, label, nameOf, numberOf, type Subject } from './subject.ts';

/** The colour space of the output intent: 'RGB ', 'CMYK', 'GRAY', or '' if there is none. */
export function checkOutputIntents({ document, report }: Subject): string {
  const list = document.catalog.lookup(toName('OutputIntents'));
  const intents = list instanceof PDFArray ? list.asArray().map((each) => dictOf(document.context.lookup(each))) : [];
  const profiles = new Set(
    intents.flatMap((intent) =>
      intent?.has(toName('DestOutputProfile')) ? [String(intent.get(toName('DestOutputProfile')))] : [],
    ),
  );
  if (profiles.size > 1) report.add({ a: '6.2.3' }, 'two output intents have different profiles');
  const intent = intents.find((each) => nameOf(each?.lookup(toName('S'))) === 'GTS_PDFA1');
  if (
    intents.some(
      (each) => nameOf(each?.lookup(toName('S'))) === 'GTS_PDFX' && each?.has(toName('DestOutputProfileRef')),
    )
  ) {
    report.add({ a: '6.2.3' }, 'an output intent for PDF/X refers to a profile outside');
  }
  const profile = intent?.lookup(toName('DestOutputProfile'));
  if (!(profile instanceof PDFRawStream)) return '';
  const head = profileHead(profile);
  if (
    !head ||
    !['prtr', 'mntr'].includes(head.kind) ||
    !['RGB ', 'CMYK', 'GRAY'].includes(head.space) ||
    head.version >= 5
  ) {
    report.add({ a: '6.2.3' }, 'the profile of the output intent is no output or display profile');
  }
  return head?.space ?? '';
}

/** Class, colour space and version of an ICC profile (ISO 15076-1, 7.2); undefined if it is none. */
export function profileHead(stream: PDFRawStream): { kind: string; space: string; version: number } | undefined {
  let bytes: Buffer;
  try {
    bytes = decodeStream(stream);
  } catch {
    return undefined;
  }
  if (bytes.length < 128 || bytes.toString('latin1', 36, 40) !== 'acsp') return undefined;
  return {
    kind: bytes.toString('latin1', 12, 16),
    space: bytes.toString('latin1', 16, 20),
    version: bytes[8] as number,
  };
}

/** Tells of colours that mean nothing without an output intent of their kind (ISO 19005-2, 6.2.4.3), each kind once a page. */
export class DeviceColours {
  private readonly told = new Set<string>();
  private readonly intent: string;
  private readonly subject: Subject;

  constructor(subject: Subject, intent: string) {
    this.subject = subject;
    this.intent = intent;
  }

  use(space: 'RGB ' | 'CMYK' | 'GRAY', page: number): void {
    const fits = space === 'GRAY' ? this.intent !== '' : this.intent === space;
    if (fits || this.told.has(`${space}${page}`)) return;
    this.told.add(`${space}${page}`);
    this.subject.report.add(
      { a: '6.2.4.3' },
      `Device${{ 'RGB ': 'RGB', CMYK: 'CMYK', GRAY: 'Gray' }[space]} is used without an output intent for it`,
      { page },
    );
  }

  /** A colour space by name or as an array, down to what it is based on. */
  useSpace(value: PDFObject | undefined, page: number, document: PDFDocument): void {
    if (value instanceof PDFArray) {
      const kind = nameOf(value.lookup(0));
      if (kind === 'ICCBased') this.checkProfile(value, page);
      else if (kind === 'Indexed' || kind === 'Pattern')
        this.useSpace(value.size() > 1 ? value.lookup(1) : undefined, page, document);
      else if (kind === 'Separation' || kind === 'DeviceN') this.useSpace(value.lookup(2), page, document);
      else this.useSpace(value.size() === 1 ? value.lookup(0) : undefined, page, document);
      return;
    }
    const kind = nameOf(value);
    if (kind === 'DeviceRGB' || kind === 'RGB') this.use('RGB ', page);
    else if (kind === 'DeviceCMYK' || kind === 'CMYK') this.use('CMYK', page);
    else if (kind === 'DeviceGray' || kind === 'G') this.use('GRAY', page);
  }

  private checkProfile(space: PDFArray, page: number): void {
    const stream = space.lookup(1);
    const head = stream instanceof PDFRawStream ? profileHead(stream) : undefined;
    const fits =
      head &&
      ['prtr', 'mntr', 'scnr', 'spac'].includes(head.kind) &&
      ['RGB ', 'CMYK', 'GRAY', 'Lab '].includes(head.space) &&
      head.version < 5;
    if (!fits)
      this.subject.report.add({ a: '6.2.4.2' }, 'an ICC profile is not of versions 2 to 4', {
        page,
        object: label(space.get(1)),
      });
  }
}

/** Whether a page lets what lies under shine through: opacity, blending, soft masks. */
export function isTransparent(state: PDFDict): boolean {
  const opaque = ['ca', 'CA'].every((key) => (numberOf(state.lookup(toName(key))) ?? 1) === 1);
  const blend = nameOf(state.lookup(toName('BM')));
  const mask = state.lookup(toName('SMask'));
  return (
    !opaque ||
    (blend !== '' && blend !== 'Normal' && blend !== 'Compatible') ||
    (mask !== undefined && nameOf(mask) !== 'None')
  );
}
