import type { Element, Nodes } from 'hast';

/** The roles of type in a book: what readers call by these generic names. */
export type Role = 'serif' | 'sans-serif' | 'monospace';
export type Cut = 'regular' | 'bold' | 'italic';

/** The characters that are set in each role and cut. */
export type CharacterSets = Map<`${Role} ${Cut}`, Set<string>>;

const codeTags = ['code', 'kbd', 'pre', 'samp'];
const boldTags = ['b', 'dt', 'figcaption', 'strong', 'th'];
/** What epub.css sets in bold. */
const boldClasses = ['block-title', 'kicker', 'run-in', 'label', 'code-keyword', 'code-tag', 'code-inserted'];
const italicTags = ['cite', 'em', 'i', 'var'];

/** Adds the characters of a tree to the sets, each where the style sheet sets it. */
export function collectCharacters(tree: Nodes, sets: CharacterSets): void {
  walk(tree, 'serif', new Set(['regular']), sets);
}

export function addCharacters(text: string, key: `${Role} ${Cut}`, sets: CharacterSets): void {
  let set = sets.get(key);
  if (!set) {
    set = new Set();
    sets.set(key, set);
  }
  for (const character of text) set.add(character);
}

function walk(node: Nodes, role: Role, cuts: ReadonlySet<Cut>, sets: CharacterSets): void {
  if (node.type === 'text') for (const cut of cuts) addCharacters(node.value, `${role} ${cut}`, sets);
  if (!('children' in node)) return;
  if (node.type !== 'element') {
    for (const child of node.children) walk(child, role, cuts, sets);
    return;
  }
  if (node.tagName === 'math') return;
  const inside = new Set(cuts);
  if (isBold(node)) inside.add('bold');
  if (italicTags.includes(node.tagName)) inside.add('italic');
  const next = /^h[1-6]$/.test(node.tagName) ? 'sans-serif' : codeTags.includes(node.tagName) ? 'monospace' : role;
  for (const child of node.children) walk(child, next, inside, sets);
}

function isBold({ tagName, properties }: Element): boolean {
  const classes = [properties.className ?? []].flat().map(String);
  return /^h[1-6]$/.test(tagName) || boldTags.includes(tagName) || classes.some((name) => boldClasses.includes(name));
}
