import type { RuleName } from '../book/typography-options.ts';
import type { Bilingual } from '../report/message.ts';
import type { LanguageData, Writing } from './languages.ts';
import type { BlockKind } from './paragraph.ts';
import type { Edit } from './running-text.ts';

/** What a rule sees: the present text of one paragraph. */
export interface Passage {
  text: string;
  block: BlockKind;
  writing: Writing;
  /** 1 = this unit belongs to a token (address, path, option, call…) that is not prose. */
  locked: Uint8Array;
  language: LanguageData;
  /** Whether an inline node (emphasis, link) begins or ends before the unit at `index`. */
  atBorder: (index: number) => boolean;
  /** How deep in inline nodes the unit at `index` is; infinite if it is not text. */
  depthAt: (index: number) => number;
}

/** A place that a rule reports without knowing what should stand there. */
export interface Remark {
  start: number;
  end: number;
}

interface Common {
  /** The name in `book.yaml`, in comments, in messages and of the page in docs/rules. */
  id: RuleName;
  /** The standard and, where we are sure of it, the clause. */
  clause: string;
  /** Any of these classes must be present (see `contains`); 0 = always. */
  needs: number;
  /** In what writing. Default: only Chinese. `none` are one or two Latin words standing alone. */
  applies?: readonly Writing[];
}

/** A rule that knows what should stand there. */
export interface FixRule extends Common {
  kind: 'fix';
  /** `source`: also written into Markdown by `format` and `check --fix`; `build`: only in what is built. */
  scope: 'source' | 'build';
  /** What happens when the configuration is silent. Default: `fix`. */
  setting?: 'fix' | 'report' | 'off';
  say: (actual: string, expected: string) => Bilingual;
  /** Edits in order, without overlaps. */
  find: (passage: Passage) => Iterable<Edit>;
}

/** A rule that leaves the decision to the author. */
export interface ReportRule extends Common {
  kind: 'report';
  setting?: 'report' | 'off';
  say: (actual: string) => Bilingual;
  find: (passage: Passage) => Iterable<Remark>;
}

export type Rule = FixRule | ReportRule;
