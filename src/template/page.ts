import { type PaperName, papers } from './papers.ts';

/** The leaf and its margins, all in mm. Inner is the side of the spine. */
export interface PageGeometry {
  width: number;
  height: number;
  margins: { top: number; bottom: number; inner: number; outer: number };
}

/** As template.yaml has it: lengths such as `32mm`. */
export interface GivenPage {
  paper: PaperName | { width: string; height: string };
  margins: Record<'top' | 'bottom' | 'inner' | 'outer', string>;
}

/** The page as it is measured from. */
export function pageGeometry({ paper, margins }: GivenPage): PageGeometry {
  const [width, height] =
    typeof paper === 'string' ? papers[paper] : [Number.parseFloat(paper.width), Number.parseFloat(paper.height)];
  return {
    width,
    height,
    margins: {
      top: Number.parseFloat(margins.top),
      bottom: Number.parseFloat(margins.bottom),
      inner: Number.parseFloat(margins.inner),
      outer: Number.parseFloat(margins.outer),
    },
  };
}

/**
 * The `@page` rules and the lengths that a style sheet may use: `--page-width`, `--page-height`, `--type-width`, `--type-height`
 * (the 版心), `--margin-top`, `--margin-bottom`, `--margin-inner`, `--margin-outer`.
 */
export function pageCss({ width, height, margins: { top, bottom, inner, outer } }: PageGeometry): string {
  const lengths = {
    'page-width': width,
    'page-height': height,
    'type-width': width - inner - outer,
    'type-height': height - top - bottom,
    'margin-top': top,
    'margin-bottom': bottom,
    'margin-inner': inner,
    'margin-outer': outer,
  };
  const variables = Object.entries(lengths).map(([name, value]) => `--${name}:${mm(value)}`);
  return [
    `@page{size:${mm(width)} ${mm(height)};margin:${mm(top)} ${mm(outer)} ${mm(bottom)} ${mm(inner)}}`,
    `@page :left{margin-left:${mm(outer)};margin-right:${mm(inner)}}`,
    `:root{${variables.join(';')}}`,
    '',
  ].join('\n');
}

/** To a thousandth: finer than any printer, and without the noise of binary fractions. */
function mm(value: number): string {
  return `${Number(value.toFixed(3))}mm`;
}
