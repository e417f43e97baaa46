import type { GivenLineOptions } from '../book/line-options.ts';

/** How lines of Chinese are set. */
export type LineOptions = { [Key in keyof GivenLineOptions]-?: NonNullable<GivenLineOptions[Key]> };

const usual: LineOptions = { marks: 'full', edges: 'gb', openings: 'half', hanging: false };

/** What the template says, then the book, over what is usual. */
export function lineOptions(template: GivenLineOptions, book: GivenLineOptions): LineOptions {
  return { ...usual, ...template, ...book } as LineOptions;
}

/** What keeps the marks of its font: text that is set as it is. Text in another language does too. */
const asIs = 'pre,pre *,code,code *,kbd,samp,math,math *,svg,svg *';

/**
 * Style sheet for text prepared by pdf/lines, to stand before the template's own. Marks are half as wide as their cell; what is
 * missing is in the text. As each `font:` would turn that off again, it is set on every element, above all other rules: within
 * chapters a template names features of its own, such as `'tnum'`, by the property `--features`.
 */
export function linesCss({ marks }: LineOptions): string {
  const spans =
    '.keep{white-space:nowrap}.hang{letter-spacing:-0.5em}.one-cell{--features:"fwid"}.latin-mark{--features:"pwid"}\n';
  if (marks === 'browser') return spans;
  const text = ':is(.chapter,.part:not(figure))';
  return `${spans}:is(${text},${text} *):lang(zh-Hans):not(${asIs}){font-feature-settings:"halt",var(--features,"kern")!important;text-spacing-trim:space-all!important}\n`;
}
