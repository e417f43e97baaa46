import { z } from 'zod';

/** The text rules by name, in the order of the alphabet; each has a page in docs/rules. */
export const ruleIds = [
  'approx-dunhao',
  'book-titles',
  'clashing-marks',
  'compatibility-ideographs',
  'dash',
  'document-numbers',
  'ellipsis',
  'ellipsis-and-etc',
  'enumeration-comma',
  'full-width-alphanumerics',
  'half-width-marks',
  'han-latin-space',
  'han-zero',
  'hans-in-trad',
  'heading-final-mark',
  'interpunct',
  'invisible-characters',
  'manual-indents',
  'mark-space',
  'number-ranges',
  'ocr-dash',
  'official-dates',
  'quotes',
  'radicals',
  'range-units',
  'repeated-marks',
  'round-brackets',
  'sequence-labels',
  'soft-line-breaks',
  'time-spans',
  'times-and-ratios',
  'trad-in-hans',
  'typed-space',
  'units',
  'unpaired-brackets',
  'unpaired-quotes',
  'wide-marks-in-latin',
] as const;

/** The name of a text rule. */
export type RuleName = (typeof ruleIds)[number];

const setting = z.enum(['off', 'report', 'fix']);
export type Setting = z.infer<typeof setting>;

/**
 * How white space between Han and Latin is treated. `layout`: none typed, the layout makes the gap; `keep`: as it is;
 * `insert`: one space typed, for texts that are also read as plain Markdown.
 */
const spacing = z
  .enum(['layout', 'keep', 'insert'])
  .describe(
    '汉字与西文之间的空格：layout 不打、由排版给出间隙，keep 照原样，insert 打一个 / typed spaces between Han and Latin',
  );

/**
 * Sets of settings. `gb`: the national standards; `spaced`: the same with typed spaces; `taiwan`: usage of Taiwan and
 * Hong Kong; `official`: `gb`, and dates are checked against GB/T 9704—2012.
 */
const profile = z
  .enum(['gb', 'spaced', 'taiwan', 'official'])
  .describe('一组设置：gb 国家标准，spaced 打空格，taiwan 台港，official 公文 / a set of settings');

const rules = Object.fromEntries(
  ruleIds.map((id) => [id, setting.optional().describe(`规则 ${id}，见 docs/rules/${id}.md / the rule ${id}`)]),
) as Record<RuleName, z.ZodOptional<typeof setting>>;

/** The key `typography` of book.yaml: the two above, and a setting for any rule by its name. */
export const typographySchema = z
  .strictObject({ profile: profile.optional(), spacing: spacing.optional(), ...rules })
  .describe('中文排版规则：每条可设为 off、report 或 fix / the text rules: off, report or fix');

/** What book.yaml says under `typography`. */
export type TypographySettings = z.infer<typeof typographySchema>;
