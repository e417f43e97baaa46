/** The stages of a build, in order. */
export type Stage =
  | 'read'
  | 'typeset'
  | 'browser'
  | 'fonts'
  | 'print'
  | 'furniture'
  | 'finish'
  | 'audit'
  | 'cover'
  | 'epub'
  | 'write';

/** What a stage can say of itself: chapter n of m, part n of m of the PDF, pages so far. */
export interface Detail {
  chapter?: number;
  chapters?: number;
  part?: number;
  parts?: number;
  pages?: number;
}

/** Told of each step of long work; the command line shows it, a library caller may. */
export interface Progress {
  step(stage: Stage, detail?: Detail): void;
}

export const silent: Progress = { step: () => {} };
