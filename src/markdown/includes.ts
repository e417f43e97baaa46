import path from 'node:path';
import type { Heading, Image, Link, Root } from 'mdast';
import type { LeafDirective } from 'mdast-util-directive';
import type { Parent } from 'unist';
import { visit } from 'unist-util-visit';
import { VFile } from 'vfile';
import { decodeText } from '../book/decode.ts';
import { type JailedFiles, type Refusal, RefusedFile } from '../book/files.ts';
import { nearest } from '../book/nearest.ts';
import { type Bilingual, say } from '../report/message.ts';
import { decodeAddress } from './decode-address.ts';
import { limitDepth } from './depth.ts';
import { joinPart } from './join-part.ts';

/** `::include{src=parts/a.md shift=1}` */
export const includeDirective = 'include';

/** More is a mistake, or means to do harm. */
const limits = { depth: 8, files: 500, characters: 8_000_000 };

export interface IncludeOptions {
  files: JailedFiles;
  /** The paths of the chapter files, which may not be included. */
  chapters: readonly string[];
  /** Reads the text of a file as that of a chapter is read: parsed, its text rules applied by its own lines. */
  read: (file: VFile) => Promise<Root>;
}

/** Puts files that a chapter includes in the place of their `::include`. */
export class Includes {
  /** All files that were included; one more for each time that a file is. */
  readonly files: VFile[] = [];
  readonly #options: IncludeOptions;

  constructor(options: IncludeOptions) {
    this.#options = options;
  }

  /**
   * Replaces every `::include` in the tree of `file`. The nodes of a part have places behind the end of the chapter, where
   * the text of the part then stands too; messages about them are the part's (report/origin.ts).
   */
  async fill(tree: Root, file: VFile, chain: readonly string[] = [path.posix.normalize(file.path)]): Promise<void> {
    const found: { node: LeafDirective; parent: Parent }[] = [];
    visit(tree, 'leafDirective', (node, _, parent) => {
      if (parent && node.name === includeDirective) found.push({ node, parent });
    });
    const folder = path.posix.dirname(file.path);
    for (const { node, parent } of found) {
      const part = await this.#part(node, file, chain);
      if (part) {
        shiftHeadings(part.tree, part.file, shiftOf(node, file));
        leadFrom(part.tree, path.posix.dirname(part.file.path), folder);
        joinPart(part.tree, part.file, file);
      }
      parent.children.splice(parent.children.indexOf(node), 1, ...(part?.tree.children ?? []));
    }
    if (found.length > 0) limitDepth(tree, file);
  }

  async #part(node: LeafDirective, file: VFile, chain: readonly string[]) {
    const tell = (rule: string, { zh, en }: Bilingual) => {
      say(file, `markdown:include-${rule}`, { zh, en }, { place: node, severity: 'error' });
      return undefined;
    };
    reportAttributes(node, file);
    const written = (node.attributes?.src ?? '').trim();
    if (written === '') return tell('address', addressMissing);
    // An absolute path must not become a path inside the folder.
    const name = path.posix.isAbsolute(written)
      ? written
      : path.posix.join(path.posix.dirname(file.path), written.replaceAll('\\', '/'));
    if (!/\.(?:md|markdown)$/i.test(name)) return tell('kind', notMarkdown(written));
    if (chain.includes(name)) return tell('cycle', cycle([...chain.slice(chain.indexOf(name)), name]));
    if (this.#options.chapters.includes(name)) return tell('chapter', isChapter(written));
    if (chain.length > limits.depth) return tell('depth', tooDeep);
    if (this.files.length >= limits.files || String(file).length > limits.characters) return tell('count', tooMany);
    const part = new VFile({ path: name, cwd: this.#options.files.root });
    try {
      const bytes = await this.#options.files.read(name);
      this.files.push(part);
      if (!decodeText(part, bytes)) return undefined;
    } catch (error) {
      if (!(error instanceof RefusedFile)) throw error;
      const [zh, en] = refusals[error.reason].map((text) => text.replace('{}', () => written)) as [string, string];
      return tell(error.reason, { zh, en });
    }
    const tree = await this.#options.read(part);
    dropFrontMatter(tree, part);
    await this.fill(tree, part, [...chain, name]);
    return { tree, file: part };
  }
}

function dropFrontMatter(tree: Root, part: VFile): void {
  const first = tree.children[0];
  if (first?.type !== 'yaml') return;
  tree.children.shift();
  const zh = '并入别处的文件不用文件头，这一段没有读。请删去，或写到引用它的那一章。';
  const en = 'A file that is included has no front matter; this was not read. Delete it, or move it to the chapter.';
  say(part, 'markdown:include-front-matter', { zh, en }, { place: first });
}

function shiftOf({ attributes, position }: LeafDirective, file: VFile): number {
  const written = attributes?.shift ?? '0';
  if (/^-?[0-5]$/.test(written)) return Number(written);
  const zh = `shift 不能是“${written}”。请写 -5 到 5 的整数：标题降几级。`;
  const en = `The shift cannot be "${written}". Write by how many levels headings go down, a whole number from -5 to 5.`;
  say(file, 'markdown:include-shift', { zh, en }, { place: position, severity: 'error' });
  return 0;
}

/** Moves the headings of a part down by some levels. */
function shiftHeadings(tree: Root, part: VFile, shift: number): void {
  if (shift === 0) return;
  visit(tree, 'heading', (heading) => {
    const depth = heading.depth + shift;
    if (depth >= 1 && depth <= 6) heading.depth = depth as Heading['depth'];
    else {
      const zh = `这个标题是 ${heading.depth} 级，shift=${shift} 以后成了 ${depth} 级；标题只有 1 到 6 级。请改标题或 shift。`;
      const en = `With shift=${shift} this heading of level ${heading.depth} would be of level ${depth}; there are 1 to 6. Change it, or the shift.`;
      say(part, 'markdown:include-shift', { zh, en }, { place: heading, severity: 'error' });
    }
  });
}

const elsewhere = /^(?:[a-z][a-z\d+.-]*:|\/|#|$)/i;

/** Pictures and links of a part are relative to the part; in the chapter they are to be relative to the chapter. */
function leadFrom(tree: Root, from: string, to: string): void {
  if (from === to) return;
  const led = (address: string) => {
    if (elsewhere.test(address)) return address;
    const joined = path.posix.join(from, decodeAddress(address));
    const moved = path.posix.relative(to, joined);
    // What was decoded must not be read as an address once more.
    return moved.replaceAll('%', '%25');
  };
  visit(tree, (node) => {
    if (node.type === 'image' || node.type === 'link') (node as Image | Link).url = led(node.url);
    if (node.type === 'html') {
      node.value = node.value.replace(
        /(<(?:img|a)\b[^>]*?\s(?:src|href)\s*=\s*)(["'])(.*?)\2/gi,
        (_, head: string, quote: string, address: string) => `${head}${quote}${led(address)}${quote}`,
      );
    }
  });
}

function reportAttributes({ attributes, children, position }: LeafDirective, file: VFile): void {
  const tell = (zh: string, en: string) =>
    say(file, 'markdown:include-attribute', { zh, en }, { place: position, severity: 'error' });
  for (const name of Object.keys(attributes ?? {})) {
    if (name === 'src' || name === 'shift') continue;
    const guess = nearest(name, ['src', 'shift']);
    tell(
      `::include 没有“${name}”这一项。${guess ? `是不是“${guess}”？` : '可以写：src、shift。'}`,
      `An ::include has no attribute "${name}". ${guess ? `Did you mean "${guess}"?` : 'Known: src, shift.'}`,
    );
  }
  if (children.length > 0) {
    tell(
      '::include 不用方括号。请写成 ::include{src=parts/甲.md}。',
      'An ::include has no brackets. Write ::include{src=parts/a.md}.',
    );
  }
}

const addressMissing: Bilingual = {
  zh: '::include 没有写文件。写法：::include{src=parts/甲.md}。',
  en: 'The ::include names no file. Write ::include{src=parts/a.md}.',
};

function notMarkdown(name: string): Bilingual {
  return {
    zh: `::include 只能并入 Markdown 文件（.md），“${name}”不是。`,
    en: `An ::include takes Markdown files (.md), not "${name}".`,
  };
}

function cycle(chain: string[]): Bilingual {
  return {
    zh: `这个文件又并入了自己：${chain.join(' → ')}。请拿掉其中一处 ::include。`,
    en: `The file includes itself: ${chain.join(' → ')}. Take out one of the ::include lines.`,
  };
}

function isChapter(name: string): Bilingual {
  return {
    zh: `“${name}”本身是一章，再并入别处会印两遍。请把它移到子文件夹，或从 chapters 里删去。`,
    en: `"${name}" is a chapter itself and would be printed twice. Move it to a subfolder, or take it out of chapters.`,
  };
}

const tooDeep: Bilingual = {
  zh: `::include 套了 ${limits.depth} 层以上，里面的没有读。请减少层数。`,
  en: `Files are included more than ${limits.depth} levels deep; this one was not read. Use fewer levels.`,
};

const tooMany: Bilingual = {
  zh: `并入的文件太多（超过 ${limits.files} 次或 800 万字），从这里起没有读。请分成几章。`,
  en: `Too much is included (over ${limits.files} files or 8 million characters); nothing was read from here on. Make chapters of it.`,
};

/** Why a file is not included; `{}` is its path. */
const refusals: Record<Refusal, [zh: string, en: string]> = {
  missing: [
    '要并入的文件“{}”找不到。路径从写 ::include 的文件算起，请检查路径与大小写。',
    'The included file "{}" is missing. Its path begins at the file that includes it; check it and its case.',
  ],
  outside: [
    '要并入的文件“{}”在书稿文件夹之外，不读。请把它移进来。',
    'The included file "{}" is outside the manuscript folder. Move it inside.',
  ],
  unreadable: [
    '要并入的文件“{}”读不了。请检查读权限。',
    'The included file "{}" cannot be read. Check its permissions.',
  ],
  'not-a-file': ['“{}”不是文件。请写 Markdown 文件的路径。', 'The path "{}" is not a file. Name a Markdown file.'],
  empty: ['要并入的文件“{}”是空的。', 'The included file "{}" is empty.'],
  'too-large': ['要并入的文件“{}”太大。请拆开。', 'The included file "{}" is too large. Split it.'],
};
