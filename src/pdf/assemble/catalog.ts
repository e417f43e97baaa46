import type { TypesetBook } from '../../html/index.ts';
import { dictionary, reference } from './syntax.ts';

/** The numbers of what the catalog leads to, or its text. */
export interface CatalogEntries {
  pages: number;
  tags: number;
  destinations: number;
  outline: number | undefined;
  labels: number;
  metadata: number;
  intents: string;
  files: { Names?: string; AF?: string };
  /** The first page. */
  first: number;
}

/**
 * The catalog is where a reader begins (ISO 32000-1, 7.7.2): it leads to everything else and says how the book opens. At its
 * first page, two pages side by side with rectos on the right; a vertical book turns the other way.
 */
export function catalog({ config }: TypesetBook, entries: CatalogEntries, { vertical }: { vertical: boolean }): string {
  return dictionary({
    Type: '/Catalog',
    Pages: reference(entries.pages),
    Lang: `(${config.language})`,
    MarkInfo: '<</Marked true>>',
    StructTreeRoot: reference(entries.tags),
    ViewerPreferences: dictionary({ DisplayDocTitle: 'true', Direction: vertical ? '/R2L' : undefined }),
    PageLayout: '/TwoPageRight',
    PageMode: entries.outline === undefined ? undefined : '/UseOutlines',
    OpenAction: `[${reference(entries.first)} /Fit]`,
    Outlines: entries.outline === undefined ? undefined : reference(entries.outline),
    PageLabels: reference(entries.labels),
    Dests: reference(entries.destinations),
    Metadata: reference(entries.metadata),
    OutputIntents: entries.intents,
    ...entries.files,
  });
}
