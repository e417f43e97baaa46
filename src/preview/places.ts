import type { VFile } from 'vfile';
import type { Line, Paragraph } from '../pdf/audit/lines.ts';
import { wordsUpTo } from '../pdf/audit/part.ts';
import { SourceFinder } from '../pdf/audit/source.ts';
import { originOf } from '../report/origin.ts';
import type { BookLayout } from './book-layout.ts';
import { areaOfLine } from './page-views.ts';
import type { PrintedPlace, SourcePlace } from './protocol.ts';

interface Start {
  id: string;
  /** Pages from `page` up to, not including, `end`. */
  page: number;
  end: number;
  file: VFile;
  finder: SourceFinder;
}

/** Leads from printed lines to the Markdown that they come from, and back. A chapter is looked through when it is first asked for. */
export class Places {
  readonly #layout: BookLayout;
  readonly #starts: Start[];
  readonly #paragraphs = new Map<Line, Paragraph>();
  readonly #found = new Map<Start, Map<Line, SourcePlace>>();

  constructor(layout: BookLayout) {
    this.#layout = layout;
    const { chapters, destinations } = layout;
    const starts = chapters
      .flatMap(({ id, source }) => {
        const page = destinations.get(id);
        return page === undefined ? [] : [{ id, page, source }];
      })
      .sort((a, b) => a.page - b.page);
    this.#starts = starts.map(({ id, page, source }, i) => ({
      id,
      page,
      end: starts[i + 1]?.page ?? layout.pages.length,
      file: source.file,
      finder: new SourceFinder(source),
    }));
    for (const paragraph of layout.paragraphs) {
      for (const line of paragraph.lines) this.#paragraphs.set(line, paragraph);
    }
  }

  /** Where a printed line was written; undefined for the cover, the contents and what else no chapter says. */
  placeOf(line: Line): SourcePlace | undefined {
    const start = this.#starts.findLast(({ page }) => page <= line.page);
    return start && this.#placesIn(start).get(line);
  }

  /** Where a line of a file is printed: the first line of the last piece of text that begins there or above. */
  printed({ file, line }: SourcePlace): PrintedPlace | undefined {
    let best: { line: Line; at: number } | undefined;
    let first: Line | undefined;
    for (const start of this.#starts.filter((each) => mayHold(each, file))) {
      for (const [printed, place] of this.#placesIn(start)) {
        if (place.file !== file) continue;
        first ??= printed;
        if (place.line <= line && place.line > (best?.at ?? 0)) best = { line: printed, at: place.line };
      }
    }
    // Above all text, as in the front matter.
    const found = best?.line ?? first;
    return found && { page: found.page, area: areaOfLine(found) };
  }

  #placesIn(start: Start): ReadonlyMap<Line, SourcePlace> {
    const known = this.#found.get(start);
    if (known) return known;
    const found = new Map<Line, SourcePlace>();
    const length = Math.max(1, start.end - start.page);
    for (let page = start.page; page < start.end; page++) {
      const lines = this.#layout.lines[page] ?? [];
      for (const [n, line] of lines.entries()) {
        const progress = (page - start.page + n / lines.length) / length;
        const { place } = start.finder.find(wordsUpTo(line, this.#paragraphs.get(line)), progress);
        const origin = place && originOf(start.file, place);
        const at = origin?.place && 'line' in origin.place ? origin.place.line : undefined;
        if (origin && at !== undefined) found.set(line, { file: origin.file.path, line: at });
      }
    }
    this.#found.set(start, found);
    return found;
  }
}

function mayHold({ file }: Start, name: string): boolean {
  return file.path === name || (file.data.parts ?? []).some((part) => part.file.path === name);
}
