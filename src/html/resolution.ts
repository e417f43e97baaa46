import type { Element } from 'hast';
import type { VFile } from 'vfile';
import { say } from '../report/message.ts';
import type { Picture } from './images.ts';

/** The largest size of a picture on the page, in mm. */
export interface PictureRoom {
  width: number;
  height: number;
}

/** Below so many pixels an inch a printed picture is seen to be coarse. Printers ask for 300. */
const least = 200;
const mmPerInch = 25.4;

/** Warns if a picture of pixels will be printed with too few of them. `ancestors` are the elements that it stands in. */
export function checkResolution(
  image: Element,
  ancestors: readonly Element[],
  picture: Picture,
  room: PictureRoom,
  file: VFile,
): void {
  if (picture.mediaType === 'image/svg+xml') return;
  const width = setWidth(image, ancestors, picture, room);
  const dpi = Math.floor(picture.width / (width / mmPerInch));
  if (dpi >= least) return;
  const wanted = Math.ceil((width / mmPerInch) * 300);
  const shown = Math.round(width);
  const zh = `图片“${picture.path}”宽 ${picture.width} 像素，印成 ${shown} mm 只有 ${dpi} dpi，会发虚。请换成至少 ${wanted} 像素宽的（300 dpi），或用 {width=…} 印小些。`;
  const en = `The image "${picture.path}" is ${picture.width} pixels wide; printed ${shown} mm wide it has only ${dpi} dpi and looks coarse. Use one at least ${wanted} pixels wide (300 dpi), or set it smaller with {width=…}.`;
  say(file, 'html:image-resolution', { zh, en }, { place: image, actual: `${dpi} dpi` });
}

/** The width on the page in mm, as templates set pictures: those of figures as wide as there is room, others 96 pixels an inch. */
export function setWidth(image: Element, ancestors: readonly Element[], picture: Picture, room: PictureRoom): number {
  const figure = ancestors.findLast((each) => hasClass(each, /^picture$/));
  const turned = figure !== undefined && hasClass(figure, /^landscape$/);
  const measure = turned ? Math.max(room.width, room.height) : room.width;
  const columns = ancestors.flatMap((each) =>
    classes(each).flatMap((name) => /^columns-(\d)$/.exec(name)?.[1] ?? []),
  )[0];
  const whole = measure / Number(columns ?? 1);
  const [, value, unit] = /^width: ([\d.]+)(%|mm)$/.exec(String(image.properties.style ?? '')) ?? [];
  const natural = figure ? whole : (Number(image.properties.width) / 96) * mmPerInch;
  const asked = unit === '%' ? (whole * Number(value)) / 100 : unit === 'mm' ? Number(value) : natural;
  const height = turned ? room.width : room.height;
  return Math.min(asked, whole, height * (picture.width / picture.height));
}

function classes({ properties }: Element): string[] {
  return [properties.className ?? []].flat().map(String);
}

function hasClass(element: Element, pattern: RegExp): boolean {
  return classes(element).some((name) => pattern.test(name));
}
