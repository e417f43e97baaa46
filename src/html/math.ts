import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toString as textOf } from 'hast-util-to-string';
import temml from 'temml';
import type { VFile } from 'vfile';
import { say } from '../report/message.ts';
import { visit } from '../tree/visit.ts';

/** TeX in `$…$` and `$$…$$` → MathML, which Chromium sets and EPUB readers read. Broken TeX is an error. */
export default function rehypeMath() {
  return (tree: Root, file: VFile): void => {
    visit(tree, 'element', (node, index, parent) => {
      const classes = [node.properties.className ?? []].flat();
      const inline = classes.includes('math-inline');
      if ((!inline && !classes.includes('math-display')) || node.tagName !== 'code' || !parent || index === undefined)
        return;
      const tex = textOf(node).trim();
      // A display formula is known by its <pre>.
      const math = render(tex, !inline, node.position ? node : (parent as Element), file);
      if (!math) return;
      parent.children[index] = math;
      // A display formula comes as <pre><code>; the pre becomes a plain block.
      if (parent.type === 'element' && parent.tagName === 'pre') {
        parent.tagName = 'div';
        parent.properties = { className: ['equation'] };
      }
    });
  };
}

function render(tex: string, display: boolean, node: Element, file: VFile): Element | undefined {
  try {
    const html = temml.renderToString(tex, { displayMode: display, throwOnError: true, trust: false, maxExpand: 1000 });
    const math = fromHtml(html, { fragment: true }).children[0];
    if (math?.type !== 'element') return undefined;
    // Places in Temml's HTML are none in the manuscript.
    visit(math, (part) => {
      part.position = undefined as never;
      if (part.type !== 'element') return;
      const { className: _class, style: _style, ...properties } = part.properties;
      part.properties = properties;
    });
    math.properties = { ...math.properties, display: display ? 'block' : 'inline', alttext: tex };
    return math;
  } catch (error) {
    // Without the copy of the formula that Temml underlines with combining marks.
    const reason = plain((error as Error).message);
    say(
      file,
      'html:math',
      {
        zh: `公式读不懂：${reason}。请改正 ${tex.slice(0, 60)}`,
        en: `Cannot read the formula: ${reason}. Mend ${tex.slice(0, 60)}`,
      },
      { place: node, severity: 'error' },
    );
    return undefined;
  }
}

function plain(message: string): string {
  if (/call stack/.test(message)) return 'nested too deeply';
  return message
    .replace(
      /(?: at end of input| at position \d+)?: *\n?[^\n]*$/s,
      (tail) => /^ at position \d+/.exec(tail)?.[0] ?? '',
    )
    .trim();
}
