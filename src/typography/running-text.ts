/** Replace `[start, end)` by `replacement`; `start < end` always: an insertion replaces a neighbour by itself and more. */
export interface Edit {
  start: number;
  end: number;
  replacement: string;
}

/**
 * A text that rules change one after another, and that knows for every character which original character it is or
 * replaces. So messages and the edits of the source speak of the text as it was written.
 */
export class RunningText {
  readonly original: string;
  text: string;
  /** For each unit of `text`: the index in `original` it was at, or was made at. `undefined` = nothing changed. */
  #origin: Int32Array | undefined;
  /** 1 if the unit is the original one, untouched. */
  #kept: Uint8Array | undefined;

  constructor(original: string) {
    this.original = original;
    this.text = original;
  }

  get changed(): boolean {
    return this.#origin !== undefined;
  }

  originOf(index: number): number {
    if (!this.#origin) return index;
    return this.#origin[index] ?? this.original.length;
  }

  isKept(index: number): boolean {
    return this.#kept ? this.#kept[index] === 1 : true;
  }

  /** Applies edits that are in order and do not overlap. */
  replace(edits: readonly Edit[]): void {
    const grown = edits.reduce((sum, edit) => sum + edit.replacement.length - (edit.end - edit.start), 0);
    const length = this.text.length + grown;
    const origin = new Int32Array(length);
    const kept = new Uint8Array(length);
    const parts: string[] = [];
    let from = 0;
    let to = 0;
    const keepUntil = (end: number) => {
      parts.push(this.text.slice(from, end));
      for (; from < end; from++, to++) {
        origin[to] = this.originOf(from);
        kept[to] = this.isKept(from) ? 1 : 0;
      }
    };
    for (const edit of edits) {
      const head = edit.start + sameHead(this.text, edit);
      const tail = edit.end - sameTail(this.text, edit, head);
      const made = edit.replacement.length - (edit.end - edit.start) + (tail - head);
      keepUntil(head);
      parts.push(edit.replacement.slice(head - edit.start, head - edit.start + made));
      for (let i = 0; i < made; i++, to++)
        origin[to] = this.originOf(Math.max(edit.start, Math.min(head + i, edit.end - 1)));
      from = tail;
    }
    keepUntil(this.text.length);
    this.text = parts.join('');
    this.#origin = origin;
    this.#kept = kept;
  }

  /**
   * What an edit of the present text means for the original: the range there, widened to untouched characters on both
   * sides, and the whole text that belongs in it.
   */
  inOriginal(edit: Edit): Edit {
    let { start, end } = edit;
    while (start > 0 && !this.isKept(start - 1)) start--;
    while (end < this.text.length && !this.isKept(end)) end++;
    // Characters deleted before `start` belong to an earlier message, unless this edit touches made characters.
    const first = start === edit.start && this.isKept(start) ? this.originOf(start) : this.#endBefore(start);
    const last = end === edit.end && this.isKept(end - 1) ? this.originOf(end - 1) + 1 : this.#startAt(end);
    const replacement = this.text.slice(start, edit.start) + edit.replacement + this.text.slice(edit.end, end);
    return { start: first, end: Math.max(first, last), replacement };
  }

  #endBefore(index: number): number {
    return index === 0 ? 0 : this.originOf(index - 1) + 1;
  }

  #startAt(index: number): number {
    return index >= this.text.length ? this.original.length : this.originOf(index);
  }

  /**
   * The original range `[start, end)` as it reads now, with the edits that lead there, as small as possible.
   * `start` and `end` must be borders that no edit crosses.
   */
  changesIn(start: number, end: number, cursor: { at: number }): { value: string; edits: Edit[] } {
    const edits: Edit[] = [];
    let value = '';
    let made = '';
    let expected = start;
    const close = (upTo: number) => {
      if (upTo > expected || made) edits.push({ start: expected, end: upTo, replacement: made });
      made = '';
    };
    while (cursor.at < this.text.length && this.originOf(cursor.at) < end) {
      const unit = this.text[cursor.at] as string;
      value += unit;
      if (this.isKept(cursor.at)) {
        const at = this.originOf(cursor.at);
        close(at);
        expected = at + 1;
      } else {
        made += unit;
      }
      cursor.at++;
    }
    close(end);
    return { value, edits };
  }
}

/** How many units at the start of the replacement are those that stand there already. */
function sameHead(text: string, { start, end, replacement }: Edit): number {
  const limit = Math.min(end - start, replacement.length);
  let same = 0;
  while (same < limit && text[start + same] === replacement[same]) same++;
  return same;
}

function sameTail(text: string, { start, end, replacement }: Edit, head: number): number {
  const limit = Math.min(end - head, replacement.length - (head - start));
  let same = 0;
  while (same < limit && text[end - 1 - same] === replacement[replacement.length - 1 - same]) same++;
  return same;
}
