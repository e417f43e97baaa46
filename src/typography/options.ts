import { z } from 'zod';

const setting = z.enum(['off', 'report', 'fix']);
export type Setting = z.infer<typeof setting>;

/**
 * How white space between Han and Latin is treated. `layout`: none typed, the layout makes the gap; `keep`: as it is;
 * `insert`: one space typed, for texts that are also read as plain Markdown.
 */
const spacing = z.enum(['layout', 'keep', 'insert']);

/**
 * Sets of settings. `gb`: the national standards; `spaced`: the same with typed spaces; `taiwan`: usage of Taiwan and
 * Hong Kong; `official`: `gb`, and dates are checked against GB/T 9704—2012.
 */
const profile = z.enum(['gb', 'spaced', 'taiwan', 'official']);
export type Profile = z.infer<typeof profile>;

/** The key `typography` of book.yaml: the two below, and a setting for any rule by its name. */
export function typographySchema(ruleIds: readonly string[]) {
  const rules = Object.fromEntries(ruleIds.map((id) => [id, setting.optional()]));
  return z
    .strictObject({ ...rules, profile: profile.optional(), spacing: spacing.optional() })
    .describe('中文排版规则：每条规则可设为 off、report 或 fix');
}

/** What `book.yaml` says under `typography`. */
export type TypographySettings = { [rule: string]: string | undefined } & {
  profile?: Profile | undefined;
  spacing?: z.infer<typeof spacing> | undefined;
};

export interface TypographyOptions {
  /** A language tag. Default: zh-Hans, or zh-Hant-TW with the profile `taiwan`. */
  language?: string | undefined;
  settings?: TypographySettings | undefined;
}

/** Where rules apply: to what is built, or to the Markdown source, where line breaks and spaces are the author's. */
export type Scope = 'build' | 'source';
