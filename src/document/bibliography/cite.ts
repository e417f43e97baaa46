import type { Nodes } from 'mdast';
import type { Node } from 'unist';
import type { VFile } from 'vfile';
import { nearest } from '../../book/nearest.ts';
import type { Citation } from '../../markdown/citations.ts';
import { type Bilingual, say } from '../../report/message.ts';
import { visit } from '../../tree/visit.ts';
import type { Chapter } from '../chapter.ts';
import { fillList, findList } from './list.ts';
import { nameByYear, sortByAuthor } from './order.ts';
import type { Bibliography, Reference } from './reference.ts';
import { type Cited, shownByAuthor, shownByNumber } from './shown.ts';

/** A citation and the file that it stands in. */
interface Place {
  chapter: Chapter;
  node: Citation;
}

/**
 * Numbers the works in the order of their first citations, says what each citation shows and fills the `:::references`
 * block. To be run when the notes are collected: those of a chapter are read behind its text.
 */
export function resolveCitations(
  chapters: Chapter[],
  bibliography: Bibliography | undefined,
  file: VFile | undefined,
  traditional: boolean,
): void {
  const places = chapters.flatMap(citationsOf);
  const list = findList(chapters, bibliography);
  const first = places[0];
  if (first && !bibliography) {
    const zh = '这里引用了文献，但 book.yaml 里没有写 bibliography。请写上文献文件；不是引用就写成 \\[@…]。';
    const en =
      'A work is cited here, but book.yaml names no bibliography. Name its file; if this is no citation, write \\[@…].';
    tell(first, 'document:no-bibliography', { zh, en });
  }
  const { references, whole, style } = bibliography ?? { references: new Map<string, Reference>(), whole: false };
  const order = new Map<string, Reference>();
  for (const place of places) {
    for (const { key, page } of place.node.items) {
      const reference = references.get(key);
      if (reference) order.set(key, { ...reference, traditional });
      else if (whole) unknown(place, key, [...references.keys()]);
      if (page !== undefined && !isPage(page)) badPage(place, page);
    }
  }
  if (file) reportUncited(references, order, file);
  if (first && order.size > 0 && !list) {
    const zh = '书里引用了文献，但没有地方印文献表。请在书末的一章里写“:::references”和“:::”两行。';
    const en =
      'Works are cited, but there is no place for their list. Write the lines ":::references" and ":::" in a chapter at the end.';
    tell(first, 'document:no-reference-list', { zh, en });
  }
  const byYear = style === 'author-year';
  const sorted = byYear ? sortByAuthor([...order.values()]) : [...order.values()];
  const letters = byYear ? nameByYear(sorted) : undefined;
  const cited = new Map(
    sorted.map((reference, i) => {
      const name = letters?.get(reference)?.name ?? '';
      return [reference.key, { number: i + 1, name, target: `kb-ref-${i + 1}` }] as const;
    }),
  );
  for (const { node } of places) show(node, cited, byYear);
  if (list) fillList(list, sorted, style ?? 'numeric', (one) => letters?.get(one)?.letter ?? '');
}

function citationsOf(chapter: Chapter): Place[] {
  const found: Place[] = [];
  const look = (tree: Nodes) => visit(tree, 'citation', (node: Citation) => void found.push({ chapter, node }));
  look({ type: 'paragraph', children: chapter.title });
  look(chapter.tree);
  for (const { content } of chapter.notes) look({ type: 'root', children: content });
  return found;
}

function show(node: Citation, known: Map<string, Omit<Cited, 'page'>>, byYear: boolean): void {
  const cited = node.items.flatMap(({ key, page }) => {
    const one = known.get(key);
    return one ? [{ ...one, page: page === undefined ? undefined : pageOf(page) }] : [];
  });
  node.raised = !byYear;
  if (cited.length > 0) node.shown = byYear ? shownByAuthor(cited) : shownByNumber(cited);
  else node.shown = [{ text: `[${node.items.map(({ key }) => `@${key}`).join('; ')}]` }];
}

const prefix = /^(?:pp?\.|第)\s*/i;

/** The digits alone: p. 35, 第 35 页 and 35–37 are 35 and 35-37. */
function pageOf(page: string): string {
  return page
    .replace(prefix, '')
    .replace(/\s*[页頁]$/, '')
    .replace(/\s*[-–—~～]+\s*/g, '-')
    .replace(/\s*[,，、]\s*/g, ',');
}

function isPage(page: string): boolean {
  return /^(?:\d+|[ivxlc]+)(?:[-,](?:\d+|[ivxlc]+))*$/i.test(pageOf(page));
}

function tell(place: Place, rule: `document:${string}`, texts: Bilingual, expected?: string): void {
  const node: Node = place.node;
  say(place.chapter.file, rule, texts, { place: node, severity: 'error', ...(expected && { expected: [expected] }) });
}

function unknown(place: Place, key: string, known: string[]): void {
  const guess = nearest(key, known);
  const zh = `文献文件里没有“${key}”。${guess ? `是不是“${guess}”？` : '请改正标识，或在文献文件里加上这一条。'}`;
  const en = `The bibliography has no "${key}". ${guess ? `Did you mean "${guess}"?` : 'Mend the key, or add the entry.'}`;
  tell(place, 'document:unknown-citation', { zh, en }, guess);
}

function badPage(place: Place, page: string): void {
  const zh = `逗号后面应当是页码，如 35 或 35-37，现在是“${page}”。`;
  const en = `Behind the comma stands a page, such as 35 or 35-37, not "${page}".`;
  tell(place, 'document:citation-page', { zh, en });
}

function reportUncited(all: Map<string, Reference>, cited: Map<string, Reference>, file: VFile): void {
  for (const [key, { position }] of all) {
    if (cited.has(key)) continue;
    const zh = `文献“${key}”没有被引用，不印进文献表。`;
    const en = `The entry "${key}" is never cited, so it is not in the list.`;
    say(file, 'document:uncited-entry', { zh, en }, { place: position, severity: 'info' });
  }
}
