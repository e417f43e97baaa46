import type { InterfaceLanguage } from '../language.ts';
import type { KanbenMessage, Severity } from '../message.ts';

/** A message as machines read it. Lines and columns from 1, columns in UTF-16 units. */
export interface PlainMessage {
  file: string;
  line?: number;
  column?: number;
  endLine?: number;
  endColumn?: number;
  severity: Severity;
  rule: string;
  reason: string;
  actual?: string;
  expected?: string[];
  note?: string;
  url?: string;
}

export function plainMessage(message: KanbenMessage, language: InterfaceLanguage): PlainMessage {
  const { place } = message;
  const start = place && ('start' in place ? place.start : place);
  const end = place && 'end' in place ? place.end : undefined;
  return {
    file: message.file ?? '',
    ...(start && { line: start.line, column: start.column }),
    ...(end && { endLine: end.line, endColumn: end.column }),
    severity: severityOf(message),
    rule: `${message.source}:${message.ruleId}`,
    reason: message.texts?.[language] ?? message.reason,
    ...(message.actual !== undefined && message.actual !== null && { actual: message.actual }),
    ...(message.expected && { expected: message.expected }),
    ...(message.note && { note: message.note }),
    ...(message.url && { url: message.url }),
  };
}

export function severityOf(message: KanbenMessage): Severity {
  return message.fatal ? 'error' : message.fatal === false ? 'warning' : 'info';
}
