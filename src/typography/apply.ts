import type { Root } from 'mdast';
import type { VFile } from 'vfile';
import { location } from 'vfile-location';
import { say } from '../report/message.ts';
import { type Finding, type Plan, runRules } from './engine.ts';
import { type Paragraph, paragraphsOf } from './paragraph.ts';
import type { Edit, RunningText } from './running-text.ts';
import { placeIn, slotAt } from './source-place.ts';
import { type Switches, switchesOf } from './switches.ts';

/** Writes the changed text of a paragraph into its nodes. */
function write(paragraph: Paragraph, running: RunningText): void {
  eachSlot(paragraph, running, (slot, value, edits) => {
    if (edits.length > 0) slot.write(value);
  });
}

/** Calls `visit` for every slot with its new value and the edits of the old one, in offsets of the slot. */
export function eachSlot(
  paragraph: Paragraph,
  running: RunningText,
  visit: (slot: Paragraph['slots'][number], value: string, edits: Edit[], start: number) => void,
): void {
  const cursor = { at: 0 };
  paragraph.slots.forEach((slot, i) => {
    const start = paragraph.starts[i] ?? 0;
    while (cursor.at < running.text.length && running.originOf(cursor.at) < start) cursor.at++;
    const { value, edits } = running.changesIn(start, start + slot.value.length, cursor);
    visit(slot, value, edits, start);
  });
}

/** The switches of a document as the engine asks for them: by places in a paragraph. */
export function switchedOff(isOff: Switches, paragraph: Paragraph, source: string): NonNullable<Plan['isOff']> {
  return (rule, start) => {
    const offset = placeIn(paragraph, start, start, source)?.start ?? paragraph.position?.start.offset;
    return offset !== undefined && isOff(rule.id, offset);
  };
}

export interface Applied {
  tree: Root;
  file: VFile;
  plan: Plan;
  /** Change the tree. */
  change: boolean;
  /** Add a message for what the plan fixes too, not only for what it reports. */
  tellFixes: boolean;
}

/** Runs the plan over a whole document. */
export function applyPlan({ tree, file, plan, change, tellFixes }: Applied): void {
  const source = String(file);
  const places = location(source);
  const isFix = new Set<unknown>(plan.fixes);
  const isOff = switchesOf(tree, source);
  for (const paragraph of paragraphsOf(tree, source)) {
    const findings: Finding[] = [];
    const running = runRules(paragraph, {
      ...plan,
      once: !change,
      isOff: isOff && switchedOff(isOff, paragraph, source),
      found: (finding) => {
        if (tellFixes || !isFix.has(finding.rule)) findings.push(finding);
      },
    });
    if (findings.length > 0)
      withoutStacks(() => {
        for (const finding of findings) tell(finding, paragraph);
      });
    if (running && change) write(paragraph, running);
  }

  function tell({ rule, start, end, replacement }: Finding, paragraph: Paragraph): void {
    const actual = paragraph.text.slice(start, end);
    const slot = paragraph.slots[slotAt(paragraph.starts, start)];
    // What the source does not hold, the author cannot mend there.
    if (isFix.has(rule) && slot && !slot.offsets(source)) return;
    const range = placeIn(paragraph, start, end, source);
    const from = range && places.toPoint(range.start);
    const to = range && places.toPoint(range.end);
    const texts = rule.kind === 'fix' ? rule.say(actual, replacement ?? '') : rule.say(actual);
    say(file, `typography:${rule.id}`, texts, {
      place: from && to ? { start: from, end: to } : (slot?.position ?? paragraph.position),
      severity: 'warning',
      actual,
      ...(replacement !== undefined && { expected: [replacement] }),
      note: rule.clause,
      url: `docs/rules/${rule.id}.md`,
    });
  }
}

/** A message is an Error; where in our code it was made is of no interest, and finding that out takes longer than the rules. */
function withoutStacks(run: () => void): void {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    run();
  } finally {
    Error.stackTraceLimit = limit;
  }
}
