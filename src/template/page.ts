import type { PageGeometry } from './grid.ts';

/**
 * The `@page` rule of a recto (the paper of versos is moved when the book is assembled) and the lengths that a style sheet may use: `--page-width`, `--page-height`, `--type-width`,
 * `--type-height` (the area of the lines), `--measure` (length of a line), `--page-depth` (of all lines), `--margin-top`,
 * `--margin-bottom`, `--margin-inner`, `--margin-outer`, `--size`, `--row`, `--tracking`; for furniture, which knows its side,
 * `--left` and `--right` (margins), `--outside` and `--inside` (`left` or `right`).
 */
export function pageCss({ width, height, margins, binding, direction, grid }: PageGeometry): string {
  const { top, bottom, inner, outer } = margins;
  const [typeWidth, typeHeight] = [width - inner - outer, height - top - bottom];
  const vertical = direction === 'vertical';
  const lengths = {
    'page-width': mm(width),
    'page-height': mm(height),
    'type-width': mm(typeWidth),
    'type-height': mm(typeHeight),
    measure: mm(vertical ? typeHeight : typeWidth),
    'page-depth': mm(vertical ? typeWidth : typeHeight),
    'margin-top': mm(top),
    'margin-bottom': mm(bottom),
    'margin-inner': mm(inner),
    'margin-outer': mm(outer),
    size: pt(grid.size),
    row: pt(grid.leading),
    tracking: pt(grid.tracking),
  };
  const other = binding === 'left' ? 'right' : 'left';
  const [left, right] = binding === 'left' ? [inner, outer] : [outer, inner];
  return [
    `@page{size:${mm(width)} ${mm(height)};margin:${mm(top)} ${mm(right)} ${mm(bottom)} ${mm(left)}}`,
    `:root{${Object.entries(lengths)
      .map(([name, value]) => `--${name}:${value}`)
      .join(';')}}`,
    ...(vertical ? [':root:not(:has(>body>.furniture)){writing-mode:vertical-rl}'] : []),
    ...(grid.columns > 1 ? [columnsCss(grid)] : []),
    `.furniture.recto{${sides(binding, other)}}.furniture.verso{${sides(other, binding)}}`,
    '',
  ].join('\n');
}

function sides(inside: string, outside: string): string {
  return `--${inside}:var(--margin-inner);--${outside}:var(--margin-outer);--inside:${inside};--outside:${outside}`;
}

/** Chapters in columns, balanced where they end; the opener goes across. */
function columnsCss({ columns, gap }: PageGeometry['grid']): string {
  return `.chapter{columns:${columns};column-gap:calc(${gap} * (var(--size) + var(--tracking)));column-fill:balance}.chapter>:is(.opener,.notes,figure.wide){column-span:all}`;
}

/** To a thousandth: finer than any printer, and without the noise of binary fractions. */
function mm(value: number): string {
  return `${Number(value.toFixed(3))}mm`;
}

function pt(value: number): string {
  return `${Number(value.toFixed(4))}pt`;
}
