import { type PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import { srgbProfile } from './icc.ts';

/** Says which colours the numbers of the pages mean: those of sRGB, in which the browser paints (ISO 19005-2, 6.2.3). */
export function writeOutputIntent(document: PDFDocument): void {
  const { context, catalog } = document;
  const profile = context.register(context.flateStream(srgbProfile(), { N: 3 }));
  const intent = context.obj({
    Type: 'OutputIntent',
    S: 'GTS_PDFA1',
    OutputConditionIdentifier: PDFString.of('sRGB'),
    Info: PDFString.of('sRGB IEC61966-2.1'),
    DestOutputProfile: profile,
  });
  catalog.set(PDFName.of('OutputIntents'), context.obj([intent]));
}
