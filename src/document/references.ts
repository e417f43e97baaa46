import path from 'node:path';
import type { Link, Nodes } from 'mdast';
import { visit } from 'unist-util-visit';
import { nearest } from '../book/nearest.ts';
import { say } from '../report/message.ts';
import type { Chapter } from './chapter.ts';
import type { Targets } from './targets.ts';

const external = /^(?:https?|mailto|tel):/i;
const anyScheme = /^[a-z][a-z\d+.-]*:/i;

/**
 * Leads every link inside the book to its target: `#id`, `file.md`, `file.md#id` become `#id` of the whole book (the EPUB
 * adds the file again). A link without text shows its target's number. What leads nowhere is an error.
 */
export function resolveReferences(chapters: Chapter[], targets: Targets): void {
  const byPath = new Map(chapters.map((chapter) => [path.posix.normalize(chapter.file.path), chapter]));
  for (const chapter of chapters) {
    const resolve = (tree: Nodes) => {
      visit(tree, 'link', (link) => resolveLink(link, chapter, byPath, targets));
      visit(tree, 'text', (text) => reportUnparsed(text, chapter));
    };
    resolve({ type: 'paragraph', children: chapter.title });
    resolve(chapter.tree);
    for (const note of chapter.notes) resolve({ type: 'root', children: note.content });
  }
}

function resolveLink(link: Link, chapter: Chapter, byPath: Map<string, Chapter>, targets: Targets): void {
  if (external.test(link.url)) {
    if (link.children.length === 0) link.children.push({ type: 'text', value: link.url });
    return;
  }
  if (anyScheme.test(link.url) || link.url.startsWith('//')) {
    const zh = `不支持这种链接：${link.url}。链接可以是 https、http、mailto、tel，或书稿里的文件和标识。`;
    say(
      chapter.file,
      'document:link-scheme',
      {
        zh,
        en: `This kind of link is not allowed: ${link.url}. Use https, http, mailto, tel, or a file or id of the manuscript.`,
      },
      { place: link, severity: 'error' },
    );
    return;
  }
  const id = findTarget(decode(link.url), chapter, byPath, targets);
  const target = id === undefined ? undefined : targets.byId.get(id);
  if (!target) {
    const names = [...targets.byId.keys(), ...(targets.slugs.get(chapter)?.keys() ?? [])];
    const guess = nearest(decode(link.url).replace(/^[^#]*#/, ''), names);
    say(
      chapter.file,
      'document:link-target',
      {
        zh: `链接“${decode(link.url)}”没有目标。${guess ? `是不是“#${guess}”？` : '请改正它，或给目标加上 {#标识}。'}`,
        en: `The link "${decode(link.url)}" leads nowhere. ${guess ? `Did you mean "#${guess}"?` : 'Mend it, or give the target an {#id}.'}`,
      },
      { place: link, severity: 'error' },
    );
    return;
  }
  link.url = `#${target.id}`;
  if (link.children.length === 0) {
    link.children.push({ type: 'text', value: target.reference });
    link.data = { ...link.data, hProperties: { className: ['ref'] } };
  }
}

function findTarget(url: string, chapter: Chapter, byPath: Map<string, Chapter>, targets: Targets): string | undefined {
  const [file = '', fragment] = url.split('#', 2);
  if (file === '') return fragment ? (targets.slugs.get(chapter)?.get(fragment) ?? fragment) : undefined;
  const named = byPath.get(path.posix.join(path.posix.dirname(chapter.file.path), file));
  if (!named) return undefined;
  if (!fragment) return named.id;
  const id = targets.slugs.get(named)?.get(fragment) ?? fragment;
  return targets.byId.get(id)?.chapter === named ? id : undefined;
}

function decode(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

/** `[^x]` and `[text][name]` whose definition is missing stay text in Markdown; an author meant a note or a link. */
function reportUnparsed(text: Extract<Nodes, { type: 'text' }>, chapter: Chapter): void {
  const note = /\[\^([^\]\s]+)\]/.exec(text.value);
  if (note) {
    const zh = `注“${note[1]}”没有注文。在本文件里加上一行“[^${note[1]}]: 注文”。`;
    const en = `The note "${note[1]}" has no text. Add a line "[^${note[1]}]: …" to this file.`;
    say(chapter.file, 'document:note-target', { zh, en }, { place: text, severity: 'error' });
  }
  const link = /\[[^\][]+\]\[([^\][]+)\]/.exec(text.value);
  if (link) {
    const zh = `链接“${link[0]}”没有定义。在本文件里加上一行“[${link[1]}]: 地址”。`;
    const en = `The link "${link[0]}" has no definition. Add a line "[${link[1]}]: address" to this file.`;
    say(chapter.file, 'document:link-target', { zh, en }, { place: text, severity: 'error' });
  }
}
