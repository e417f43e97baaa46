export { type Added, type AddOptions, addEdition } from './archive/add.ts';
export { type ListedPublication, listPublications } from './archive/list.ts';
export { type FoundVersion, findVersion } from './archive/read-version.ts';
export { restoreVersion } from './archive/restore.ts';
export { openStore, type Store } from './archive/store.ts';
export { type StoreReport, verifyStore } from './archive/verify/index.ts';
export { loadBook, type Manuscript } from './book/load.ts';
export { type BookConfig, bookSchema, type ChapterOptions, chapterSchema } from './book/schema.ts';
export { type BuildOptions, buildEdition, type Edition, type Format } from './edition/build.ts';
export { checkBook } from './edition/check.ts';
export type { EditionRecord, RecordedFile } from './edition/record.ts';
export { Workshop } from './edition/workshop.ts';
export type { TypesetBook } from './html/index.ts';
export { type Typeset, typeset } from './html/typeset.ts';
export { openPreview, type Preview, type PreviewOptions, type PreviewState } from './preview/index.ts';
export { type ExitCode, Failure } from './report/failure.ts';
export type { Bilingual, KanbenMessage, Severity } from './report/message.ts';
export type { Detail, Progress, Stage } from './report/progress.ts';
export { loadTemplate, type Template } from './template/load.ts';
export {
  checkTypography,
  default as remarkKanbenTypography,
  type FormatOptions,
  type Formatted,
  formatMarkdown,
  remarkKanbenTypographyCheck,
  type TypographyOptions,
  type TypographySettings,
} from './typography/index.ts';
