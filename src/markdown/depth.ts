import type { Html, Nodes, Root } from 'mdast';
import type { VFile } from 'vfile';
import { say } from '../report/message.ts';
import { visit } from '../tree/visit.ts';

/** Far more than a reader could follow; every stage below may then walk the tree by recursion. */
const deepest = 100;

/** Reports what is nested deeper than any text is, and takes it out. The tree is walked level by level. */
export function limitDepth(tree: Root, file: VFile): void {
  let level: Nodes[] = [tree];
  for (let depth = 0; level.length > 0 && depth < deepest; depth++) {
    level = level.flatMap((node) => ('children' in node ? (node.children as Nodes[]) : []));
  }
  for (const node of level) {
    if (!('children' in node) || node.children.length === 0) continue;
    node.children = [];
    const zh = `嵌套超过 ${deepest} 层，里面的内容没有读。请减少引用（>）、列表或强调的层数。`;
    const en = `Nested more than ${deepest} levels deep; what is inside was not read. Use fewer levels of quotes (>), lists or emphasis.`;
    say(file, 'markdown:too-deep', { zh, en }, { place: node, severity: 'error' });
  }
  limitTags(tree, file);
}

/** The same for tags: of a chapter with too many open ones none is read from there on. */
function limitTags(tree: Root, file: VFile): void {
  let open = 0;
  let first: Html | undefined;
  visit(tree, 'html', (node) => {
    const nesting = nestingOf(node.value);
    if (!first && open + nesting.most > deepest) first = node;
    if (first) node.value = '';
    open += nesting.after;
  });
  if (!first) return;
  const zh = `HTML 标签嵌套超过 ${deepest} 层，从这里起没有读。请关上不用的标签，或改用 Markdown 的写法。`;
  const en = `HTML tags are nested more than ${deepest} levels deep and were not read from here on. Close them, or use Markdown.`;
  say(file, 'markdown:too-deep', { zh, en }, { place: first, severity: 'error' });
}

const voidTag = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/i;

/** How many tags are open at most inside a piece of HTML, and how many more are open behind it than before. */
function nestingOf(html: string): { most: number; after: number } {
  let [most, after] = [0, 0];
  for (const [, close, tag = ''] of html.matchAll(/<(\/?)([a-z][\w-]*)/gi)) {
    if (voidTag.test(tag)) continue;
    after += close ? -1 : 1;
    most = Math.max(most, after);
  }
  return { most, after };
}
