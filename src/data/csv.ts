import path from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import type { Point, Position } from 'unist';
import { VFile } from 'vfile';
import { location } from 'vfile-location';
import { decodeText } from '../book/decode.ts';
import { type JailedFiles, type Refusal, RefusedFile } from '../book/files.ts';
import { type Bilingual, say } from '../report/message.ts';
import { brief } from './brief.ts';
import { cellRange } from './cell-range.ts';

/** A cell of a data file, and where it stands in it. */
export interface Cell {
  text: string;
  position: Position;
}

/** A CSV file: its first row names the columns. All rows are of one length. */
export interface DataTable {
  file: VFile;
  header: Cell[];
  rows: Cell[][];
}

/** 4 MB are some 2000 pages of table. */
const largest = 4 * 1024 * 1024;

/** Reads the data files that the chapters name, each once. */
export class DataReader {
  /** All files that were read, in the order of their names in the text. Problems inside them are their messages. */
  readonly files = new Map<string, VFile>();
  readonly #tables = new Map<string, DataTable | undefined>();
  readonly #jail: JailedFiles;

  constructor(jail: JailedFiles) {
    this.#jail = jail;
  }

  /** The table that `source` names, relative to its chapter; undefined after a message. */
  async read(source: string, chapter: VFile, place: Position | undefined): Promise<DataTable | undefined> {
    // An absolute path must not become a path inside the folder.
    const name = path.posix.isAbsolute(source) ? source : path.posix.join(path.posix.dirname(chapter.path), source);
    return this.readNamed(name, (rule, texts) => say(chapter, `data:${rule}`, texts, { place, severity: 'error' }));
  }

  /** The table of a file in the manuscript's folder; `tell` is called if it is not read. */
  async readNamed(source: string, tell: (rule: string, texts: Bilingual) => void): Promise<DataTable | undefined> {
    const name = path.posix.normalize(source);
    if (this.files.has(name)) return this.#tables.get(name);
    try {
      const bytes = await this.#jail.read(name);
      if (bytes.length > largest) throw new RefusedFile('too-large', name);
      const file = new VFile({ path: name, cwd: this.#jail.root });
      this.files.set(name, file);
      this.#tables.set(name, decodeText(file, bytes) ? parseTable(file) : undefined);
    } catch (error) {
      if (!(error instanceof RefusedFile)) throw error;
      tell(`file-${error.reason}`, refusalOf(error.reason, source));
    }
    return this.#tables.get(name);
  }
}

/** Why a data file is not read. */
export function refusalOf(reason: Refusal, name: string): Bilingual {
  const [zh, en] = refusals[reason].map((text) => text.replace('{}', () => brief(name))) as [string, string];
  return { zh, en };
}

function parseTable(file: VFile): DataTable | undefined {
  // csv-parse counts a CRLF inside quotes as two lines; places stay the same.
  const text = String(file).replace(/\r\n?/g, '\n');
  file.value = text;
  const places = location(text);
  const tell = (rule: string, texts: Bilingual, place: Point | Position) =>
    say(file, `data:${rule}`, texts, { place, severity: 'error' });
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, { info: true, relax_column_count: true, skip_empty_lines: true, trim: true }) as never;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const zh = '这一行的引号不成对。含逗号或换行的格要整个放在英文双引号里，里面的引号写两遍（""）。';
    const en =
      'The quotes of this line do not pair. Put the whole cell in double quotes and write quotes inside it twice.';
    tell('quotes', { zh, en }, { line: Number(error.lines ?? 1), column: 1 });
    return undefined;
  }
  const rows = records.map(({ record, info }) => {
    const line = info.lines - (record.join('').match(/\n/g)?.length ?? 0);
    const from = places.toOffset({ line, column: 1 }) ?? 0;
    return record.map((value, i): Cell => {
      const [start, end] = cellRange(text, from, i).map((offset) => places.toPoint(offset)) as [Point, Point];
      return { text: value, position: { start, end } };
    });
  });
  const [header, ...body] = rows;
  if (!header || body.length === 0) {
    const zh = header ? '只有表头，没有数据。请在表头下面写上数据行。' : '文件是空的。请在第一行写表头，下面写数据。';
    const en = header
      ? 'There is a header but no data. Write rows below it.'
      : 'The file is empty. Write a header and rows.';
    tell('empty', { zh, en }, { line: 1, column: 1 });
    return undefined;
  }
  let even = true;
  for (const row of body) {
    const place = row[0]?.position.start;
    if (row.length === header.length || !place) continue;
    even = false;
    const zh = `这一行有 ${row.length} 格，表头有 ${header.length} 格。请补齐或删去；格里的逗号要连格一起放在英文双引号里。`;
    const en = `This row has ${row.length} cells, the header ${header.length}. Mend it; a cell with a comma needs double quotes.`;
    tell('uneven-row', { zh, en }, place);
  }
  return even ? { file, header, rows: body } : undefined;
}

/** `{}` is its path. */
const refusals: Record<Refusal, [zh: string, en: string]> = {
  missing: [
    '数据文件“{}”找不到。请检查路径与文件名（区分大小写）。',
    'The data file "{}" is missing. Check its path and the case of its name.',
  ],
  outside: [
    '数据文件“{}”在书稿文件夹之外，不读。请把它复制进来，写相对路径。',
    'The data file "{}" is outside the manuscript folder. Copy it inside and write a relative path.',
  ],
  unreadable: ['数据文件“{}”读不了。请检查读权限。', 'The data file "{}" cannot be read. Check its permissions.'],
  'not-a-file': ['“{}”不是文件。请写 CSV 文件的路径。', 'The path "{}" is not a file. Name a CSV file.'],
  empty: ['数据文件“{}”是空的。请写上数据。', 'The data file "{}" is empty. Write data into it.'],
  'too-large': [
    '数据文件“{}”太大（超过 4 MB），排不成表或图。请先汇总。',
    'The data file "{}" is too large (over 4 MB) for a table or chart. Sum it up first.',
  ],
};
