import GithubSlugger from 'github-slugger';
import { toString as textOf } from 'mdast-util-to-string';
import type { Node } from 'unist';
import { visit } from 'unist-util-visit';
import { say } from '../report/message.ts';
import type { TemplateOptions } from '../template/schema.ts';
import type { Chapter } from './chapter.ts';

/** Something a link can lead to. */
export interface Target {
  id: string;
  chapter: Chapter;
  /** What a reference without text of its own shows: 第一章, 第 1.2 节, 图 1-1, or the title. */
  reference: string;
}

/** All targets of the book, by id; and each chapter's own names for its headings, as GitHub and editors derive them. */
export interface Targets {
  byId: Map<string, Target>;
  slugs: Map<Chapter, Map<string, string>>;
}

/** Lists what links can lead to. An id given twice is an error that names both places. */
export function listTargets(chapters: Chapter[], labels: TemplateOptions['labels']): Targets {
  const byId = new Map<string, Target>();
  const places = new Map<string, string>();
  const slugs: Targets['slugs'] = new Map();
  const add = (target: Target, node: Node | undefined) => {
    const { file } = target.chapter;
    const before = places.get(target.id);
    if (before) {
      say(
        file,
        'document:duplicate-id',
        {
          zh: `标识“${target.id}”用了两次，另一处在 ${before}。请改掉一个。`,
          en: `The id "${target.id}" is used twice, also at ${before}. Change one.`,
        },
        { place: node, severity: 'error' },
      );
      return;
    }
    byId.set(target.id, target);
    places.set(target.id, `${file.path}:${node?.position?.start.line ?? 1}`);
  };
  for (const chapter of chapters) {
    const slugger = new GithubSlugger();
    const names = new Map<string, string>([[slugger.slug(chapter.titleText), chapter.id]]);
    slugs.set(chapter, names);
    add({ id: chapter.id, chapter, reference: chapter.label || chapter.titleText }, chapter.title[0]);
    for (const section of chapter.sections) {
      const reference = section.label ? labels.sectionReference.replaceAll('{label}', section.label) : section.text;
      add({ id: section.id, chapter, reference }, section.node);
      names.set(slugger.slug(section.text), section.id);
    }
    visit(chapter.tree, 'figure', (figure) => {
      if (figure.data?.id)
        add({ id: figure.data.id, chapter, reference: figure.data.number ?? textOf(figure) }, figure);
    });
    for (const note of chapter.notes) {
      byId.set(note.id, { id: note.id, chapter, reference: String(note.number) });
      for (const mark of note.marks) byId.set(mark, { id: mark, chapter, reference: String(note.number) });
    }
  }
  return { byId, slugs };
}
