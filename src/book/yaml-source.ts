import type { Position } from 'unist';
import type { VFile } from 'vfile';
import { location } from 'vfile-location';
import { type Document, isCollection, isMap, isScalar, type Node, parseDocument } from 'yaml';

/** A piece of YAML in a file: all of book.yaml, or the front matter of a chapter. */
export interface YamlPlace {
  /** The YAML text. */
  text: string;
  /** Offset of `text` in the file (front matter does not begin at 0). */
  offset: number;
}

/** Parsed YAML that knows where in the file everything stands. */
export interface YamlSource {
  document: Document;
  /** A range of the text as lines and columns of the file. */
  range(from: number, to: number): Position | undefined;
  /** Where the value at `path` stands, or the nearest thing around it. */
  value(path: readonly PropertyKey[]): Position | undefined;
  /** Where a key of the map at `path` stands. */
  key(path: readonly PropertyKey[], key: string): Position | undefined;
}

/** Parses YAML 1.2 as plain data: no tags of a program, nothing is constructed. Errors are in `document`. */
export function openYaml(file: VFile, { text, offset }: YamlPlace): YamlSource {
  const document = parseDocument(text, {
    schema: 'core',
    version: '1.2',
    prettyErrors: false,
    uniqueKeys: true,
    logLevel: 'error',
  });
  const places = location(file);
  const last = String(file).length;
  // The parser speaks of a character behind the end when something is missing there.
  const point = (at: number) => places.toPoint(Math.min(at + offset, last));
  const range = (from: number, to: number): Position | undefined => {
    const start = point(from);
    const end = point(Math.max(from, to));
    return start && end ? { start, end } : undefined;
  };
  const of = (node: Node | null | undefined) => (node?.range ? range(node.range[0], node.range[1]) : undefined);
  const nodeAt = (path: readonly PropertyKey[]): Node | null | undefined => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isScalar(node) || isCollection(node)) return node;
    }
    return document.contents;
  };
  return {
    document,
    range,
    value: (path) => of(nodeAt(path)),
    key(path, key) {
      const map = nodeAt(path);
      const pair = isMap(map) ? map.items.find((item) => isScalar(item.key) && String(item.key.value) === key) : null;
      return of(isScalar(pair?.key) ? pair.key : map);
    },
  };
}
