import type { Point } from 'unist';
import type { VFile } from 'vfile';
import { wordsUpTo } from '../pdf/audit/part.ts';
import { SourceFinder } from '../pdf/audit/source.ts';
import type { PrintedPart } from '../pdf/index.ts';
import { originOf } from '../report/origin.ts';
import type { BookLayout, PlacedLine } from './book-layout.ts';
import type { PrintedPlace, SourcePlace } from './protocol.ts';

interface PlacedSource {
  line: PlacedLine;
  place: SourcePlace | undefined;
}

/** Leads from printed lines to the Markdown that they come from, and back. A chapter is looked through when it is first asked for. */
export class Places {
  readonly #layout: BookLayout;
  /** By part, then by its sheets. */
  readonly #found = new Map<PrintedPart, PlacedSource[][]>();

  constructor(layout: BookLayout) {
    this.#layout = layout;
  }

  /** Where each line of a page was written, in the order of its lines; undefined for the cover, the contents and what else no chapter says. */
  placesOn(page: number): (SourcePlace | undefined)[] {
    const part = this.#layout.partOn(page);
    return part ? (this.#placesIn(part)[page - part.start] ?? []).map(({ place }) => place) : [];
  }

  /** Where a line of a file is printed: the first line of the last piece of text that begins there or above. */
  printed({ file, line }: SourcePlace): PrintedPlace | undefined {
    let best: { line: PlacedLine; at: number } | undefined;
    let first: PlacedLine | undefined;
    for (const part of this.#layout.parts.filter(({ source }) => source && mayHold(source.file, file))) {
      for (const { line: printed, place } of this.#placesIn(part).flat()) {
        if (place?.file !== file) continue;
        first ??= printed;
        if (place.line <= line && place.line > (best?.at ?? 0)) best = { line: printed, at: place.line };
      }
    }
    // Above all text, as in the front matter.
    const found = best?.line ?? first;
    return found && { page: found.page, area: found.area };
  }

  #placesIn(part: PrintedPart): PlacedSource[][] {
    const known = this.#found.get(part);
    if (known) return known;
    const { source, start, count } = part;
    const finder = source && new SourceFinder(source);
    const begun = new Map<number, PlacedLine[]>();
    const found = Array.from({ length: count }, (_, sheet) => {
      const lines = this.#layout.linesOn(start + sheet);
      return lines.map((line, n): PlacedSource => {
        const block = [...(begun.get(line.block) ?? []), line];
        begun.set(line.block, block);
        const progress = (sheet + n / lines.length) / Math.max(1, count);
        const place = finder?.find(wordsUpTo(line, { lines: block }), progress).place;
        return { line, place: source && place && writtenAt(source.file, place) };
      });
    });
    this.#found.set(part, found);
    return found;
  }
}

/** In the file that a line of a chapter came from, which may be one that it includes. */
function writtenAt(chapter: VFile, printed: Point): SourcePlace | undefined {
  const { file, place } = originOf(chapter, printed);
  return place && 'line' in place ? { file: file.path, line: place.line } : undefined;
}

function mayHold(file: VFile, name: string): boolean {
  return file.path === name || (file.data.parts ?? []).some((part) => part.file.path === name);
}
