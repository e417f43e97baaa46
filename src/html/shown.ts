import type { Element, ElementContent } from 'hast';

/** What a chapter shows, so that nobody has to walk through it for that. */
export interface Shown {
  /** Each of its characters once; those of blocks that only one output has as well. */
  characters: string;
  /** Whether it has formulas. */
  math: boolean;
  /** Whether it has blocks that only one output has. */
  choices: boolean;
}

/** What there is to see in some content. */
export function shownIn(content: readonly ElementContent[]): Shown {
  const characters = new Set<string>();
  let math = false;
  let choices = false;
  const look = (node: ElementContent) => {
    if (node.type === 'text') for (const character of node.value) characters.add(character);
    if (node.type !== 'element') return;
    math ||= node.tagName === 'math';
    choices ||= outputsOf(node) !== undefined;
    node.children.forEach(look);
  };
  content.forEach(look);
  return { characters: [...characters].join(''), math, choices };
}

/** What an `only` block is for; undefined of other elements. */
export function outputsOf({ properties: { dataOutput } }: Element): string[] | undefined {
  return typeof dataOutput === 'string' ? dataOutput.split(' ') : undefined;
}
