import { Failure } from '../report/failure.ts';
import { plainMessage } from '../report/reporters/json.ts';
import { pretty } from '../report/reporters/pretty.ts';
import type { Session } from './session.ts';

/** Says why a command failed and returns its exit status. What is no Failure is a bug and keeps its stack. */
export function showFailure(error: unknown, { language, reporter, stdout, stderr, signal }: Session): number {
  if (signal.aborted) {
    stderr.write(
      language === 'zh' ? '\n已中断，没有留下未完成的文件。\n' : '\nInterrupted; no unfinished files are left.\n',
    );
    return 130;
  }
  const failure =
    error instanceof Failure
      ? error
      : new Failure(3, {
          zh: `程序出错，请报告：${(error as Error).stack}`,
          en: `A bug in kanben; please report: ${(error as Error).stack}`,
        });
  if (reporter === 'json') {
    const messages = failure.messages.map((message) => plainMessage(message, language));
    stdout.write(
      `${JSON.stringify({ ok: false, exitCode: failure.exitCode, reason: failure.texts[language], messages }, null, 2)}\n`,
    );
  } else {
    stderr.write(pretty(failure.messages, language, stderr.isTTY));
    stderr.write(`${failure.texts[language]}\n`);
  }
  return failure.exitCode;
}
