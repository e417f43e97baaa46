import type { Point, Position } from 'unist';
import type { VFile } from 'vfile';
import type { KanbenMessage } from './message.ts';

/** Messages as plain data, to be said again when the work that said them is not done again. */
export type KeptMessages = { reason: string; place: Position | Point | undefined; said: Partial<KanbenMessage> }[];

/** What was said of a file since it had `from` messages. */
export function messagesSince({ messages }: VFile, from: number): KeptMessages {
  return (messages.slice(from) as KanbenMessage[]).map((message) => {
    const { reason, place, source, ruleId, fatal, texts, actual, expected, note, url } = message;
    const all = { source, ruleId, fatal, texts, actual, expected, note, url };
    const said = Object.fromEntries(
      Object.entries(all).filter(([name, value]) => name === 'fatal' || value !== undefined),
    );
    return { reason, place, said };
  });
}

/** Says them again of a file with the same text. */
export function sayAgain(file: VFile, kept: KeptMessages): void {
  for (const { reason, place, said } of kept) Object.assign(file.message(reason, { ...(place && { place }) }), said);
}
