import type { GivenLineOptions } from '../book/line-options.ts';
import type { PageGeometry } from './grid.ts';

/** How lines of Chinese are set. */
export type LineOptions = { [Key in keyof GivenLineOptions]-?: NonNullable<GivenLineOptions[Key]> } & {
  vertical: boolean;
};

const usual: Omit<LineOptions, 'vertical'> = { marks: 'full', edges: 'gb', openings: 'half', hanging: false };

/** What the template says, then the book, over what is usual. Marks do not hang in vertical lines. */
export function lineOptions(
  template: GivenLineOptions,
  book: GivenLineOptions,
  { direction }: PageGeometry,
): LineOptions {
  const vertical = direction === 'vertical';
  return { ...usual, ...template, ...book, vertical, ...(vertical && { hanging: false }) } as LineOptions;
}

/** What keeps the marks of its font: text that is set as it is. Text in another language does too. */
const asIs = 'pre,pre *,code,code *,kbd,samp,math,math *,svg,svg *';

/**
 * Style sheet for text prepared by pdf/lines, to stand before the template's own. Marks are half as wide as their cell; what is
 * missing is in the text. As each `font:` would turn that off again, it is set on every element, above all other rules: within
 * chapters a template names features of its own, such as `'tnum'`, by the property `--features`.
 */
export function linesCss({ marks, hanging, vertical }: LineOptions, page: PageGeometry): string {
  const spans =
    '.keep{white-space:nowrap}.hang{letter-spacing:-0.5em}.one-cell{font-feature-settings:"fwid";--features:"fwid"}.latin-mark{--features:"pwid"}\n';
  if (marks === 'browser') return spans;
  if (vertical)
    return `${spans}.chapter :lang(zh-Hans):not(${asIs}){text-spacing-trim:space-all!important}.half-closing{letter-spacing:calc(var(--tracking) - 0.5em)}.half-opening{margin-inline-start:-0.5em}\n`;
  const room = hanging ? hangingRoom(page) : '';
  const text = ':is(.chapter,.part:not(figure))';
  return `${room}${spans}:is(${text},${text} *):lang(zh-Hans):not(${asIs}){font-feature-settings:"halt",var(--features,"kern")!important;text-spacing-trim:space-all!important}\n`;
}

/**
 * Chromium paints nothing outside the area that `@page` leaves: marks that hang are given half a cell of the margins, and what
 * stands on the page is kept out of it.
 */
function hangingRoom({ margins, direction, binding, grid }: PageGeometry): string {
  const half = (grid.size / 2) * (25.4 / 72);
  const [left, right] = binding === 'left' ? [margins.inner, margins.outer] : [margins.outer, margins.inner];
  const sides = direction === 'vertical' ? { top: margins.top, bottom: margins.bottom } : { left, right };
  const rules = Object.entries(sides).map(([side, margin]) => `margin-${side}:${Number((margin - half).toFixed(3))}mm`);
  return `@page{${rules.join(';')}}body>:not(.cover,.furniture){margin-inline:calc(var(--size) / 2)}`;
}
