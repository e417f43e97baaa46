import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFHexString,
  type PDFObject,
  PDFRawStream,
  type PDFRef,
  PDFString,
} from '@cantoo/pdf-lib';
import { decodeStream, pageContent } from '../finish/content-stream.ts';
import { toName } from '../finish/names.ts';
import { numbersOf } from '../finish/numbers.ts';
import { operations } from '../finish/operations.ts';

/** Below this lightness text and lines are printed solid: a screen of dots would fray small type. */
const solid = 0.35;

/** Lightness of an sRGB colour (Rec. 601 weights, as PDF's own conversion has it: ISO 32000-1, 10.3.2). */
function lightness(r: number, g: number, b: number): number {
  return 0.3 * r + 0.59 * g + 0.11 * b;
}

/**
 * Prints everything but pictures in black ink alone: RGB operators become grey ones, and dark text and strokes solid black. With `pictures`,
 * pictures and shadings are turned to grey as well; they keep their bytes, only their colour space becomes one that gives grey.
 */
export function toBlack(document: PDFDocument, pictures: boolean): void {
  const { context } = document;
  const done = new Set<PDFObject>();
  const grey = pictures ? greySpace(document) : undefined;
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFRawStream)) continue;
    const { dict } = object;
    const kind = dict.lookup(toName('Subtype'));
    const isForm = kind === toName('Form');
    const isPattern = dict.lookup(toName('PatternType')) !== undefined;
    if (isForm || isPattern) {
      const before = decodeStream(object);
      const after = greyContent(before);
      if (after) context.assign(ref, context.flateStream(after, withoutFilter(dict)));
    } else if (kind === toName('Image') && grey) greyPicture(document, dict, grey);
  }
  if (grey) for (const [, object] of context.enumerateIndirectObjects()) greyShading(object, grey);
  for (const page of document.getPages()) {
    const contents = page.node.get(toName('Contents'));
    if (!contents || done.has(contents)) continue;
    done.add(contents);
    const after = greyContent(pageContent(context, contents));
    if (after) page.node.set(toName('Contents'), context.register(context.flateStream(after)));
  }
}

function withoutFilter(dict: PDFDict): Record<string, never> {
  const entries = dict.entries().filter(([name]) => !['/Filter', '/DecodeParms', '/Length'].includes(String(name)));
  return Object.fromEntries(entries.map(([name, value]) => [name.decodeText(), value])) as Record<string, never>;
}

/**
 * The content with grey operators for those of RGB; undefined if it has none. The colour of a ground may be that of text as well,
 * so dark text is made solid where it begins (BT), and the ground's grey is back where it ends (ET).
 */
function greyContent(content: Buffer): Buffer | undefined {
  const parts: Buffer[] = [];
  let copied = 0;
  const put = (to: number, text: string, from = to) => {
    parts.push(content.subarray(copied, to), Buffer.from(text));
    copied = from;
  };
  const stack: number[] = [];
  let fill = 0;
  let inText = false;
  for (const { operator, start, at, end } of operations(content)) {
    if (operator === 'q') stack.push(fill);
    else if (operator === 'Q') fill = stack.pop() ?? fill;
    else if (operator === 'g') fill = numbersOf(content, start, at)[0] ?? 0;
    else if (operator === 'BT' || operator === 'ET') {
      inText = operator === 'BT';
      if (fill > 0 && fill < solid) put(end, inText ? ' 0 g' : ` ${fill} g`);
    } else if (operator === 'rg' || operator === 'RG') {
      const [r = 0, g = 0, b = 0] = numbersOf(content, start, at);
      const light = Number(lightness(r, g, b).toFixed(4));
      const isFill = operator === 'rg';
      if (isFill) fill = light;
      put(start, `${light < solid && (inText || !isFill) ? 0 : light} ${isFill ? 'g' : 'G'}`, end);
    }
  }
  return parts.length === 0 ? undefined : Buffer.concat([...parts, content.subarray(copied)]);
}

/**
 * Three components that are shown as grey: a DeviceN space whose tint transform weighs red, green and blue (ISO 32000-1, 8.6.6.5).
 * So a JPEG need not be decoded and encoded again.
 */
function greySpace(document: PDFDocument): PDFRef {
  const { context } = document;
  const code = context.stream('{ 0.11 mul exch 0.59 mul add exch 0.3 mul add }', {
    FunctionType: 4,
    Domain: [0, 1, 0, 1, 0, 1],
    Range: [0, 1],
  });
  const names = ['PictureRed', 'PictureGreen', 'PictureBlue'];
  return context.register(context.obj(['DeviceN', names, 'DeviceGray', context.register(code)] as never));
}

function isRgb(space: PDFObject | undefined): boolean {
  if (space === toName('DeviceRGB')) return true;
  if (!(space instanceof PDFArray) || space.lookup(0) !== toName('ICCBased')) return false;
  const profile = space.lookup(1);
  return profile instanceof PDFRawStream && String(profile.dict.lookup(toName('N'))) === '3';
}

function greyPicture({ context }: PDFDocument, dict: PDFDict, grey: PDFRef): void {
  const space = dict.lookup(toName('ColorSpace'));
  if (isRgb(space)) dict.set(toName('ColorSpace'), grey);
  else if (space instanceof PDFArray && space.lookup(0) === toName('Indexed') && isRgb(space.lookup(1))) {
    const palette = bytesOf(space.lookup(3));
    if (!palette) return;
    const greys = Buffer.alloc(Math.floor(palette.length / 3));
    for (let i = 0; i < greys.length; i++) {
      const [r, g, b] = palette.subarray(3 * i, 3 * i + 3) as unknown as [number, number, number];
      greys[i] = Math.round(lightness(r, g, b));
    }
    const table = PDFHexString.of(greys.toString('hex'));
    dict.set(
      toName('ColorSpace'),
      context.obj([toName('Indexed'), toName('DeviceGray'), space.get(2), table] as never),
    );
  }
}

function bytesOf(value: PDFObject | undefined): Buffer | undefined {
  if (value instanceof PDFRawStream) return decodeStream(value);
  return value instanceof PDFString || value instanceof PDFHexString ? Buffer.from(value.asBytes()) : undefined;
}

/** Gradients, in whatever they stand. */
function greyShading(object: PDFObject, grey: PDFRef): void {
  const dict = object instanceof PDFRawStream ? object.dict : object;
  if (!(dict instanceof PDFDict)) return;
  const shading = dict.has(toName('ShadingType')) ? dict : dict.lookup(toName('Shading'));
  if (shading instanceof PDFDict && shading.has(toName('ShadingType')) && isRgb(shading.lookup(toName('ColorSpace')))) {
    shading.set(toName('ColorSpace'), grey);
  }
}
