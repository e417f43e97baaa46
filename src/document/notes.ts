import type { FootnoteDefinition, Nodes, Parents, RootContent } from 'mdast';
import type { Node } from 'unist';
import { say } from '../report/message.ts';
import { SKIP, visit } from '../tree/visit.ts';
import type { Chapter } from './chapter.ts';

/** A note of a chapter, in the order of its first mark. */
export interface Note {
  number: number;
  id: string;
  /** The ids of its marks in the text; the back-link leads to the first. */
  marks: string[];
  content: FootnoteDefinition['children'];
}

/** The mark of a note in the text. */
export interface NoteMark extends Node {
  type: 'noteMark';
  number: number;
  id: string;
  note: string;
}

declare module 'mdast' {
  interface PhrasingContentMap {
    noteMark: NoteMark;
  }
  interface RootContentMap {
    noteMark: NoteMark;
  }
}

/**
 * Collects the notes of a chapter: numbers them, replaces the marks, takes the definitions out of the text. `before` notes of
 * the book are counted already.
 */
export function collectNotes(chapter: Chapter, before: number): void {
  const definitions = takeDefinitions(chapter);
  const notes = new Map<string, Note>();
  const mark = (tree: Nodes) => {
    visit(tree, 'footnoteReference', (node, index, parent: Parents | undefined) => {
      const definition = definitions.get(node.identifier);
      if (!definition || !parent || index === undefined) return;
      let note = notes.get(node.identifier);
      if (!note) {
        const number = before + notes.size + 1;
        note = { number, id: `${chapter.id}-note${number}`, marks: [], content: definition.children };
        notes.set(node.identifier, note);
      }
      const nth = note.marks.length + 1;
      const id = `${chapter.id}-mark${note.number}${nth > 1 ? `-${nth}` : ''}`;
      note.marks.push(id);
      const place = node.position && { position: node.position };
      parent.children[index] = { type: 'noteMark', number: note.number, id, note: note.id, ...place };
    });
  };
  mark({ type: 'paragraph', children: chapter.title });
  mark(chapter.tree);
  // Notes may have notes; a Map hands out those added while it is walked.
  for (const note of notes.values()) mark({ type: 'root', children: note.content });
  chapter.notes = [...notes.values()];
  for (const [name, definition] of definitions) {
    if (notes.has(name)) continue;
    const zh = `注“${definition.label ?? name}”没有被引用。在正文里加上 [^${definition.label ?? name}]，或删去它。`;
    const en = `The note "${definition.label ?? name}" is never referred to. Add [^${definition.label ?? name}] to the text, or delete it.`;
    say(chapter.file, 'document:unused-note', { zh, en }, { place: definition });
  }
}

function takeDefinitions(chapter: Chapter): Map<string, FootnoteDefinition> {
  const definitions = new Map<string, FootnoteDefinition>();
  visit(chapter.tree, 'footnoteDefinition', (node, index, parent: Parents | undefined) => {
    if (!parent || index === undefined) return undefined;
    if (definitions.has(node.identifier)) {
      const line = definitions.get(node.identifier)?.position?.start.line;
      say(
        chapter.file,
        'document:duplicate-note',
        {
          zh: `注“${node.label}”写了两次，第 ${line} 行已有一条。改一个名字，或删去一条。`,
          en: `The note "${node.label}" is defined twice, first on line ${line}. Rename or delete one.`,
        },
        { place: node, severity: 'error' },
      );
    } else {
      definitions.set(node.identifier, node);
    }
    (parent.children as RootContent[]).splice(index, 1);
    return [SKIP, index];
  });
  return definitions;
}
