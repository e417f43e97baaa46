import { findMarkdown } from '../book/find-markdown.ts';
import { type TextSettings, textSettings } from '../book/settings.ts';
import { readTextFile, type TextFile, textFile, writeTextFile } from '../book/text-file.ts';
import { Failure } from '../report/failure.ts';
import type { KanbenMessage } from '../report/message.ts';
import { formatMarkdown } from '../typography/index.ts';
import { formatMessages, sourcesIn } from './messages.ts';
import type { Session } from './session.ts';

export interface FormatWords {
  check?: boolean;
  asBuilt?: boolean;
  language?: string;
}

/**
 * `kanben format [FILE… or -]`. Returns the exit status: 1 if a file could not be formatted or, with --check, would change.
 * A file that cannot be formatted stays as it is and does not keep the others from it.
 */
export async function format(names: string[], words: FormatWords, session: Session): Promise<number> {
  const { stdin, stdout, stderr, quiet, signal, language } = session;
  if (names.includes('-')) {
    if (names.length > 1) {
      throw new Failure(2, { zh: '“-”（标准输入）不能与文件同用。', en: '"-" (standard input) goes alone.' });
    }
    const chunks: Buffer[] = [];
    for await (const chunk of stdin) chunks.push(chunk as Buffer);
    const text = textFile('-', Buffer.concat(chunks));
    const { output, changed, messages } = formatted(text, await textSettings('./-', new Map()), words);
    if (!words.check && text.readable) stdout.write(output);
    // Standard output is the text, so what is left for the author goes to the other stream.
    if (!quiet) stderr.write(formatMessages(messages, session, stderr.isTTY, () => output));
    return failed(messages) || (words.check && changed) ? 1 : 0;
  }
  const files = await findMarkdown(names.length > 0 ? names : ['.']);
  const known = new Map<string, TextSettings>();
  const errors: KanbenMessage[] = [];
  let count = 0;
  for (const name of files) {
    signal.throwIfAborted();
    const { output, changed, messages } = formatted(await readTextFile(name), await textSettings(name, known), words);
    errors.push(...messages.filter((message) => message.fatal));
    if (!changed) continue;
    count++;
    if (!words.check) await writeTextFile(name, output);
    stdout.write(`${name}\n`);
  }
  if (errors.length > 0) stderr.write(formatMessages(errors, session, stderr.isTTY, sourcesIn('.')));
  if (!quiet) {
    const zh = words.check ? `${files.length} 个文件，${count} 个要改。` : `${files.length} 个文件，改了 ${count} 个。`;
    const en = `${files.length} files, ${count} ${words.check ? 'to change' : 'changed'}.`;
    stderr.write(`${language === 'zh' ? zh : en}\n`);
  }
  return errors.length > 0 || (words.check && count > 0) ? 1 : 0;
}

interface Result {
  output: string;
  changed: boolean;
  messages: KanbenMessage[];
}

function formatted({ file, mark, readable }: TextFile, found: TextSettings, words: FormatWords): Result {
  const source = mark + String(file);
  if (!readable) return { output: source, changed: false, messages: file.messages as KanbenMessage[] };
  const { output, messages } = formatMarkdown(source, {
    path: file.path,
    language: words.language ?? found.language,
    settings: found.settings,
    asBuilt: words.asBuilt,
  });
  return { output, changed: output !== source, messages };
}

function failed(messages: KanbenMessage[]): boolean {
  return messages.some((message) => message.fatal);
}
