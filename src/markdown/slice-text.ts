import type { Text } from 'mdast';
import { location } from 'vfile-location';
import { sourceOffsets } from './source-map.ts';

/** The part `[from, to)` of a text node as a node of its own, with its own position in the source when that is known. */
export function sliceText(node: Text, from: number, to: number, source: string): Text {
  const part: Text = { type: 'text', value: node.value.slice(from, to) };
  const offsets = sourceOffsets(node, source);
  if (!offsets) return part;
  const places = location(source);
  const start = places.toPoint(offsets[from] ?? 0);
  const end = places.toPoint(offsets[to] ?? 0);
  if (start && end) part.position = { start, end };
  return part;
}
