import type { Nodes, Root } from 'mdast';
import type { VFile } from 'vfile';
import { say } from '../report/message.ts';

/** Far more than a reader could follow; every stage below may then walk the tree by recursion. */
const deepest = 100;

/** Reports what is nested deeper than any text is, and takes it out. The tree is walked level by level. */
export function limitDepth(tree: Root, file: VFile): void {
  let level: Nodes[] = [tree];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth === deepest) {
      for (const node of level) {
        if (!('children' in node) || node.children.length === 0) continue;
        node.children = [];
        const zh = `嵌套超过 ${deepest} 层，里面的内容没有读。请减少引用（>）、列表或强调的层数。`;
        const en = `Nested more than ${deepest} levels deep; what is inside was not read. Use fewer levels of quotes (>), lists or emphasis.`;
        say(file, 'markdown:too-deep', { zh, en }, { place: node, severity: 'error' });
      }
      return;
    }
    level = level.flatMap((node) => ('children' in node ? (node.children as Nodes[]) : []));
  }
}
