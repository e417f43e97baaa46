import type { InterfaceLanguage } from '../language.ts';
import type { KanbenMessage } from '../message.ts';
import { plainMessage } from './json.ts';

const words = {
  zh: { error: '错误', warning: '警告', info: '提示' },
  en: { error: 'error', warning: 'warning', info: 'info' },
} as const;

const colours = { error: 31, warning: 33, info: 36 } as const;

/** Messages for people, one a line: file:line:column, severity, what is there and what to do, rule. */
export function pretty(messages: readonly KanbenMessage[], language: InterfaceLanguage, colour: boolean): string {
  return messages
    .map((message) => {
      const { file, line, column, severity, reason, rule } = plainMessage(message, language);
      const place = [file, line, column].filter((part) => part !== undefined && part !== '').join(':');
      const word = words[language][severity];
      return `${place}  ${colour ? `\u001B[${colours[severity]}m${word}\u001B[0m` : word}  ${reason}  ${colour ? `\u001B[2m${rule}\u001B[0m` : rule}\n`;
    })
    .join('');
}
