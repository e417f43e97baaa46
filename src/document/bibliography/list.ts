import type { ContainerDirective } from 'mdast-util-directive';
import type { Node } from 'unist';
import { say } from '../../report/message.ts';
import { visit } from '../../tree/visit.ts';
import type { Chapter } from '../chapter.ts';
import { formatEntry } from './format-entry.ts';
import type { Bibliography, Reference, Style } from './reference.ts';

/** 参考文献: the list that stands in the `:::references` block. */
export interface ReferenceList extends Node {
  type: 'referenceList';
  style: Style;
  entries: { id: string; text: string; url: string | undefined; language: string | undefined }[];
}

declare module 'mdast' {
  interface RootContentMap {
    referenceList: ReferenceList;
  }
}

/** The block for the list; a second one, or one without a bibliography, is an error. */
export function findList(chapters: Chapter[], bibliography: Bibliography | undefined): ContainerDirective | undefined {
  let list: ContainerDirective | undefined;
  for (const { tree, file } of chapters) {
    visit(tree, 'containerDirective', (node: ContainerDirective) => {
      if (node.name !== 'references') return;
      if (list) {
        const zh = '全书只印一个文献表，前面已有“:::references”。请删去这一处。';
        const en = 'A book has one list of references, and there is a ":::references" before. Delete this one.';
        say(file, 'document:second-reference-list', { zh, en }, { place: node, severity: 'error' });
      } else if (!bibliography) {
        const zh = '这里要印文献表，但 book.yaml 里没有写 bibliography。请写上文献文件。';
        const en = 'A list of references is wanted here, but book.yaml names no bibliography. Name its file.';
        say(file, 'document:no-bibliography', { zh, en }, { place: node, severity: 'error' });
      }
      list ??= node;
    });
  }
  return list;
}

/** Puts the entries into the block, behind what the author wrote there. */
export function fillList(
  list: ContainerDirective,
  references: Reference[],
  style: Style,
  letter: (reference: Reference) => string,
): void {
  if (references.length === 0) return;
  const entries = references.map((reference, i) => ({
    id: `kb-ref-${i + 1}`,
    text: formatEntry(reference, style, letter(reference)),
    url: reference.url,
    language: /^[a-z]{2}\b/i.test(reference.language ?? '') ? reference.language : undefined,
  }));
  const node: ReferenceList = { type: 'referenceList', style, entries };
  list.children.push(node as never);
}
