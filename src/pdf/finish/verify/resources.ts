import { PDFArray, PDFBool, type PDFDict, type PDFObject, PDFRawStream, PDFRef } from '@cantoo/pdf-lib';
import { toName } from '../names.ts';
import { type DeviceColours, isTransparent } from './colour.ts';
import { dictAt, dictOf, label, nameOf, numberOf, type Subject } from './subject.ts';

const blendModes: ReadonlySet<string> = new Set(
  (
    'Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight Difference Exclusion Hue ' +
    'Saturation Color Luminosity'
  ).split(' '),
);
export const renderingIntents: ReadonlySet<string> = new Set([
  'RelativeColorimetric',
  'AbsoluteColorimetric',
  'Perceptual',
  'Saturation',
]);

/** Graphics states, images and forms of a page and of what they hold (ISO 19005-2, 6.2.5 to 6.2.10). */
export class ResourceChecker {
  private readonly seen = new Set<PDFObject>();
  private readonly subject: Subject;
  private readonly colours: DeviceColours;
  private readonly hasIntent: boolean;

  constructor(subject: Subject, colours: DeviceColours, hasIntent: boolean) {
    this.subject = subject;
    this.colours = colours;
    this.hasIntent = hasIntent;
  }

  check(resources: PDFDict | undefined, page: number, group: PDFDict | undefined): void {
    const { report, document } = this.subject;
    for (const [, value] of dictAt(resources, 'ExtGState')?.entries() ?? []) {
      const state = dictOf(document.context.lookup(value));
      if (state && isTransparent(state) && !this.hasIntent && !group?.has(toName('CS'))) {
        report.add({ a: '6.2.10' }, 'the page is transparent, and no colour space for blending is known', { page });
      }
      if (state && this.first(value)) this.checkState(state, { page, object: label(value) });
    }
    for (const [, value] of dictAt(resources, 'ColorSpace')?.entries() ?? []) {
      this.colours.useSpace(document.context.lookup(value), page, document);
    }
    for (const [, value] of dictAt(resources, 'XObject')?.entries() ?? []) {
      const stream = document.context.lookup(value);
      if (!(stream instanceof PDFRawStream) || !this.first(value)) continue;
      const place = { page, object: label(value) };
      const kind = nameOf(stream.dict.lookup(toName('Subtype')));
      if (kind === 'PS') report.add({ a: '6.2.9' }, 'the page holds PostScript', place);
      if (kind === 'Image') this.checkImage(stream.dict, place);
      if (kind !== 'Form') continue;
      for (const key of ['OPI', 'PS', 'Ref']) {
        if (stream.dict.has(toName(key)))
          report.add({ a: '6.2.9', ...(key === 'Ref' && { ua: '7.20' }) }, `a form has ${key}`, place);
      }
      if (nameOf(stream.dict.lookup(toName('Subtype2'))) === 'PS')
        report.add({ a: '6.2.9' }, 'a form holds PostScript', place);
      this.check(dictAt(stream.dict, 'Resources'), page, dictAt(stream.dict, 'Group') ?? group);
    }
  }

  private first(value: PDFObject): boolean {
    const key = value instanceof PDFRef ? value : this.subject.document.context.lookup(value);
    if (!key || this.seen.has(key)) return false;
    this.seen.add(key);
    return true;
  }

  private checkState(state: PDFDict, place: { page: number; object: string }): void {
    const { report } = this.subject;
    if (state.has(toName('TR'))) report.add({ a: '6.2.5' }, 'a graphics state has a transfer function (TR)', place);
    if (state.has(toName('TR2')) && nameOf(state.lookup(toName('TR2'))) !== 'Default') {
      report.add({ a: '6.2.5' }, 'a graphics state has a transfer function (TR2)', place);
    }
    if (state.has(toName('HTP'))) report.add({ a: '6.2.5' }, 'a graphics state has HTP', place);
    const halftone = dictAt(state, 'HT');
    if (halftone && ![1, 5].includes(numberOf(halftone.lookup(toName('HalftoneType'))) ?? 0))
      report.add({ a: '6.2.5' }, 'a halftone is not of type 1 or 5', place);
    if (halftone?.has(toName('HalftoneName'))) report.add({ a: '6.2.5' }, 'a halftone has a name', place);
    const intent = nameOf(state.lookup(toName('RI')));
    if (intent !== '' && !renderingIntents.has(intent))
      report.add({ a: '6.2.6' }, `the rendering intent ${intent} is unknown`, place);
    const mode = state.lookup(toName('BM'));
    for (const each of mode instanceof PDFArray ? mode.asArray() : mode ? [mode] : []) {
      if (!blendModes.has(nameOf(each)))
        report.add({ a: '6.2.10' }, `the blend mode ${nameOf(each)} is unknown`, place);
    }
  }

  private checkImage(image: PDFDict, place: { page: number; object: string }): void {
    const { report, document } = this.subject;
    const mask = image.lookup(toName('ImageMask')) === PDFBool.True;
    const bits = numberOf(image.lookup(toName('BitsPerComponent')));
    if (image.has(toName('Alternates'))) report.add({ a: '6.2.8' }, 'an image has alternates', place);
    if (image.has(toName('OPI'))) report.add({ a: '6.2.8' }, 'an image has OPI', place);
    if (image.lookup(toName('Interpolate')) === PDFBool.True)
      report.add({ a: '6.2.8' }, 'an image is to be interpolated', place);
    if (bits !== undefined && !(mask ? [1] : [1, 2, 4, 8, 16]).includes(bits))
      report.add({ a: '6.2.8' }, `an image has ${bits} bits a component`, place);
    const intent = nameOf(image.lookup(toName('Intent')));
    if (intent !== '' && !renderingIntents.has(intent))
      report.add({ a: '6.2.6' }, `the rendering intent ${intent} is unknown`, place);
    if (!mask) this.colours.useSpace(image.lookup(toName('ColorSpace')), place.page, document);
    const soft = image.lookup(toName('SMask'));
    if (soft instanceof PDFRawStream && this.first(image.get(toName('SMask')) as PDFObject))
      this.checkImage(soft.dict, place);
  }
}
