import type { InterfaceLanguage } from '../report/language.ts';

export const reporters = ['pretty', 'json', 'github', 'sarif'] as const;
export type Reporter = (typeof reporters)[number];

/** What every command gets from the command line and the process. */
export interface Session {
  language: InterfaceLanguage;
  reporter: Reporter;
  quiet: boolean;
  /** Our own version. */
  version: string;
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
}
