import path from 'node:path';
import { VFile } from 'vfile';
import { isAlias, isMap, isScalar, isSeq, type Node as YamlNode } from 'yaml';
import { decodeText } from '../book/decode.ts';
import { type JailedFiles, RefusedFile } from '../book/files.ts';
import { openYaml, type YamlSource } from '../book/yaml-source.ts';
import { reportSyntax } from '../book/yaml-syntax.ts';
import { type Bilingual, say } from '../report/message.ts';
import { type DataReader, type DataTable, refusalOf } from './csv.ts';

/** A file of values: nested keys in YAML and JSON, rows and columns in CSV. */
export interface ValueFile {
  file: VFile;
  /** The value at a path such as `a.0.b`. */
  find(path: string): Found;
}

/** The value as written; or the step that leads nowhere and what there is; or the keys below, if it is no single value. */
export type Found = { value: string } | { missing: string; known: string[] } | { inner: string[] };

/** 4 MB. */
const largest = 4 * 1024 * 1024;

/** Reads a file that book.yaml names under `data`; undefined after a message. */
export async function readValueFile(
  name: string,
  jail: JailedFiles,
  tables: DataReader,
  tell: (rule: string, texts: Bilingual) => void,
  files: VFile[],
): Promise<ValueFile | undefined> {
  if (/\.csv$/i.test(name)) {
    const table = await tables.readNamed(name, tell);
    return table && fromTable(table);
  }
  if (!/\.(?:ya?ml|json)$/i.test(name)) {
    const zh = `数据文件“${name}”应当是 YAML（.yaml）、JSON（.json）或 CSV（.csv）。`;
    const en = `The data file "${name}" must be YAML (.yaml), JSON (.json) or CSV (.csv).`;
    tell('file-kind', { zh, en });
    return undefined;
  }
  const file = new VFile({ path: path.posix.normalize(name), cwd: jail.root });
  try {
    const bytes = await jail.read(name);
    if (bytes.length > largest) throw new RefusedFile('too-large', name);
    files.push(file);
    if (!decodeText(file, bytes)) return undefined;
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error;
    tell(`file-${error.reason}`, refusalOf(error.reason, name));
    return undefined;
  }
  // JSON is YAML 1.2.
  const source = openYaml(file, { text: String(file), offset: 0 });
  if (reportSyntax(file, source)) return undefined;
  if (!isMap(source.document.contents) && !isSeq(source.document.contents)) {
    const zh = '数据文件应当是一组“项: 值”或列表。';
    const en = 'A data file must be a set of keys or a list.';
    say(file, 'data:not-keys', { zh, en }, { place: { line: 1, column: 1 }, severity: 'error' });
    return undefined;
  }
  return fromYaml(file, source);
}

function fromYaml(file: VFile, { document }: YamlSource): ValueFile {
  const resolved = (node: unknown): YamlNode | undefined =>
    (isAlias(node) ? node.resolve(document) : node) as YamlNode | undefined;
  const entries = (node: unknown): [string, unknown][] => {
    if (isMap(node)) return node.items.map(({ key, value }) => [isScalar(key) ? String(key.value) : '', value]);
    return isSeq(node) ? node.items.map((value, i) => [String(i), value]) : [];
  };
  return {
    file,
    find(written) {
      let at = resolved(document.contents);
      for (let rest = written; rest !== ''; ) {
        const inner = entries(at);
        const found = step(
          rest,
          inner.map(([key]) => key),
        );
        if (found === undefined) return { missing: rest.split('.')[0] ?? '', known: inner.map(([key]) => key) };
        at = resolved(inner.find(([key]) => key === found)?.[1]);
        rest = rest.slice(found.length + 1);
      }
      if (!isScalar(at) || at.value === null) return { inner: entries(at).map(([key]) => key) };
      // 1.50 stays 1.50.
      return { value: typeof at.value === 'string' ? at.value.trim() : (at.source ?? String(at.value)) };
    },
  };
}

function fromTable({ file, header, rows }: DataTable): ValueFile {
  const names = header.map((cell) => cell.text);
  return {
    file,
    find(written) {
      const labels = rows.map((row) => row[0]?.text ?? '');
      const label = step(written, labels);
      if (label === undefined) return { missing: written.split('.')[0] ?? '', known: labels };
      const rest = written.slice(label.length + 1);
      if (rest === '') return { inner: names.slice(1) };
      const column = names.indexOf(rest);
      if (column < 0) return { missing: rest, known: names.slice(1) };
      return { value: rows[labels.indexOf(label)]?.[column]?.text ?? '' };
    },
  };
}

/** The key with which the rest of a path begins; the longest, because keys may hold dots. */
function step(rest: string, keys: readonly string[]): string | undefined {
  return keys
    .filter((key) => key !== '' && (rest === key || rest.startsWith(`${key}.`)))
    .sort((a, b) => b.length - a.length)[0];
}
