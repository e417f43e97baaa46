import type { Bilingual, KanbenMessage } from './message.ts';

/** 1 the manuscript has errors · 2 wrong use or configuration · 3 an engine failed (browser, disk) · 130 interrupted. */
export type ExitCode = 1 | 2 | 3 | 130;

/**
 * A failure that ends the command. `messages` are all the problems known by then; `texts` is the closing sentence.
 * Everything else that is thrown is a bug of ours.
 */
export class Failure extends Error {
  readonly texts: Bilingual;
  readonly exitCode: ExitCode;
  readonly messages: readonly KanbenMessage[];

  constructor(
    exitCode: ExitCode,
    texts: Bilingual,
    options: { messages?: readonly KanbenMessage[]; cause?: unknown } = {},
  ) {
    super(texts.zh, { cause: options.cause });
    this.name = 'Failure';
    this.exitCode = exitCode;
    this.texts = texts;
    this.messages = options.messages ?? [];
  }
}
