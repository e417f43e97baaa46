import { findMarkdown } from '../book/find-markdown.ts';
import { type TextSettings, textSettings } from '../book/settings.ts';
import { readTextFile, type TextFile, textFile, writeTextFile } from '../book/text-file.ts';
import { Failure } from '../report/failure.ts';
import type { KanbenMessage } from '../report/message.ts';
import { formatMarkdown } from '../typography/index.ts';
import type { Session } from './session.ts';

export interface FormatWords {
  check?: boolean;
  asBuilt?: boolean;
  language?: string;
}

/** `kanben format [FILE… or -]`. Returns the exit status: with --check 1 if a file would change. */
export async function format(names: string[], words: FormatWords, session: Session): Promise<number> {
  const { stdin, stdout, stderr, quiet, signal, language } = session;
  if (names.includes('-')) {
    if (names.length > 1)
      throw new Failure(2, { zh: '“-”（标准输入）不能与文件同用。', en: '"-" (standard input) goes alone.' });
    const chunks: Buffer[] = [];
    for await (const chunk of stdin) chunks.push(chunk as Buffer);
    const text = textFile('-', Buffer.concat(chunks));
    const { output, changed } = formatted(text, await textSettings('./-', new Map()), words);
    if (!words.check) stdout.write(output);
    return words.check && changed ? 1 : 0;
  }
  const files = await findMarkdown(names.length > 0 ? names : ['.']);
  const known = new Map<string, TextSettings>();
  let count = 0;
  for (const name of files) {
    signal.throwIfAborted();
    const { output, changed } = formatted(await readTextFile(name), await textSettings(name, known), words);
    if (!changed) continue;
    count++;
    if (!words.check) await writeTextFile(name, output);
    stdout.write(`${name}\n`);
  }
  if (!quiet) {
    const zh = words.check ? `${files.length} 个文件，${count} 个要改。` : `${files.length} 个文件，改了 ${count} 个。`;
    const en = `${files.length} files, ${count} ${words.check ? 'to change' : 'changed'}.`;
    stderr.write(`${language === 'zh' ? zh : en}\n`);
  }
  return words.check && count > 0 ? 1 : 0;
}

function formatted(
  { file, mark, readable }: TextFile,
  found: TextSettings,
  words: FormatWords,
): { output: string; changed: boolean } {
  if (!readable) {
    const zh = `${file.path} 不是 UTF-8 文本，没有改动。`;
    throw new Failure(
      1,
      { zh, en: `${file.path} is not UTF-8 text; unchanged.` },
      { messages: file.messages as KanbenMessage[] },
    );
  }
  const source = mark + String(file);
  const { output } = formatMarkdown(source, {
    path: file.path,
    language: words.language ?? found.language,
    settings: found.settings,
    asBuilt: words.asBuilt,
  });
  return { output, changed: output !== source };
}
