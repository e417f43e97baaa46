import { Failure } from '../report/failure.ts';
import { plainMessage } from '../report/reporters/json.ts';
import { formatMessages, sourcesIn } from './messages.ts';
import type { Session } from './session.ts';

/** Says why a command failed and returns its exit status. What is no Failure is a bug and keeps its stack. */
export function showFailure(error: unknown, session: Session, folder = '.'): number {
  const { language, reporter, stdout, stderr, signal } = session;
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
  const { exitCode, messages } = failure;
  const reason = failure.texts[language];
  if (reporter === 'json') {
    const plain = messages.map((message) => plainMessage(message, language));
    stdout.write(`${JSON.stringify({ ok: false, exitCode, reason, messages: plain }, null, 2)}\n`);
    return exitCode;
  }
  const shown = formatMessages(messages, session, stderr.isTTY, sourcesIn(folder));
  (reporter === 'pretty' ? stderr : stdout).write(shown);
  stderr.write(`${reason}\n`);
  return exitCode;
}
