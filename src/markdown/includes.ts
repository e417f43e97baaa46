import path from 'node:path';
import type { Heading, Image, Link, Root } from 'mdast';
import type { LeafDirective } from 'mdast-util-directive';
import type { Parent } from 'unist';
import { VFile } from 'vfile';
import { decodeText } from '../book/decode.ts';
import { type JailedFiles, RefusedFile } from '../book/files.ts';
import { nearest } from '../book/nearest.ts';
import { type Bilingual, say } from '../report/message.ts';
import { visit } from '../tree/visit.ts';
import { decodeAddress } from './decode-address.ts';
import { limitDepth } from './depth.ts';
import {
  addressMissing,
  cycle,
  isChapter,
  limits,
  notMarkdown,
  refused,
  tooDeep,
  tooMany,
} from './include-problems.ts';
import { joinPart } from './join-part.ts';

/** `::include{src=parts/a.md shift=1}` */
export const includeDirective = 'include';

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
      return tell(error.reason, refused(error.reason, written));
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
