import type { Element, Parents, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { VFile } from 'vfile';
import { visit } from '../tree/visit.ts';

/** TeX in `$…$` and `$$…$$` → MathML, which Chromium sets and EPUB readers read. Broken TeX is an error. */
export default function rehypeMath() {
  return async (tree: Root, file: VFile): Promise<void> => {
    const formulas: { node: Element; index: number; parent: Parents; inline: boolean }[] = [];
    visit(tree, 'element', (node, index, parent) => {
      const classes = [node.properties.className ?? []].flat();
      const inline = classes.includes('math-inline');
      if ((!inline && !classes.includes('math-display')) || node.tagName !== 'code' || !parent || index === undefined)
        return;
      formulas.push({ node, index, parent, inline });
    });
    if (formulas.length === 0) return;
    // With it comes Temml, half a megabyte, and most books have no formulas.
    const { renderFormula } = await import('./formula.ts');
    for (const { node, index, parent, inline } of formulas) {
      const tex = textOf(node).trim();
      // A display formula is known by its <pre>.
      const math = renderFormula(tex, !inline, node.position ? node : (parent as Element), file);
      if (!math) continue;
      parent.children[index] = math;
      // A display formula comes as <pre><code>; the pre becomes a plain block.
      if (parent.type === 'element' && parent.tagName === 'pre') {
        parent.tagName = 'div';
        parent.properties = { className: ['equation'] };
      }
    }
  };
}
