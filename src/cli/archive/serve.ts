import { writeCatalogue } from '../../archive/catalogue/index.ts';
import type { Session } from '../session.ts';
import { openToRead } from './open.ts';

/** `kanben archive serve --out DIR`. Returns the exit status. */
export async function serve(
  words: { store: string; out: string },
  { stdout, reporter, language, quiet, signal }: Session,
): Promise<number> {
  const { out } = words;
  const publications = await writeCatalogue(await openToRead(words.store), out, signal);
  if (reporter === 'json') stdout.write(`${JSON.stringify({ ok: true, exitCode: 0, out, publications }, null, 2)}\n`);
  else if (!quiet) {
    const zh = `${publications} 个出版物的目录已写到 ${out}，用浏览器打开其中的 index.html，或放到任何网站上。\n`;
    const en = `The catalogue of ${publications} publications is in ${out}: open its index.html, or put it on any web server.\n`;
    stdout.write(language === 'zh' ? zh : en);
  }
  return 0;
}
