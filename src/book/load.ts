import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Position } from 'unist';
import { VFile } from 'vfile';
import { Failure } from '../report/failure.ts';
import { say } from '../report/message.ts';
import { decodeText } from './decode.ts';
import { defaultEdition, placeInEdition, readSettings } from './editions.ts';
import { JailedFiles, RefusedFile } from './files.ts';
import { type BookConfig, bookSchema } from './schema.ts';
import { readKey } from './yaml.ts';
import { openYaml } from './yaml-source.ts';

/** A manuscript as read from disk: nothing parsed yet but book.yaml. */
export interface Manuscript {
  files: JailedFiles;
  /** undefined if book.yaml has errors; they are messages of `configFile`. */
  config: BookConfig | undefined;
  configFile: VFile;
  /** The name of the edition that `config` is for. */
  edition: string;
  /** The names of the editions beside the default. */
  editions: string[];
  /** The keys that this edition writes itself. */
  own: ReadonlySet<string>;
  /** One file per chapter in reading order, its text decoded. Problems are messages of the file. */
  chapters: VFile[];
  /** The parts that book.yaml gathers chapters in. */
  parts: PartOfBook[];
}

/** 编: a title over several chapters. */
export interface PartOfBook {
  title: string;
  id: string | undefined;
  /** book.yaml, and where it names the part. */
  file: VFile;
  place: Position | undefined;
  chapters: VFile[];
}

/**
 * Reads a manuscript folder for one of its editions. Problems inside it are messages, all at once.
 * @throws Failure (2) if there is no such folder, no book.yaml in it or no such edition.
 */
export async function loadBook(folder: string, edition: string = defaultEdition): Promise<Manuscript> {
  const files = await openFolder(folder);
  const configFile = new VFile({ path: 'book.yaml', cwd: files.root });
  const bytes = await files.read('book.yaml').catch((error: unknown) => {
    if (!(error instanceof RefusedFile)) throw error;
    throw new Failure(2, {
      zh: `${folder} 里没有能读的 book.yaml。在这个文件夹里建一个，或用 kanben build <文件夹> 指明书稿在哪里。`,
      en: `There is no readable book.yaml in ${folder}. Make one there, or name the manuscript's folder: kanben build <DIR>.`,
    });
  });
  const readable = decodeText(configFile, bytes);
  const yaml = { text: String(configFile), offset: 0 };
  const settings = readable ? readSettings(configFile, edition) : unreadable;
  const { config } = settings;
  // With errors elsewhere in book.yaml the list still says which files to check.
  const listed = config?.chapters ?? readKey(configFile, yaml, 'chapters', bookSchema.shape.chapters);
  const entries =
    listed ?? (await files.list()).filter((name) => /\.(md|markdown)$/i.test(name) && !/^readme\./i.test(name));
  const source = openYaml(configFile, yaml);
  const chapters: VFile[] = [];
  const parts: PartOfBook[] = [];
  const seen = new Set<string>();
  const add = async (name: string, at: (string | number)[]): Promise<VFile[]> => {
    const place = listed && placeInEdition(source, edition, at);
    const file = await readChapter(files, name, configFile, place);
    const again = seen.has(file.path);
    seen.add(file.path);
    if (again) say(configFile, 'book:duplicate-chapter', twice(name), { place, severity: 'error' });
    const read = again || file.value === undefined ? [] : [file];
    chapters.push(...read);
    return read;
  };
  for (const [i, entry] of entries.entries()) {
    if (typeof entry === 'string') {
      await add(entry, ['chapters', i]);
      continue;
    }
    const held: VFile[] = [];
    for (const [j, name] of entry.chapters.entries()) held.push(...(await add(name, ['chapters', i, 'chapters', j])));
    const place = source.value(['chapters', i, 'part']);
    parts.push({ title: entry.part, id: entry.id, file: configFile, place, chapters: held });
  }
  if (entries.length === 0) {
    say(
      configFile,
      'book:no-chapters',
      {
        zh: '书稿是空的：文件夹里没有 .md 文件。写一个，或在 book.yaml 的 chapters 里列出各章。',
        en: 'The manuscript is empty: there is no .md file. Write one, or list the chapters in book.yaml.',
      },
      { severity: 'error' },
    );
  }
  return { files, configFile, ...settings, chapters, parts };
}

/** Of a book.yaml that is no text. */
const unreadable = { config: undefined, edition: defaultEdition, editions: [], own: new Set<string>() };

async function openFolder(folder: string): Promise<JailedFiles> {
  const info: Stats | undefined = await stat(folder).catch(() => undefined);
  if (info?.isDirectory()) return JailedFiles.open(folder);
  throw new Failure(2, {
    zh: info ? `${folder} 不是文件夹。请给出放着 book.yaml 的文件夹。` : `找不到文件夹 ${folder}。`,
    en: info ? `${folder} is not a folder. Name the folder that holds book.yaml.` : `No such folder: ${folder}.`,
  });
}

async function readChapter(
  files: JailedFiles,
  name: string,
  configFile: VFile,
  place: Position | undefined,
): Promise<VFile> {
  const file = new VFile({ path: path.posix.normalize(name), cwd: files.root });
  try {
    decodeText(file, await files.read(name));
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error;
    say(configFile, 'book:chapter-file', refusal(name, error), { place, severity: 'error' });
  }
  return file;
}

function refusal(name: string, error: RefusedFile): { zh: string; en: string } {
  if (error.reason === 'missing') {
    return {
      zh: `找不到章文件“${name}”。请改正 chapters 里的路径。`,
      en: `No such chapter file: "${name}". Mend its path under chapters.`,
    };
  }
  if (error.reason === 'outside') {
    return {
      zh: `章文件“${name}”在书稿文件夹之外，不读。请把它移进来。`,
      en: `The chapter file "${name}" is outside the manuscript folder. Move it inside.`,
    };
  }
  return {
    zh: `章文件“${name}”读不了。请检查它是不是文件、有没有读权限。`,
    en: `The chapter file "${name}" cannot be read. Check that it is a file and may be read.`,
  };
}

function twice(name: string): { zh: string; en: string } {
  return {
    zh: `章文件“${name}”列了两次。请从 chapters 里删去一处。`,
    en: `The chapter file "${name}" is listed twice. Delete one of them under chapters.`,
  };
}
