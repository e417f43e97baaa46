import { fromHtml } from 'hast-util-from-html';
import { toString as textOf } from 'hast-util-to-string';
import type { Picture } from './images.ts';

/** The text that an SVG picture shows, for the fonts that must have it. Other pictures have none that we could read. */
export function drawnText({ svg }: Picture): string[] {
  return svg ? [textOf(fromHtml(svg.toString('utf8'), { fragment: true, space: 'svg' }))] : [];
}
