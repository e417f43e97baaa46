import type { PhrasingContent } from 'mdast';
import type { TextDirective } from 'mdast-util-directive';
import { toString as textOf } from 'mdast-util-to-string';
import type { Node, Parent } from 'unist';
import { nearest } from '../../book/nearest.ts';
import { type Bilingual, say } from '../../report/message.ts';
import type { Chapter } from '../chapter.ts';

/** `:index[…]` as the outputs see it: a place in the text that the index leads to. */
export interface IndexMark extends Parent {
  type: 'indexMark';
  /** What is printed there; nothing of a hidden mark. */
  children: PhrasingContent[];
  id: string;
}

declare module 'mdast' {
  interface PhrasingContentMap {
    indexMark: IndexMark;
  }
  interface RootContentMap {
    indexMark: IndexMark;
  }
}

/** What one `:index[…]{…}` says. */
export interface Marking {
  chapter: Chapter;
  node: Node;
  id: string;
  /** Where it stands, for outputs without pages: 1.2, 第一章, or the title of the chapter. */
  place: string;
  headword: string;
  sub: string | undefined;
  reading: string | undefined;
  /** 主要出处, set in bold. */
  main: boolean;
  range: 'start' | 'end' | undefined;
  see: string[];
  seeAlso: string[];
  /** Whether the entry leads here: not from a mark that only says where else to look. */
  leads: boolean;
}

const names = ['as', 'sub', 'reading', 'see', 'see-also', 'main', 'range'] as const;

/** Reads a directive; undefined after a message when it names no headword. */
export function readMarking(directive: TextDirective, chapter: Chapter, id: string, place: string) {
  const tell = (rule: string, zh: string, en: string, expected?: string) =>
    say(chapter.file, `document:index-${rule}`, { zh, en } satisfies Bilingual, {
      place: directive,
      severity: 'error',
      ...(expected && { expected: [expected] }),
    });
  const given = new Map(
    Object.entries(directive.attributes ?? {}).map(([name, value]) => [name, (value ?? '').trim()]),
  );
  for (const [name, value] of given) {
    if (!(names as readonly string[]).includes(name)) {
      const guess = nearest(name, names);
      tell(
        'attribute',
        `:index 没有“${name}”这一项。${guess ? `是不是“${guess}”？` : `可以写：${names.join('、')}。`}`,
        `An :index has no attribute "${name}". ${guess ? `Did you mean "${guess}"?` : `Known: ${names.join(', ')}.`}`,
        guess,
      );
    } else if (value === '' && name !== 'main') {
      tell(
        'attribute',
        `:index 的 ${name} 是空的。写上内容，或删去它。`,
        `The ${name} of this :index is empty. Fill it or delete it.`,
      );
    }
  }
  const range = given.get('range');
  if (range && range !== 'start' && range !== 'end') {
    tell(
      'attribute',
      `range 只能是 start（页码范围从这里起）或 end（到这里止），现在是“${range}”。`,
      `A range is start or end, not "${range}".`,
    );
  }
  const shown = textOf(directive).trim();
  const headword = given.get('as') || shown;
  if (headword === '') {
    tell(
      'headword',
      '这里的 :index 没有写索引词。写在方括号里，如 :index[太原]；不印出来的写 :index[]{as="太原"}。',
      'This :index names no headword. Write it in the brackets, as in :index[word], or :index[]{as="word"} to print nothing.',
    );
    return undefined;
  }
  const [see, seeAlso] = [listOf(given.get('see')), listOf(given.get('see-also'))];
  const marking: Marking = {
    chapter,
    node: directive,
    id,
    place,
    headword,
    sub: given.get('sub') || undefined,
    reading: given.get('reading') || undefined,
    main: given.has('main'),
    range: range === 'start' || range === 'end' ? range : undefined,
    see,
    seeAlso,
    leads: see.length === 0 && (seeAlso.length === 0 || shown !== '' || range !== undefined),
  };
  return marking;
}

/** Several headwords with semicolons between them. */
function listOf(written: string | undefined): string[] {
  return (written ?? '').split(/[;；]/).flatMap((one) => one.trim() || []);
}
