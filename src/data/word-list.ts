import type { Position } from 'unist';
import type { VFile } from 'vfile';
import { type Bilingual, say } from '../report/message.ts';
import type { DataReader } from './csv.ts';

/** Reads a CSV file of words and what each becomes: two columns under a header. Problems are messages. */
export async function readWordList(
  name: string,
  reader: DataReader,
  configFile: VFile,
  place: Position | undefined,
): Promise<Map<string, string>> {
  const words = new Map<string, string>();
  const table = await reader.readNamed(name, (rule, texts) =>
    say(configFile, `data:${rule}`, texts, { place, severity: 'error' }),
  );
  if (!table) return words;
  const tell = (rule: string, texts: Bilingual, at: Position | undefined) =>
    say(table.file, `data:${rule}`, texts, { place: at, severity: 'error' });
  if (table.header.length !== 2) {
    const zh = `例外词表要有两列：原词、换成。现在有 ${table.header.length} 列。`;
    const en = `A list of exceptions has two columns, the word and its conversion. This has ${table.header.length}.`;
    tell('word-columns', { zh, en }, table.header[0]?.position);
    return words;
  }
  for (const [word, conversion] of table.rows) {
    if (!word?.text || !conversion?.text) {
      const zh = '这一行缺原词或换成的词。请补上；不转换的词，两列写得一样。';
      const en = 'This row lacks the word or its conversion. Add it; write a word twice that is to stay.';
      tell('word-empty', { zh, en }, (word?.text ? conversion : word)?.position);
    } else if (words.has(word.text) && words.get(word.text) !== conversion.text) {
      const zh = `“${word.text}”写了两次，换成的词不同。请删去一处。`;
      const en = `The word "${word.text}" is listed twice with different conversions. Delete one.`;
      tell('word-twice', { zh, en }, word.position);
    } else words.set(word.text, conversion.text);
  }
  return words;
}
