import { toString as textOf } from 'mdast-util-to-string';
import type { Node } from 'unist';
import type { VFile } from 'vfile';
import type { FigurePart } from '../markdown/figure-groups.ts';
import type { Figure } from '../markdown/figures.ts';
import { say } from '../report/message.ts';
import { originOf } from '../report/origin.ts';
import type { Labels } from '../template/labels.ts';
import { visit } from '../tree/visit.ts';
import type { Chapter } from './chapter.ts';
import { fillPattern } from './pattern.ts';
import { visitWrittenElements } from './written-html.ts';

/** Something a link can lead to. */
export interface Target {
  id: string;
  chapter: Chapter;
  /** What a reference without text of its own shows: 第一章, 第 1.2 节, 图 1-1, or the title. */
  reference: string;
}

/** All targets of the book, by id; and each file's own names for its headings, as GitHub and editors derive them. */
export interface Targets {
  byId: Map<string, Target>;
  slugs: Map<VFile, Map<string, string>>;
}

/** Lists what links can lead to. An id given twice is an error that names both places. */
export function listTargets(chapters: Chapter[], labels: Labels): Targets {
  const ids = new Ids();
  const slugs: Targets['slugs'] = new Map();
  for (const chapter of chapters) {
    const { file } = chapter;
    for (const each of [file, ...(file.data.parts ?? []).map((part) => part.file)]) slugs.set(each, new Map());
    if (chapter.slug) slugs.get(file)?.set(chapter.slug, chapter.id);
    ids.add(
      { id: chapter.id, chapter, reference: chapter.label || chapter.titleText },
      chapter.title[0],
      chapter.named,
    );
    for (const section of chapter.sections) {
      const { id, node, reference } = section;
      ids.add({ id, chapter, reference }, node, node.data?.label !== undefined);
      if (node.data?.slug) slugs.get(originOf(file, node).file)?.set(node.data.slug, id);
    }
    visit(chapter.tree, (node) => {
      if ((node.type === 'figure' || node.type === 'figurePart') && node.data?.id) {
        const { id, number, label } = node.data;
        ids.add({ id, chapter, reference: number || captionText(node) }, node, label !== undefined);
      } else if (node.type === 'math' && node.data?.label) {
        const reference = fillPattern(labels.equationReference, { label: node.data.number ?? '' });
        ids.add({ id: node.data.label, chapter, reference }, node, true);
      } else if (node.type === 'image' && node.data?.label) {
        ids.add({ id: node.data.label, chapter, reference: node.alt ?? '' }, node, true);
      } else if ((node.type === 'paragraph' || node.type === 'table') && node.data?.label) {
        ids.add({ id: node.data.label, chapter, reference: '' }, node, true);
      } else if (node.type === 'containerDirective' && node.attributes?.id) {
        ids.add({ id: node.attributes.id, chapter, reference: titleOf(node.children[0]) }, node, true);
      } else if (node.type === 'glossaryEntry') {
        ids.add({ id: node.id, chapter, reference: node.names[0] ?? '' }, undefined, false);
      } else if (node.type === 'indexList') {
        for (const { id, headword } of node.groups.flatMap(({ entries }) => entries)) {
          if (id) ids.add({ id, chapter, reference: headword }, undefined, false);
        }
      } else if (node.type === 'referenceList') {
        for (const { id } of node.entries) ids.add({ id, chapter, reference: '' }, undefined, false);
      }
    });
    for (const children of [chapter.title, chapter.tree.children, ...chapter.notes.map((note) => note.content)]) {
      visit({ type: 'root', children }, 'indexMark', ({ id }) => {
        ids.add({ id, chapter, reference: '' }, undefined, false);
      });
    }
    for (const note of chapter.notes) {
      for (const id of [note.id, ...note.marks])
        ids.add({ id, chapter, reference: String(note.number) }, undefined, false);
    }
    for (const children of [chapter.tree.children, ...chapter.notes.map((note) => note.content)]) {
      visitWrittenElements({ type: 'root', children }, ({ properties: { id } }, node) => {
        if (typeof id === 'string' && id) ids.add({ id, chapter, reference: id }, node, true);
      });
    }
  }
  return { byId: ids.targets, slugs };
}

/** What stands in the caption of a figure. */
export function captionText(figure: Figure | FigurePart): string {
  const caption = figure.children.find(({ type }) => type === 'figureCaption');
  return caption ? textOf(caption, { includeHtml: false }) : '';
}

/** The title of a `:::` block. */
function titleOf(first: Node | undefined): string {
  const label = (first?.data as { directiveLabel?: boolean } | undefined)?.directiveLabel;
  return label ? textOf(first) : '';
}

/** Where the id of front matter is counted to stand. */
const head = { line: 1, column: 1 };

interface Place {
  target: Target;
  node: Node | undefined;
  /** Whether the author wrote the id; else we made it. */
  written: boolean;
}

/** The ids of the book as they are given out. */
class Ids {
  readonly targets = new Map<string, Target>();
  readonly #places = new Map<string, Place>();

  add(target: Target, node: Node | undefined, written: boolean): void {
    const { id } = target;
    const before = this.#places.get(id);
    const here = { target, node, written };
    if (written && id.startsWith('kb-')) reserved(here);
    else if (!before) {
      this.targets.set(id, target);
      this.#places.set(id, here);
    } else if (written && before.written) twice(here, before);
    else reserved(written ? here : before);
  }
}

function twice({ target: { id, chapter }, node }: Place, before: Place): void {
  const first = originOf(before.target.chapter.file, before.node);
  const line = first.place && 'start' in first.place ? first.place.start.line : 1;
  const place = `${first.file.path}:${line}`;
  const zh = `标识“${id}”用了两次，另一处在 ${place}。请改掉一个。`;
  const en = `The id "${id}" is used twice, also at ${place}. Change one.`;
  say(chapter.file, 'document:duplicate-id', { zh, en }, { place: node?.position ?? head, severity: 'error' });
}

function reserved({ target: { id, chapter }, node }: Place): void {
  const zh = `标识“${id}”与程序自己起的标识相同。请换一个。`;
  const en = `The id "${id}" is the same as one that kanben makes itself. Choose another.`;
  say(chapter.file, 'document:duplicate-id', { zh, en }, { place: node?.position ?? head, severity: 'error' });
}
