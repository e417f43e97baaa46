import type { InterfaceLanguage } from '../language.ts';
import type { KanbenMessage } from '../message.ts';
import { excerpt } from './excerpt.ts';
import { type PlainMessage, plainMessage } from './json.ts';

const words = {
  zh: { error: '错误', warning: '警告', info: '提示' },
  en: { error: 'error', warning: 'warning', info: 'info' },
} as const;

const colours = { error: 31, warning: 33, info: 36 } as const;

/** The text of a file that messages speak of, by the name they give. */
export type SourceOf = (file: string) => string | undefined;

/**
 * Messages for people: file:line:column, severity, what is there and what to do, rule; below it, if the source is known,
 * the line with a caret under the place.
 */
export function pretty(
  messages: readonly KanbenMessage[],
  language: InterfaceLanguage,
  colour: boolean,
  sourceOf: SourceOf = () => undefined,
): string {
  const lines = new Map<string, string[] | undefined>();
  const paint = (code: number, text: string) => (colour ? `\u001B[${code}m${text}\u001B[0m` : text);
  return messages
    .map((message) => {
      const plain = plainMessage(message, language);
      const { file, line, column, severity, reason, rule } = plain;
      const place = [file, line, column].filter((part) => part !== undefined && part !== '').join(':');
      const word = paint(colours[severity], words[language][severity]);
      if (!lines.has(file)) lines.set(file, sourceOf(file)?.split(/\r\n|[\n\r]/));
      return `${place}  ${word}  ${reason}  ${paint(2, rule)}\n${shown(plain, lines.get(file), paint)}`;
    })
    .join('');
}

function shown(
  { line, column, endLine, endColumn }: PlainMessage,
  lines: string[] | undefined,
  paint: (code: number, text: string) => string,
): string {
  const text = line === undefined ? undefined : lines?.[line - 1];
  if (text === undefined || column === undefined) return '';
  // A whole block is no place to point at.
  const end = endLine === line ? (endColumn ?? column) : column;
  const { text: source, marks } = excerpt(text, column, end);
  return `    ${source}\n    ${paint(32, marks)}\n`;
}
