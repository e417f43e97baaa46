import type { TypographySettings } from '../book/typography-options.ts';
import type { Edit } from './running-text.ts';

export interface TypographyOptions {
  /** A language tag. Default: zh-Hans, or zh-Hant-TW with the profile `taiwan`. */
  language?: string | undefined;
  settings?: TypographySettings | undefined;
  /** Converts the text to the script of `language` before the rules, when a tree is changed. */
  convert?: ((text: string) => Edit[]) | undefined;
}

/** Where rules apply: to what is built, or to the Markdown source, where line breaks and spaces are the author's. */
export type Scope = 'build' | 'source';
