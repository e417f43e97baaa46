import path from 'node:path';
import type { Heading, PhrasingContent, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { VFile } from 'vfile';
import type { ChapterOptions } from '../book/schema.ts';
import { say } from '../report/message.ts';
import { SKIP, visit } from '../tree/visit.ts';
import { readFrontMatter } from './front-matter.ts';
import type { Note } from './notes.ts';

/** One chapter file, parsed. The passes of this folder fill in numbers, notes and references. */
export interface Chapter {
  /** A part (编) is a chapter of nothing but a title, which its chapters follow. */
  kind: 'chapter' | 'part';
  /** The part that it belongs to. */
  part?: Chapter;
  file: VFile;
  tree: Root;
  options: ChapterOptions;
  /** Position in the book, from 0. */
  ordinal: number;
  /** Its id in both outputs: ASCII, unique in the book. */
  id: string;
  /** Whether the author gave the id. */
  named: boolean;
  title: PhrasingContent[];
  titleText: string;
  /** The name by which editors link to the title. */
  slug: string | undefined;
  /** The number among numbered chapters, or the letter among appendices, as sections and figures show it. */
  number?: string;
  /** 第一章, or '' if not numbered. */
  label: string;
  sections: Section[];
  notes: Note[];
}

/** A heading below the chapter's title. */
export interface Section {
  node: Heading;
  depth: 2 | 3 | 4 | 5 | 6;
  id: string;
  /** 1.2, or ''. */
  label: string;
  /** What a link without text shows: 第 1.2 节, or the title. */
  reference: string;
  text: string;
}

/** 第一章　总论, 一、总论: label and title in one line. A label that ends in a mark needs no space. */
export function oneLine(label: string, text: string): string {
  return `${label}${labelGap(label)}${text}`;
}

/** What stands between a label and its title. */
export function labelGap(label: string): '　' | '' {
  return label === '' || /[、）.．]$/.test(label) ? '' : '　';
}

/** A chapter as the text rules leave it. */
export interface ParsedChapter {
  file: VFile;
  tree: Root;
  /** Converts text that was in no paragraph to the script of the book. */
  convert?: ((text: string) => string) | undefined;
}

/** Takes front matter and title out of a parsed chapter. Problems are messages of the file. */
export function openChapter({ file, tree, convert }: ParsedChapter, ordinal: number): Chapter {
  const options = readFrontMatter(file, tree);
  if (options.title && convert) options.title = convert(options.title);
  const title = takeTitle(file, tree, options);
  if (tree.children.length === 0 && isText(file)) {
    const empty = String(file).trim() === '';
    say(
      file,
      'document:empty-chapter',
      {
        zh: '这一章没有正文。写上内容，或从书稿里拿掉这个文件。',
        en: 'This chapter has no text. Write some, or take the file out of the manuscript.',
      },
      { place: head, severity: empty ? 'error' : 'warning' },
    );
  }
  return {
    kind: 'chapter',
    file,
    tree,
    options,
    ordinal,
    id: title.id ?? options.id ?? `c${String(ordinal + 1).padStart(2, '0')}`,
    named: (title.id ?? options.id) !== undefined,
    title: title.content,
    titleText: textOf(title.content, { includeHtml: false }),
    slug: title.slug,
    label: '',
    sections: [],
    notes: [],
  };
}

/** The head of a file, for what concerns the file as a whole. */
const head = { line: 1, column: 1, offset: 0 };

/** Whether the file was read: of one that is not UTF-8 nothing more is said. */
function isText(file: VFile): boolean {
  return !file.messages.some((message) => message.ruleId === 'not-utf8');
}

interface Title {
  content: PhrasingContent[];
  id?: string | undefined;
  slug?: string | undefined;
}

function takeTitle(file: VFile, tree: Root, options: ChapterOptions): Title {
  const titles: Heading[] = [];
  visit(tree, 'heading', (node, index, parent) => {
    if (node.depth !== 1) return undefined;
    if (titles.length === 0 && parent === tree && index !== undefined) {
      titles.push(node);
      tree.children.splice(index, 1);
      return [SKIP, index];
    }
    say(
      file,
      'document:second-title',
      {
        zh: '一个文件是一章，只能有一个一级标题。把它改成二级（##），或另立一个文件。',
        en: 'A file is one chapter with one heading of level one. Make this one level two (##), or a file of its own.',
      },
      { place: node, severity: 'error' },
    );
    return undefined;
  });
  const heading = titles[0];
  const { label: id, slug } = heading?.data ?? {};
  if (options.title) return { content: [{ type: 'text', value: options.title }], id, slug };
  if (heading) return { content: heading.children, id, slug };
  const name = path.parse(file.path).name;
  const texts = {
    zh: `这一章没有标题，暂用文件名“${name}”。请在开头写一行“# 标题”。`,
    en: `This chapter has no title; the file name "${name}" is used. Write "# Title" at its head.`,
  };
  // An empty file is reported as such.
  if (isText(file) && String(file).trim() !== '') say(file, 'document:no-title', texts, { place: head });
  return { content: [{ type: 'text', value: name }] };
}
