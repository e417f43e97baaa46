import { z } from 'zod';

/** How a template sets lines of Chinese. */
export const linesSchema = z.strictObject({
  marks: z
    .enum(['full', 'kaiming', 'half', 'browser'])
    .default('full')
    .describe(
      '标点的宽度：full 全角式，kaiming 开明式（只有句末点号占一字），half 对开式（都占半字），browser 由浏览器处理（字体没有半宽标点时用）/ width of marks: full; kaiming: only those that end a sentence are full; half: none; browser: left to the browser, for fonts without half-width marks',
    ),
});

export type LineOptions = z.infer<typeof linesSchema>;

/** What keeps the marks of its font: text that is set as it is. Text in another language does too. */
const asIs = 'pre,pre *,code,code *,kbd,samp,math,math *,svg,svg *';

/**
 * Style sheet for text prepared by pdf/lines, to stand before the template's own. Marks are half as wide as their cell; what is
 * missing is in the text. As each `font:` would turn that off again, it is set on every element, above all other rules: within
 * chapters a template names features of its own, such as `'tnum'`, by the property `--features`.
 */
export function linesCss({ marks }: LineOptions): string {
  if (marks === 'browser') return '';
  const text = ':is(.chapter,.part:not(figure))';
  return `:is(${text},${text} *):lang(zh-Hans):not(${asIs}){font-feature-settings:"halt",var(--features,"kern")!important;text-spacing-trim:space-all!important}\n`;
}
