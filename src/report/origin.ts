import type { Node, Point, Position } from 'unist';
import type { VFile } from 'vfile';

/** A file that a chapter includes: its text stands behind that of the chapter, its nodes in the chapter's tree. */
export interface Part {
  file: VFile;
  /** What its lines and offsets have been raised by. */
  line: number;
  offset: number;
}

declare module 'vfile' {
  interface DataMap {
    /** In the order of their lines. */
    parts: Part[];
  }
}

type Place = Node | Position | Point | undefined;

/** The file in which a place of a chapter was written, and the place there. */
export function originOf(file: VFile, place: Place): { file: VFile; place: Position | Point | undefined } {
  const range = place && 'type' in place ? place.position : place;
  const line = range && ('start' in range ? range.start.line : range.line);
  const part = line === undefined ? undefined : file.data.parts?.findLast((each) => each.line < line);
  if (!range || !part) return { file, place: range };
  const lowered = { line: -part.line, offset: -part.offset };
  return { file: part.file, place: 'start' in range ? movePosition(range, lowered) : movePoint(range, lowered) };
}

export function movePosition({ start, end }: Position, by: Pick<Part, 'line' | 'offset'>): Position {
  return { start: movePoint(start, by), end: movePoint(end, by) };
}

function movePoint({ line, column, offset }: Point, by: Pick<Part, 'line' | 'offset'>): Point {
  return { line: line + by.line, column, ...(offset !== undefined && { offset: offset + by.offset }) };
}
