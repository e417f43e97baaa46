import type { InterfaceLanguage } from '../language.ts';
import type { KanbenMessage } from '../message.ts';
import { type PlainMessage, plainMessage } from './json.ts';

const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

/** A log in SARIF 2.1.0 (OASIS), for code scanning; what a rule expects becomes a fix. */
export function sarif(messages: readonly KanbenMessage[], language: InterfaceLanguage, version: string): string {
  const plain = messages.map((message) => plainMessage(message, language));
  const rules = new Map<string, object>();
  for (const { rule, note, url } of plain) {
    if (rules.has(rule)) continue;
    rules.set(rule, {
      id: rule,
      ...(note && { shortDescription: { text: note } }),
      // A help address must be absolute.
      ...(url && /^https?:/.test(url) && { helpUri: url }),
    });
  }
  const ids = [...rules.keys()];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'kanben', version, rules: [...rules.values()] } },
        columnKind: 'utf16CodeUnits',
        results: plain.map((message) => result(message, ids.indexOf(message.rule))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function result(message: PlainMessage, ruleIndex: number): object {
  const artifactLocation = { uri: message.file.split(/[\\/]/).map(encodeURIComponent).join('/') };
  const region = regionOf(message);
  const known = message.file !== '';
  const [expected] = message.expected ?? [];
  return {
    ruleId: message.rule,
    ruleIndex,
    level: levels[message.severity],
    message: { text: message.reason },
    ...(known && { locations: [{ physicalLocation: { artifactLocation, ...(region && { region }) } }] }),
    ...(known &&
      region &&
      expected !== undefined && {
        fixes: [
          {
            artifactChanges: [
              { artifactLocation, replacements: [{ deletedRegion: region, insertedContent: { text: expected } }] },
            ],
          },
        ],
      }),
  };
}

function regionOf({ line, column, endLine, endColumn }: PlainMessage): object | undefined {
  if (line === undefined) return undefined;
  return { startLine: line, startColumn: column, endLine, endColumn };
}
