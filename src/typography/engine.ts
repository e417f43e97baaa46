import { survey } from './characters.ts';
import { type LanguageData, writingOf } from './languages.ts';
import type { Paragraph } from './paragraph.ts';
import type { FixRule, Passage, Remark, ReportRule } from './rule.ts';
import { type Edit, RunningText } from './running-text.ts';
import { slotAt } from './source-place.ts';
import { lockTokens } from './tokens.ts';

/** One thing found: where in the paragraph as it was written, and what should stand there if the rule knows. */
export interface Finding {
  rule: FixRule | ReportRule;
  start: number;
  end: number;
  replacement?: string;
}

export interface Plan {
  language: LanguageData;
  /** Edits before any rule: the conversion to the script of `language`. They may cross the borders of inline nodes. */
  convert?: ((text: string) => Edit[]) | undefined;
  /** Rules that change the text, in order. */
  fixes: readonly FixRule[];
  /** Rules that only speak, run on the text as it is when all fixes are done. */
  reports: readonly (FixRule | ReportRule)[];
  /** Leave white space beside emphasis and links, which other readers of Markdown may need. */
  careful?: boolean | undefined;
  /** Whether a rule has been switched off, by a comment, at this place of the paragraph as it was written. */
  isOff?: ((rule: FixRule | ReportRule, start: number) => boolean) | undefined;
  /** Do not look whether a change makes room for another: a check finds that the next time. */
  once?: boolean | undefined;
  /** Called with every change and remark; without it nothing is collected, which is what a build wants. */
  found?: ((finding: Finding) => void) | undefined;
}

/** A rule may make work for one before it; three rounds have been enough for everything seen. */
const rounds = 4;

/** Runs the rules over one paragraph. Returns the changed text, or `undefined` if nothing changed. */
export function runRules(paragraph: Paragraph, plan: Plan): RunningText | undefined {
  const { text } = paragraph;
  const seen = survey(text);
  const writing = writingOf(seen);
  const running = new RunningText(text);
  const converted = plan.convert && writing !== 'other' ? plan.convert(text) : [];
  if (converted.length > 0) running.replace(converted);
  const borders = bordersOf(paragraph);
  const suits = (rule: FixRule | ReportRule, bits: number) =>
    (rule.needs === 0 || (rule.needs & bits) !== 0) && (rule.applies ?? ['chinese']).includes(writing);
  let locked: Uint8Array | undefined;
  const passage: Passage = {
    get text() {
      return running.text;
    },
    get locked() {
      locked ??= lockTokens(running.text);
      return locked;
    },
    block: paragraph.kind,
    writing,
    language: plan.language,
    atBorder: (index) => borders.has(running.originOf(index)),
    depthAt: (index) => depthAt(paragraph, running.originOf(index)),
  };

  let { bits } = seen;
  for (let round = 0; round < rounds; round++) {
    let changed = false;
    for (const rule of plan.fixes) {
      if (!suits(rule, bits)) continue;
      const edits = [...rule.find(passage)].filter((edit) => allowed(edit, rule));
      if (edits.length === 0) continue;
      for (const edit of edits) plan.found?.({ rule, ...running.inOriginal(edit) });
      locked &&= carryLocks(locked, edits);
      running.replace(edits);
      changed = true;
    }
    if (!changed || plan.once) break;
    bits = survey(running.text).bits;
    // A token may have come to be, e.g. C++ from Ｃ＋＋.
    locked = undefined;
  }
  for (const rule of plan.reports) {
    if (!plan.found || !suits(rule, bits)) continue;
    for (const remark of rule.find(passage)) report(rule, remark);
  }
  // A block of nothing but debris stays: an empty one would be worse, and in the source it would be none.
  return running.changed && running.text !== '' ? running : undefined;

  function allowed(edit: Edit, rule: FixRule): boolean {
    if (edit.replacement === running.text.slice(edit.start, edit.end)) return false;
    for (let i = edit.start; i < edit.end; i++) {
      if (passage.locked[i]) return false;
      if (i > edit.start && borders.has(running.originOf(i)) && running.isKept(i)) return false;
    }
    if (plan.careful && edit.replacement === '' && isSpaceAtBorder(edit)) return false;
    return !plan.isOff?.(rule, running.originOf(edit.start));
  }

  function isSpaceAtBorder({ start, end }: Edit): boolean {
    if (!borders.has(running.originOf(start)) && !borders.has(running.originOf(end))) return false;
    return /^\s+$/.test(running.text.slice(start, end));
  }

  function report(rule: FixRule | ReportRule, remark: Remark & { replacement?: string }): void {
    const { start, end, replacement } = remark;
    if (plan.isOff?.(rule, running.originOf(start))) return;
    if (rule.kind === 'fix' && !allowed({ start, end, replacement: replacement ?? '' }, rule)) return;
    const place = running.inOriginal({ start, end, replacement: replacement ?? running.text.slice(start, end) });
    const known = replacement === undefined ? {} : { replacement: place.replacement };
    plan.found?.({ rule, start: place.start, end: place.end, ...known });
  }
}

/** The locks of the text that the edits make: what is new belongs to no token. */
function carryLocks(locked: Uint8Array, edits: readonly Edit[]): Uint8Array {
  const grown = edits.reduce((sum, edit) => sum + edit.replacement.length - (edit.end - edit.start), 0);
  const carried = new Uint8Array(locked.length + grown);
  let from = 0;
  let to = 0;
  for (const edit of edits) {
    carried.set(locked.subarray(from, edit.start), to);
    to += edit.start - from + edit.replacement.length;
    from = edit.end;
  }
  carried.set(locked.subarray(from), to);
  return carried;
}

/** Where a slot begins or ends, but for the ends of the paragraph. */
function bordersOf({ slots, starts, text }: Paragraph): Set<number> {
  const borders = new Set<number>();
  slots.forEach((slot, i) => {
    const start = starts[i] ?? 0;
    borders.add(start);
    borders.add(start + slot.value.length);
  });
  borders.delete(0);
  borders.delete(text.length);
  return borders;
}

function depthAt({ slots, starts }: Paragraph, index: number): number {
  const i = slotAt(starts, index);
  const slot = slots[i];
  const inside = slot && index >= (starts[i] ?? 0) && index < (starts[i] ?? 0) + slot.value.length;
  return inside ? slot.depth : Number.POSITIVE_INFINITY;
}
