import { access } from 'node:fs/promises';
import path from 'node:path';
import { VFile } from 'vfile';
import { findMarkdown } from '../book/find-markdown.ts';
import { type TextSettings, textSettings } from '../book/settings.ts';
import { readTextFile, writeTextFile } from '../book/text-file.ts';
import { checkBook } from '../edition/check.ts';
import type { KanbenMessage } from '../report/message.ts';
import { checkMarkdown, formatMarkdown } from '../typography/index.ts';
import { countOf, formatMessages, sourcesIn } from './messages.ts';
import type { Session } from './session.ts';

export interface CheckWords {
  edition?: string[];
  fix?: boolean;
  strict?: boolean;
  language?: string;
}

/**
 * `kanben check [DIR or FILE…]`: a folder with a book.yaml is checked as a manuscript, all stages but printing; other folders
 * and files for their text only. Returns the exit status.
 */
export async function check(names: string[], words: CheckWords, session: Session): Promise<number> {
  const { stdout, stderr, quiet, language, reporter, signal } = session;
  const messages: KanbenMessage[] = [];
  let fixed = 0;
  const known = new Map<string, TextSettings>();
  for (const name of names.length > 0 ? names : ['.']) {
    const isBook = await access(path.join(name, 'book.yaml')).then(
      () => true,
      () => false,
    );
    for (const file of words.fix || !isBook ? await findMarkdown([name]) : []) {
      signal.throwIfAborted();
      const settings = { ...(await textSettings(file, known)), ...(words.language && { language: words.language }) };
      const read = await readTextFile(file);
      if (!read.readable) {
        if (!isBook) messages.push(...(read.file.messages as KanbenMessage[]));
        continue;
      }
      const source = read.mark + String(read.file);
      const { output } = words.fix ? formatMarkdown(source, { ...settings, path: file }) : { output: source };
      if (output !== source) {
        await writeTextFile(file, output);
        fixed++;
      }
      if (isBook) continue;
      const text = new VFile({ path: file, value: output.replace(/^\uFEFF/, '') });
      checkMarkdown(text, settings);
      messages.push(...(text.messages as KanbenMessage[]));
    }
    if (isBook) {
      const found = await checkBook({ folder: name, editions: words.edition });
      for (const message of found) message.file = path.join(name, message.file ?? '');
      messages.push(...found);
    }
  }
  stdout.write(formatMessages(messages, session, stdout.isTTY, sourcesIn('.')));
  const [errors, warnings] = [countOf(messages, 'error'), countOf(messages, 'warning')];
  if (!quiet && reporter === 'pretty') {
    const zh = `${words.fix ? `改了 ${fixed} 个文件；` : ''}${errors} 个错误，${warnings} 条警告，${countOf(messages, 'info')} 条提示。`;
    const en = `${words.fix ? `${fixed} files changed; ` : ''}${errors} errors, ${warnings} warnings, ${countOf(messages, 'info')} notes.`;
    stderr.write(`${language === 'zh' ? zh : en}\n`);
  }
  return errors > 0 || (words.strict && warnings > 0) ? 1 : 0;
}
