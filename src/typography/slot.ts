import type { Text } from 'mdast';
import type { TextDirective } from 'mdast-util-directive';
import type { Position } from 'unist';
import { sourceOffsets } from '../markdown/source-map.ts';

/** A piece of text in the tree that rules may change: the value of a text node, an alternative text, a title. */
export interface Slot {
  value: string;
  /** How deep in emphasis and links it stands: a space between two slots belongs to the shallower one. */
  depth: number;
  /** Writes a new value into the tree. */
  write: (value: string) => void;
  /** Source offset of each unit and of the end; `undefined` if the source must not be changed. */
  offsets: (source: string) => number[] | undefined;
  position: Position | undefined;
}

/** The slot of a text node. `fixed` text may change in the tree but not in the source: a reference is found by it. */
export function textSlot(node: Text, depth: number, fixed: boolean): Slot {
  const { value, position } = node;
  // The node as it was parsed: `node.value` will change, the source will not.
  const written: Text = { type: 'text', value, ...(position && { position }) };
  return {
    value,
    depth,
    position,
    write: (changed) => {
      node.value = changed;
    },
    offsets: once((source) => (fixed ? undefined : sourceOffsets(written, source))),
  };
}

interface Attributed {
  title?: string | null | undefined;
  alt?: string | null | undefined;
  position?: Position | undefined;
}

type OffsetsIn = (value: string, position: Position | undefined, source: string) => number[] | undefined;

/** The slot of a text that stands in an attribute of its node; `find` says where it was written. */
function attributeSlot(node: Attributed, key: 'title' | 'alt', find: OffsetsIn): Slot {
  const value = node[key] ?? '';
  const { position } = node;
  return {
    value,
    depth: 0,
    position,
    write: (changed) => {
      node[key] = changed;
    },
    offsets: once((source) => find(value, position, source)),
  };
}

/** The slot of a title: `[text](address "title")`, also of images and definitions, and of code: ```` ```js {title="title"} ````. */
export function titleSlot(node: Attributed): Slot {
  return attributeSlot(node, 'title', titleOffsets);
}

/** The slot of an image's alternative text, if it is written as plain text. */
export function altSlot(node: Attributed): Slot {
  return attributeSlot(node, 'alt', altOffsets);
}

/** The slot of a text in the braces of a block: `:::verse{author="…"}`. */
export function blockSlot(attributes: Attributes, key: string, position: Position | undefined): Slot {
  const value = attributes[key] ?? '';
  return {
    value,
    depth: 0,
    position,
    write: (changed) => {
      attributes[key] = changed;
    },
    offsets: once((source) => {
      const from = position?.start.offset ?? 0;
      const at = source.slice(from).split('\n', 1)[0]?.indexOf(`${key}="${value}"`) ?? -1;
      return at < 0 ? undefined : offsetsAt(value, from + at + key.length + 2, source);
    }),
  };
}

type Attributes = Record<string, string | null | undefined>;

/** The slot of an attribute of an inline directive that is printed: `:index[…]{as="…"}`. */
export function directiveSlot(node: TextDirective, name: string): Slot {
  const value = node.attributes?.[name] ?? '';
  const { position } = node;
  return {
    value,
    depth: 0,
    position,
    write: (changed) => {
      node.attributes = { ...node.attributes, [name]: changed };
    },
    offsets: once((source) => quotedOffsets(name, value, position, source)),
  };
}

/** Behind `name="`, up to the closing quotation mark. */
function quotedOffsets(
  name: string,
  value: string,
  position: Position | undefined,
  source: string,
): number[] | undefined {
  const [from, to] = [position?.start.offset, position?.end.offset];
  if (from === undefined || to === undefined) return undefined;
  const written = source.slice(from, to);
  const list = written.lastIndexOf('{');
  const at = new RegExp(`[{\\s]${name}\\s*=\\s*["']`).exec(written.slice(list));
  if (list < 0 || !at) return undefined;
  const start = from + list + at.index + at[0].length;
  const offsets = offsetsAt(value, start, source);
  return offsets && source[offsets.at(-1) ?? 0] === source[start - 1] ? offsets : undefined;
}

const openerOf: Record<string, string> = { '"': '"', "'": "'", ')': '(' };

/** The title is the last thing in its node: go to the closing delimiter, then back to an opening one that fits. */
function titleOffsets(value: string, position: Position | undefined, source: string): number[] | undefined {
  if (!position) return undefined;
  const from = position.start.offset ?? 0;
  if (/^(?:`{3}|~{3})/.test(source.slice(from, from + 3))) return fenceTitleOffsets(value, from, source);
  let close = (position.end.offset ?? 0) - 1;
  const isDefinition = source[from] === '[' && source[close] !== ')';
  if (!isDefinition) close--;
  while (close > from && /\s/.test(source[close] ?? '')) close--;
  const opener = openerOf[source[close] ?? ''];
  if (!opener) return undefined;
  for (let at = close - value.length; at > from; at--) {
    if (source[at - 1] !== opener) continue;
    const offsets = offsetsAt(value, at, source);
    if (offsets?.at(-1) === close) return offsets;
  }
  return undefined;
}

/** In the first line of a fence, behind `title="`. */
function fenceTitleOffsets(value: string, from: number, source: string): number[] | undefined {
  const [line = ''] = source.slice(from).split(/\r?\n/, 1);
  const found = /\btitle="/.exec(line);
  const offsets = found ? offsetsAt(value, from + found.index + found[0].length, source) : undefined;
  return offsets && source[offsets.at(-1) ?? 0] === '"' ? offsets : undefined;
}

/** Right behind `![`, up to `]`. */
function altOffsets(value: string, position: Position | undefined, source: string): number[] | undefined {
  const offsets = offsetsAt(value, (position?.start.offset ?? 0) + 2, source);
  return offsets && source[offsets.at(-1) ?? 0] === ']' ? offsets : undefined;
}

function offsetsAt(value: string, offset: number, source: string): number[] | undefined {
  const point = { line: 1, column: 1, offset };
  return sourceOffsets({ type: 'text', value, position: { start: point, end: point } }, source);
}

function once(find: (source: string) => number[] | undefined): (source: string) => number[] | undefined {
  let found: { offsets: number[] | undefined } | undefined;
  return (source) => {
    found ??= { offsets: find(source) };
    return found.offsets;
  };
}
