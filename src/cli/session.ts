import type { InterfaceLanguage } from '../report/language.ts';

export type Reporter = 'pretty' | 'json';

/** What every command gets from the command line and the process. */
export interface Session {
  language: InterfaceLanguage;
  reporter: Reporter;
  quiet: boolean;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
}
