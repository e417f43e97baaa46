import { z } from 'zod';

/**
 * What may not stand at the start or the end of a line, from the loosest level to the strictest (CLREQ 3.1.6.4: 基本处理,
 * GB/T 15834—2011, 严格处理): each has all of those before it.
 */
export const edgeLevels = ['basic', 'gb', 'strict'] as const;
export type EdgeLevel = (typeof edgeLevels)[number];

/** How a template sets lines of Chinese. */
export const linesSchema = z.strictObject({
  marks: z
    .enum(['full', 'kaiming', 'half', 'browser'])
    .default('full')
    .describe(
      '标点的宽度：full 全角式，kaiming 开明式（只有句末点号占一字），half 对开式（都占半字），browser 由浏览器处理（字体没有半宽标点时用）/ width of marks: full; kaiming: only those that end a sentence are full; half: none; browser: left to the browser, for fonts without half-width marks',
    ),
  edges: z
    .enum(edgeLevels)
    .default('gb')
    .describe(
      '避头尾的宽严：basic 基本，gb 再加分隔号不在行首行尾，strict 再加破折号不在行首 / what may not stand at the edge of a line: basic; gb: nor a solidus; strict: nor a dash at its start',
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
  const kept = '.keep{white-space:nowrap}\n';
  if (marks === 'browser') return kept;
  const text = ':is(.chapter,.part:not(figure))';
  return `${kept}:is(${text},${text} *):lang(zh-Hans):not(${asIs}){font-feature-settings:"halt",var(--features,"kern")!important;text-spacing-trim:space-all!important}\n`;
}
