import path from 'node:path';
import type { Html, Link, Nodes } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Node } from 'unist';
import type { VFile } from 'vfile';
import { nearest } from '../book/nearest.ts';
import { decodeAddress } from '../markdown/decode-address.ts';
import { pageReference } from '../markdown/page-reference.ts';
import { type Bilingual, type RuleId, say } from '../report/message.ts';
import { originOf } from '../report/origin.ts';
import { visit } from '../tree/visit.ts';
import type { Chapter } from './chapter.ts';
import type { Targets } from './targets.ts';
import { visitWrittenElements } from './written-html.ts';

const external = /^(?:https?|mailto|tel):/i;
const anyScheme = /^[a-z][a-z\d+.-]*:/i;

/** The files that the book was made of, by path, all that links can lead to, and what they led to so far. */
interface Destinations extends Targets {
  byPath: Map<string, { file: VFile; chapter: Chapter }>;
  linked: Set<string>;
}

/**
 * Leads every link inside the book to its target: `#id`, `file.md`, `file.md#id` become `#id` of the whole book (the EPUB
 * adds the file again). A link without text shows its target's number. What leads nowhere is an error. Returns the ids that
 * something links to.
 */
export function resolveReferences(chapters: Chapter[], targets: Targets): ReadonlySet<string> {
  const byPath: Destinations['byPath'] = new Map();
  for (const chapter of chapters.filter(({ kind }) => kind === 'chapter')) {
    for (const file of filesOf(chapter)) {
      const name = path.posix.normalize(file.path);
      if (!byPath.has(name)) byPath.set(name, { file, chapter });
    }
  }
  const linked = new Set<string>();
  const all: Destinations = { ...targets, byPath, linked };
  for (const chapter of chapters) {
    const resolve = (tree: Nodes) => {
      visit(tree, 'link', (link) => resolveLink(link, chapter, all));
      visitWrittenElements(tree, ({ tagName, properties: { href } }, node) => {
        const problem = tagName === 'a' && href !== undefined && writtenLinkProblem(String(href), node, chapter, all);
        if (problem) say(chapter.file, ...problem, { place: node, severity: 'error' });
      });
    };
    resolve({ type: 'paragraph', children: chapter.title });
    resolve(chapter.tree);
    for (const note of chapter.notes) resolve({ type: 'root', children: note.content });
  }
  return linked;
}

type Problem = [RuleId, Bilingual];

function resolveLink(link: Link, chapter: Chapter, all: Destinations): void {
  if (external.test(link.url)) {
    if (link.children.length === 0) link.children.push({ type: 'text', value: link.url });
    return;
  }
  const id = findTarget(decodeAddress(link.url), link, chapter, all);
  const target = id === undefined ? undefined : all.byId.get(id);
  if (!target) {
    say(chapter.file, ...linkProblem(link.url, chapter, all), { place: link, severity: 'error' });
    return;
  }
  link.url = `#${target.id}`;
  all.linked.add(target.id);
  if (link.children.length === 0) {
    if (target.reference === '') {
      const zh = `链接“${decodeAddress(link.url)}”没有文字，目标也没有编号。请在方括号里写上文字。`;
      const en = `The link "${decodeAddress(link.url)}" has no text and its target no number. Write a text in the brackets.`;
      say(chapter.file, 'document:link-text', { zh, en }, { place: link, severity: 'error' });
    }
    link.children.push({ type: 'text', value: target.reference });
    link.data = { ...link.data, hProperties: { className: ['ref'] } };
  } else if (pageReference.test(textOf(link))) {
    link.data = { ...link.data, hProperties: { className: ['page-ref'] } };
  }
}

/** What is wrong with the address of an `<a>` that the author wrote: it stays as it is, so it must be right as it is. */
function writtenLinkProblem(href: string, node: Html, chapter: Chapter, all: Destinations): Problem | undefined {
  if (external.test(href)) return undefined;
  const id = findTarget(decodeAddress(href), node, chapter, all);
  if (id === undefined || !all.byId.has(id)) return linkProblem(href, chapter, all);
  all.linked.add(id);
  if (`#${id}` === decodeAddress(href)) return undefined;
  return [
    'document:link-target',
    {
      zh: `标签里的链接“${href}”不会跟着章号和文件走。请写成 Markdown：[文字](${href})。`,
      en: `The link "${href}" in a tag cannot be led to its target. Write it in Markdown: [text](${href}).`,
    },
  ];
}

function linkProblem(url: string, chapter: Chapter, all: Destinations): Problem {
  const shown = decodeAddress(url);
  if (anyScheme.test(url) || url.startsWith('//')) {
    const zh = `不支持这种链接：${shown}。链接可以是 https、http、mailto、tel，或书稿里的文件和标识。`;
    const en = `This kind of link is not allowed: ${shown}. Use https, http, mailto, tel, or a file or id of the manuscript.`;
    return ['document:link-scheme', { zh, en }];
  }
  const [file = '', fragment = ''] = shown.split('#', 2);
  if (file === '' && fragment === '') {
    const zh = '链接没有写地址。请在括号里写上，如 (#标识)、(另一章.md) 或网址。';
    const en = 'The link has no address. Write one, such as (#id), (chapter.md) or a web address.';
    return ['document:link-target', { zh, en }];
  }
  const folder = path.posix.dirname(chapter.file.path);
  if (file !== '' && !all.byPath.has(path.posix.join(folder, file))) {
    const files = [...all.byPath.keys()].map((name) => path.posix.relative(folder, name));
    const guess = files.find((name) => path.posix.basename(name) === path.posix.basename(file)) ?? nearest(file, files);
    const zh = `链接“${shown}”指的文件不是书稿里的一章。${guess ? `是不是“${guess}”？` : '可以链接到各章的 Markdown 文件，或写网址。'}`;
    const en = `The link "${shown}" names a file that is no chapter. ${guess ? `Did you mean "${guess}"?` : 'Link to the Markdown file of a chapter, or to a web address.'}`;
    return ['document:link-target', { zh, en }];
  }
  const names = [...all.byId.keys(), ...filesOf(chapter).flatMap((each) => [...(all.slugs.get(each)?.keys() ?? [])])];
  const guess = nearest(fragment, names);
  const zh = `链接“${shown}”没有目标。${guess ? `是不是“#${guess}”？` : '请改正它，或给目标加上 {#标识}。'}`;
  const en = `The link "${shown}" leads nowhere. ${guess ? `Did you mean "#${guess}"?` : 'Mend it, or give the target an {#id}.'}`;
  return ['document:link-target', { zh, en }];
}

/** The id that a link means, if it may lead there; `#name` may name a heading as GitHub does, of the same file first. */
function findTarget(url: string, link: Node, chapter: Chapter, all: Destinations): string | undefined {
  const { byId, byPath } = all;
  const [file = '', fragment] = url.split('#', 2);
  if (file === '') {
    return fragment ? (slugged(fragment, originOf(chapter.file, link).file, chapter, all) ?? fragment) : undefined;
  }
  const named = byPath.get(path.posix.join(path.posix.dirname(chapter.file.path), file));
  if (!named) return undefined;
  if (!fragment) return named.chapter.id;
  const id = slugged(fragment, named.file, named.chapter, all) ?? fragment;
  return byId.get(id)?.chapter === named.chapter ? id : undefined;
}

/** The id of a heading by the name that editors give it: in that file, or else in another of its chapter. */
function slugged(name: string, file: VFile, chapter: Chapter, { slugs }: Destinations): string | undefined {
  const files = [file, ...filesOf(chapter)];
  return files.map((each) => slugs.get(each)?.get(name)).find((id) => id !== undefined);
}

/** A chapter's own file and those that it includes. */
function filesOf({ file }: Chapter): VFile[] {
  return [file, ...(file.data.parts ?? []).map((part) => part.file)];
}
