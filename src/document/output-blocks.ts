import type { Element } from 'hast';
import type { Data, Nodes } from 'mdast';
import type { Node } from 'unist';
import { type Output, outputs, outputsOf } from '../markdown/variants.ts';
import { type Bilingual, say } from '../report/message.ts';
import type { Chapter } from './chapter.ts';
import { visitWrittenElements } from './written-html.ts';

/** What takes a number or is listed in both outputs. */
const numbered: Record<string, Bilingual> = {
  heading: { zh: '标题', en: 'heading' },
  figure: { zh: '图表', en: 'figure or table' },
  noteMark: { zh: '注', en: 'note' },
  math: { zh: '有标识的公式', en: 'labelled equation' },
  indexMark: { zh: '索引标记', en: 'index mark' },
  termUse: { zh: '术语标记', en: 'glossary mark' },
};

/**
 * Reports what is numbered inside a block for one output only: counted, it would leave a gap in the other; not counted, the
 * same figure would have two numbers. To be run when the numbers are given.
 */
export function reportNumberedInOutputs(chapters: Chapter[]): void {
  for (const { file, tree } of chapters) {
    eachNode(tree, (node, shownIn) => {
      if (shownIn.length === outputs.length) return;
      const data = node.data as Data | undefined;
      if (!isCounted(node, data)) return;
      const name = numbered[node.type] ?? { zh: '编号的内容', en: 'numbered block' };
      const only = shownIn.join('、') || 'output=…';
      const zh = `${name.zh}不能只放在一种输出（${only}）里：两种输出的编号要一样。请移到 :::only 块外面。`;
      const en = `A ${name.en} cannot stand in one output only (${only}): both have the same numbers. Move it out of the :::only block.`;
      say(file, 'document:numbered-in-output', { zh, en }, { place: node, severity: 'error' });
    });
  }
}

function isCounted(node: Nodes, data: Data | undefined): boolean {
  if (data && 'number' in data) return true;
  if (node.type === 'math') return data?.label !== undefined;
  return node.type in numbered;
}

/** Reports links to what is not there in every output that shows the link. To be run when links are led to their targets. */
export function reportLinksAcrossOutputs(chapters: Chapter[]): void {
  const targets = new Map<string, readonly Output[]>();
  for (const { tree } of chapters) {
    eachNode(tree, (node, shownIn) => {
      if (shownIn.length < outputs.length) for (const id of idsOf(node)) targets.set(id, shownIn);
    });
  }
  if (targets.size === 0) return;
  for (const { file, tree, notes } of chapters) {
    for (const root of [tree, ...notes.map(({ content }): Nodes => ({ type: 'root', children: content }))]) {
      eachNode(root, (node, shownIn) => {
        for (const address of addressesOf(node)) {
          const target = address.startsWith('#') ? targets.get(address.slice(1)) : undefined;
          const lost = target && shownIn.filter((output) => !target.includes(output));
          if (!lost || lost.length === 0) continue;
          const zh = `链接“${address}”的目标只在 ${target.join('、')} 里有，${lost.join('、')} 里没有。请把链接也放进 :::only{output=${target.join(',')}}，或把目标移出来。`;
          const en = `The target of "${address}" is in ${target.join(', ')} only, not in ${lost.join(', ')}. Put the link into :::only{output=${target.join(',')}} too, or move the target out.`;
          say(file, 'document:other-output', { zh, en }, { place: node, severity: 'error' });
        }
      });
    }
  }
}

/** Calls `take` for every node with the outputs that show it. */
function eachNode(node: Nodes, take: (node: Nodes, shownIn: readonly Output[]) => void): void {
  const walk = (each: Nodes, shownIn: readonly Output[]): void => {
    take(each, shownIn);
    if (!('children' in each)) return;
    const only = each.type === 'containerDirective' && each.name === 'only' ? outputsOf(each) : undefined;
    const inside = only ? shownIn.filter((output) => only.includes(output)) : shownIn;
    for (const child of each.children) walk(child, inside);
  };
  walk(node, outputs);
}

function idsOf(node: Nodes): string[] {
  const data = node.data as (Data & { id?: string }) | undefined;
  const block = node.type === 'containerDirective' ? node.attributes?.id : undefined;
  const ids = [data?.label, data?.id, block].filter((id) => typeof id === 'string');
  return [...ids, ...written(node, ({ properties }) => properties.id)];
}

function addressesOf(node: Nodes): string[] {
  return node.type === 'link' ? [node.url] : written(node, ({ properties }) => properties.href);
}

function written(node: Node, read: (element: Element) => unknown): string[] {
  if (node.type !== 'html') return [];
  const found: string[] = [];
  visitWrittenElements(node as Nodes, (element) => {
    const value = read(element);
    if (typeof value === 'string') found.push(value);
  });
  return found;
}
