import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { KanbenMessage } from '../report/message.ts';
import { github } from '../report/reporters/github.ts';
import { plainMessage, severityOf } from '../report/reporters/json.ts';
import { pretty, type SourceOf } from '../report/reporters/pretty.ts';
import { sarif } from '../report/reporters/sarif.ts';
import type { Session } from './session.ts';

/** Messages as the chosen reporter shows them; for `json` a list. */
export function formatMessages(
  messages: readonly KanbenMessage[],
  session: Session,
  colour: boolean,
  sourceOf?: SourceOf,
): string {
  const { language, reporter, version } = session;
  switch (reporter) {
    case 'json':
      return `${JSON.stringify(
        messages.map((message) => plainMessage(message, language)),
        null,
        2,
      )}\n`;
    case 'github':
      return github(messages, language);
    case 'sarif':
      return sarif(messages, language, version);
    default:
      return pretty(messages, language, colour, sourceOf);
  }
}

/** Reads the sources that messages speak of, relative to a folder, for their excerpts. */
export function sourcesIn(folder: string): SourceOf {
  return (file) => {
    try {
      return readFileSync(path.resolve(folder, file), 'utf8').replace(/^\uFEFF/, '');
    } catch {
      return undefined;
    }
  };
}

/** How many messages of a kind there are. */
export function countOf(messages: readonly KanbenMessage[], severity: 'error' | 'warning' | 'info'): number {
  return messages.filter((message) => severityOf(message) === severity).length;
}
