export interface PageArea {
  /** px as printed. */
  width: number;
  height: number;
}

/**
 * Runs in the page. The size of the text area of its pages, from the style sheet's own `@page` rules. Chromium counts in 1/64 px, to
 * which it rounds the paper and cuts off the margins, and takes whole px when it prints, rounded up (seen with ninety sizes of page).
 * @throws Error if no rule gives size and margins in mm, cm, in, pt or px.
 */
export function pageArea(): PageArea {
  const units: Record<string, number> = { mm: 96 / 25.4, cm: 96 / 2.54, in: 96, pt: 96 / 72, px: 1 };
  const px = (length: string): number => {
    const found = /^([\d.]+)([a-z]*)$/.exec(length.trim());
    return found ? Number(found[1]) * (Number(found[1]) === 0 ? 1 : (units[found[2] ?? ''] ?? Number.NaN)) : Number.NaN;
  };
  let size: number[] = [];
  const margins: Record<string, number> = {};
  for (const { cssRules } of document.styleSheets) {
    for (const rule of cssRules) {
      if (!(rule instanceof CSSPageRule) || rule.selectorText !== '') continue;
      const style = rule.style as unknown as CSSStyleDeclaration;
      const given = style.getPropertyValue('size');
      if (given) size = given.split(/\s+/).map(px);
      for (const side of ['top', 'right', 'bottom', 'left']) {
        const margin = style.getPropertyValue(`margin-${side}`);
        if (margin) margins[side] = px(margin);
      }
    }
  }
  const [width = Number.NaN, height = width] = size;
  const { top = 0, right = 0, bottom = 0, left = 0 } = margins;
  const between = (paper: number, ...edges: number[]): number => {
    const cut = edges.reduce((sum, edge) => sum + Math.floor(Math.fround(edge) * 64), 0);
    return Math.ceil((Math.round(Math.fround(paper) * 64) - cut) / 64);
  };
  const area = { width: between(width, left, right), height: between(height, top, bottom) };
  if (!(area.width > 0 && area.height > 0)) throw new Error('no @page rule with a size and margins in mm, pt or px');
  return area;
}
