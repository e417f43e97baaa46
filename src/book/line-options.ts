import { z } from 'zod';

/**
 * What may not stand at the start or the end of a line, from the loosest level to the strictest (CLREQ 3.1.6.4: 基本处理,
 * GB/T 15834—2011, 严格处理): each has all of those before it.
 */
export const edgeLevels = ['basic', 'gb', 'strict'] as const;
export type EdgeLevel = (typeof edgeLevels)[number];

/** How lines of Chinese are set in print; what is left out is as the template says. */
export const lineOptionsSchema = z.strictObject({
  marks: z
    .enum(['full', 'kaiming', 'half', 'browser'])
    .optional()
    .describe(
      '标点在行中的宽度：full 全角式，kaiming 开明式（只有句末点号占一字），half 对开式（都占半字），browser 由浏览器处理（字体没有半宽标点时用）；默认 full / width of marks within a line: full (default); kaiming: only those that end a sentence are full; half: none is; browser: left to the browser, for fonts without half-width marks',
    ),
  edges: z
    .enum(edgeLevels)
    .optional()
    .describe(
      '避头尾的宽严：basic 基本，gb 再加分隔号不在行首行尾（默认），strict 再加破折号不在行首 / what may not stand at the edge of a line: basic; gb (default): nor a solidus; strict: nor a dash at its start',
    ),
  openings: z
    .enum(['half', 'full'])
    .optional()
    .describe(
      '段首的前引号、前括号占半字（half，默认）还是一字（full） / an opening mark that begins a paragraph: half a cell (default) or full',
    ),
  hanging: z
    .boolean()
    .optional()
    .describe(
      '行尾的顿号、逗号、句号悬在版心外；默认 false / commas and full stops hang outside the type area at line ends',
    ),
});

export type GivenLineOptions = z.infer<typeof lineOptionsSchema>;
