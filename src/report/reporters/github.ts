import type { InterfaceLanguage } from '../language.ts';
import type { KanbenMessage } from '../message.ts';
import { plainMessage } from './json.ts';

const commands = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** Workflow commands, which GitHub shows as annotations beside the lines. */
export function github(messages: readonly KanbenMessage[], language: InterfaceLanguage): string {
  return messages
    .map((message) => {
      const { file, line, column, endLine, endColumn, severity, reason, rule, note } = plainMessage(message, language);
      const oneLine = endLine === undefined || endLine === line;
      const properties = Object.entries({
        file: file || undefined,
        line,
        // GitHub refuses columns for more than one line.
        ...(oneLine ? { col: column, endColumn } : { endLine }),
        title: rule,
      })
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
      const text = note ? `${reason}（${note}）` : reason;
      return `::${commands[severity]} ${properties.join(',')}::${escapeData(text)}\n`;
    })
    .join('');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
