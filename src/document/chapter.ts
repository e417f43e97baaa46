import path from 'node:path';
import type { Heading, PhrasingContent, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { VFile } from 'vfile';
import { type ChapterOptions, chapterSchema } from '../book/schema.ts';
import { readYaml } from '../book/yaml.ts';
import { say } from '../report/message.ts';
import type { Note } from './notes.ts';

/** One chapter file, parsed. The passes of this folder fill in numbers, notes and references. */
export interface Chapter {
  file: VFile;
  tree: Root;
  options: ChapterOptions;
  /** Position in the book, from 0. */
  ordinal: number;
  /** Its id in both outputs: ASCII, unique in the book. */
  id: string;
  title: PhrasingContent[];
  titleText: string;
  /** The number among numbered chapters. */
  number?: number;
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
  text: string;
}

/** Takes front matter and title out of a parsed chapter. Problems are messages of the file. */
export function openChapter(file: VFile, tree: Root, ordinal: number): Chapter {
  const options = frontMatter(file, tree);
  const title = takeTitle(file, tree, options);
  if (tree.children.length === 0) {
    say(file, 'document:empty-chapter', {
      zh: '这一章没有正文。写上内容，或从书稿里拿掉这个文件。',
      en: 'This chapter has no text. Write some, or take the file out of the manuscript.',
    });
  }
  const id = title.id ?? options.id ?? `c${String(ordinal + 1).padStart(2, '0')}`;
  return {
    file,
    tree,
    options,
    ordinal,
    id,
    title: title.content,
    titleText: textOf(title.content),
    label: '',
    sections: [],
    notes: [],
  };
}

function frontMatter(file: VFile, tree: Root): ChapterOptions {
  const first = tree.children[0];
  if (first?.type !== 'yaml') return chapterSchema.parse({});
  tree.children.shift();
  // The value begins behind the line `---`.
  const offset = String(file).indexOf('\n', first.position?.start.offset ?? 0) + 1;
  return readYaml(file, { text: first.value, offset }, chapterSchema) ?? chapterSchema.parse({});
}

function takeTitle(file: VFile, tree: Root, options: ChapterOptions): { content: PhrasingContent[]; id?: string } {
  const tops = tree.children.filter((node): node is Heading => node.type === 'heading' && node.depth === 1);
  for (const extra of tops.slice(1)) {
    say(
      file,
      'document:second-title',
      {
        zh: '一个文件是一章，只能有一个一级标题。把它改成二级（##），或另立一个文件。',
        en: 'A file is one chapter with one heading of level one. Make this one level two (##), or a file of its own.',
      },
      { place: extra, severity: 'error' },
    );
  }
  const heading = tops[0];
  if (heading) tree.children.splice(tree.children.indexOf(heading), 1);
  const id = heading?.data?.label;
  if (options.title) return { content: [{ type: 'text', value: options.title }], ...(id && { id }) };
  if (heading) return { content: heading.children, ...(id && { id }) };
  const name = path.parse(file.path).name;
  say(file, 'document:no-title', {
    zh: `这一章没有标题，暂用文件名“${name}”。请在开头写一行“# 标题”。`,
    en: `This chapter has no title; the file name "${name}" is used. Write "# Title" at its head.`,
  });
  return { content: [{ type: 'text', value: name }] };
}
