import type { Image } from 'mdast';
import type { VFile } from 'vfile';
import type { AttributeList } from './attribute-list.ts';
import { checkAttributes, type KnownAttributes, oneOf } from './known-attributes.ts';

declare module 'hast' {
  interface Properties {
    /** A width that html/widths.ts turns into a style: 60%, 80mm, 1.2em. */
    dataWidth?: string;
  }
}

const width = {
  allowed: /^(?:(?:100|[1-9]\d?)(?:\.\d+)?%|[1-9]\d{0,2}(?:\.\d+)?mm)$/,
  hint: { zh: '60% 或 80mm', en: '60% or 80mm' },
};
const place = oneOf('here', 'page');

const picture: KnownAttributes = {
  what: { zh: '图片', en: 'picture' },
  classes: [],
  values: { width },
};
const pictureFigure: KnownAttributes = {
  what: { zh: '图', en: 'figure' },
  classes: ['landscape'],
  values: { width, place },
};
export const groupAttributes: KnownAttributes = {
  what: { zh: '组图', en: 'group of figures' },
  classes: ['landscape'],
  values: { columns: oneOf('1', '2', '3', '4'), place },
};

/** Gives an image the width that its attribute list says; returns the classes that the list gives to its figure. */
export function takeImageAttributes(image: Image, figure: boolean, file: VFile): string[] {
  const { attributes } = image.data ?? {};
  if (!attributes) return [];
  const known = checkAttributes(attributes, figure ? pictureFigure : picture, file, image);
  const { width } = known.values;
  if (width) image.data = { ...image.data, hProperties: { ...image.data?.hProperties, dataWidth: width } };
  return figureClasses(known);
}

/** The classes of a figure's element. */
export function figureClasses({ classes, values }: AttributeList): string[] {
  return [...classes, ...(values.place === 'page' ? ['own-page'] : []), ...(values.place === 'here' ? ['here'] : [])];
}
