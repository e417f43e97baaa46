import type { Text } from 'mdast';
import type { Point } from 'unist';
import { location } from 'vfile-location';
import { sourceOffsets } from './source-map.ts';

export type Slice = (from: number, to: number) => Text;

/**
 * Cuts a text node: the returned function gives the part `[from, to)` as a node of its own, with its own position in the
 * source when that is known. The source is read once for all parts, so that a paragraph of links stays linear.
 */
export function textSlicer(node: Text, source: string, places = location(source)): Slice {
  let read: { offsets: number[] | undefined } | undefined;
  const point = (index: number): Point | undefined => {
    read ??= { offsets: sourceOffsets(node, source) };
    const offset = read.offsets?.[index];
    return offset === undefined ? undefined : places.toPoint(offset);
  };
  return (from, to) => {
    const part: Text = { type: 'text', value: node.value.slice(from, to) };
    const start = point(from);
    const end = point(to);
    if (start && end) part.position = { start, end };
    return part;
  };
}
