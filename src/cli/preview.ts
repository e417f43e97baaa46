import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openPreview, type PreviewState } from '../preview/index.ts';
import { Failure } from '../report/failure.ts';
import type { Session } from './session.ts';

export interface PreviewWords {
  port?: string;
  open?: boolean;
  edition?: string[];
  template?: string;
  editor?: string;
  out?: string;
  store?: string;
}

/** `kanben preview [DIR]`: shows the pages in a browser tab until Ctrl-C. Returns the exit status. */
export async function preview(folder: string, words: PreviewWords, session: Session): Promise<number> {
  const { stdout, stderr, quiet, language, signal } = session;
  const say = (zh: string, en: string) => (language === 'zh' ? zh : en);
  const opened = await openPreview({
    folder,
    edition: words.edition?.at(-1),
    template: words.template,
    ...(words.port !== undefined && { port: portOf(words.port) }),
    ...(words.out !== undefined && { out: words.out }),
    ...(words.store !== undefined && { store: words.store }),
    ...(words.editor !== undefined && { editor: words.editor }),
    language,
    listener: quiet ? () => {} : tellBuilds((line) => stderr.write(line), language),
  });
  try {
    stdout.write(`${say('预览', 'Preview')}  ${opened.url}\n`);
    if (!quiet)
      stderr.write(say('改了书稿，页面自动更新。Ctrl-C 结束。\n', 'Pages follow the text. Ctrl-C ends it.\n'));
    if (words.open) openTab(opened.url);
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await opened.close();
  }
  if (!quiet) stderr.write(say('\n预览已结束。\n', '\nThe preview has ended.\n'));
  return 0;
}

/** A line for each build that has ended. */
function tellBuilds(write: (line: string) => void, language: Session['language']): (state: PreviewState) => void {
  let since: number | undefined;
  return ({ building, problems, failure }) => {
    if (building) since ??= performance.now();
    if (building || since === undefined) return;
    const seconds = ((performance.now() - since) / 1000).toFixed(1);
    since = undefined;
    const count = problems.filter(({ severity }) => severity !== 'info').length;
    if (failure) write(`${failure[language].split('\n')[0]}\n`);
    else
      write(
        language === 'zh' ? `已更新，${count} 个问题，${seconds} 秒\n` : `Updated, ${count} problems, ${seconds} s\n`,
      );
  };
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new Failure(2, {
    zh: `--port 不能是“${text}”，应当是 0 到 65535 的整数。`,
    en: `--port cannot be "${text}"; it must be a whole number from 0 to 65535.`,
  });
}

/** Opens the user's browser; where that fails the address is on the screen all the same. */
function openTab(url: string): void {
  const [command, ...words] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', url]
        : ['xdg-open', url];
  const child = spawn(command as string, words, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
