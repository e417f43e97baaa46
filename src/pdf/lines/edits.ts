import type { Element, ElementContent, Root, Text } from 'hast';
import { SKIP, visit } from '../../tree/visit.ts';
import { halfCell } from './marks.ts';

interface Span {
  from: number;
  to: number;
  className: string;
  behind: string;
}

/** What is to be set into texts, by text and place; done at once at the end, so that places stay true until then. */
export class Edits {
  readonly #inserted = new Map<Text, Map<number, string>>();
  readonly #wrapped = new Map<Text, Span[]>();

  /** Puts a string before the character at this index. */
  insert(text: Text, at: number, value: string): void {
    const places = this.#inserted.get(text) ?? new Map<number, string>();
    places.set(at, (places.get(at) ?? '') + value);
    this.#inserted.set(text, places);
  }

  /**
   * Puts the characters in [from, to), which may be none, and a string behind them into a span; of spans that overlap the first
   * one stays.
   */
  wrap(text: Text, from: number, to: number, className: string, behind = ''): void {
    const spans = this.#wrapped.get(text) ?? [];
    if (spans.some((span) => span.from < to && from < span.to)) return;
    spans.push({ from, to, className, behind });
    this.#wrapped.set(text, spans);
  }

  apply(tree: Root): void {
    visit(tree, 'text', (text, index, parent) => {
      const places = this.#inserted.get(text);
      const spans = this.#wrapped.get(text);
      if (!parent || index === undefined || (!places && !spans)) return undefined;
      const parts = split(text, spans ?? [], places);
      parent.children.splice(index, 1, ...(parts as never[]));
      return [SKIP, index + parts.length];
    });
  }
}

function split({ value }: Text, spans: Span[], places: ReadonlyMap<number, string> | undefined): ElementContent[] {
  const parts: ElementContent[] = [];
  let at = 0;
  const plain = (to: number, last: boolean) => {
    const piece = withInserted(value, at, to, places, last);
    parts.push(...gapApart(piece));
  };
  for (const { from, to, className, behind } of spans.sort((a, b) => a.from - b.from || a.to - b.to)) {
    plain(from, false);
    // What is inserted at the edge of a span stands outside.
    const lead = to > from ? (places?.get(from) ?? '') : '';
    if (lead !== '') parts.push({ type: 'text', value: lead });
    const inside = to > from ? value[from] + withInserted(value, from + 1, to, places, false) : '';
    parts.push(span(className, inside + behind));
    at = to;
  }
  plain(value.length, true);
  return parts;
}

/**
 * A half cell that a text begins with gets a span of its own: at the end of a line that it fills exactly, Chromium would else count it
 * in, and leave half a cell empty.
 */
function gapApart(piece: string): ElementContent[] {
  if (piece === '') return [];
  if (!piece.startsWith(halfCell) || piece === halfCell) return [{ type: 'text', value: piece }];
  return [span('gap', halfCell), { type: 'text', value: piece.slice(halfCell.length) }];
}

function span(className: string, value: string): Element {
  return {
    type: 'element',
    tagName: 'span',
    properties: { className: [className] },
    children: [{ type: 'text', value }],
  };
}

/** value[from, to) with what is inserted before each of its characters, and at its end if it is the last piece. */
function withInserted(
  value: string,
  from: number,
  to: number,
  places: ReadonlyMap<number, string> | undefined,
  last: boolean,
): string {
  if (!places) return value.slice(from, to);
  let result = '';
  let at = from;
  for (const place of [...places.keys()].sort((a, b) => a - b)) {
    if (place < from || place > to || (place === to && !last)) continue;
    result += value.slice(at, place) + places.get(place);
    at = place;
  }
  return result + value.slice(at, to);
}
