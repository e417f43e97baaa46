import type { Bilingual } from './message.ts';

/** The language of the interface; the manuscript's own is another matter. */
export type InterfaceLanguage = keyof Bilingual;

/** From the environment's locale: Chinese unless it names another language. */
export function interfaceLanguage(environment: Record<string, string | undefined>): InterfaceLanguage {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return /^($|zh|C\b|C$|POSIX)/i.test(locale) ? 'zh' : 'en';
}
