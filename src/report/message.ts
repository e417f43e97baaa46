import type { Node, Point, Position } from 'unist';
import type { VFile } from 'vfile';
import type { VFileMessage } from 'vfile-message';
import { originOf } from './origin.ts';

/** The same sentence in both languages of the interface. Chinese is the one we write first. */
export interface Bilingual {
  zh: string;
  en: string;
}

/** error: the edition cannot be built; warning: it can, but is probably not what was meant; info: worth knowing. */
export type Severity = 'error' | 'warning' | 'info';

/** `source:rule`, e.g. `typography:han-latin-space`, `book:unknown-key`. */
export type RuleId = `${string}:${string}`;

export interface MessageOptions {
  /** Where in the file: a node, a position or a point. */
  place?: Node | Position | Point | undefined;
  /** Default: `warning`. */
  severity?: Severity;
  /** The text found there, and what may stand in its place. */
  actual?: string;
  expected?: string[];
  /** The clause of the standard, or a longer explanation. */
  note?: string;
  url?: string;
}

/** A message of kanben: a VFileMessage that also keeps its text in both languages, and the page (from 0) of what is printed. */
export type KanbenMessage = VFileMessage & { texts?: Bilingual; page?: number };

/**
 * Adds a message to `file`, or to the file that it includes if the place is there. `reason` is the Chinese text; reporters
 * choose the language from `texts`.
 */
export function say(file: VFile, id: RuleId, texts: Bilingual, options: MessageOptions = {}): KanbenMessage {
  const { place, severity = 'warning', actual, expected, note, url } = options;
  const origin = originOf(file, place);
  const [source, ruleId] = id.split(':', 2) as [string, string];
  const message: KanbenMessage = origin.file.message(texts.zh, {
    ...(origin.place && { place: origin.place }),
    source,
    ruleId,
  });
  message.texts = texts;
  // VFile: fatal true is an error, false a warning, undefined information.
  message.fatal = severity === 'error' ? true : severity === 'warning' ? false : undefined;
  if (actual !== undefined) message.actual = actual;
  if (expected) message.expected = expected;
  if (note) message.note = note;
  if (url) message.url = url;
  return message;
}

/** The messages without those that say the same of the same place. */
export function withoutRepeats(messages: readonly KanbenMessage[]): KanbenMessage[] {
  const seen = new Set<string>();
  return messages.filter(({ file, line, column, source, ruleId, reason }) => {
    const key = JSON.stringify([file, line, column, source, ruleId, reason]);
    return !seen.has(key) && seen.add(key);
  });
}
