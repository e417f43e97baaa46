import { escapeHtml } from '../../html/escape.ts';
import type { TypesetBook } from '../../html/index.ts';
import type { Template } from '../../template/load.ts';
import { fullSpaces } from '../lines/index.ts';
import type { PageInfo } from '../pages.ts';
import { headOf, type PrintHtml } from './index.ts';

/**
 * Running heads and folios, one HTML page for each page, printed apart and laid over the text: the browser has
 * no running strings, and so a designer sets them in plain CSS (`.furniture`, `.recto`, `.verso`, `.running-head` and `.folio` with `.at-outside`, `.at-centre` or `.at-inside`,
 * and `.continued-line`, the 续表 line over a table that goes on from the page before).
 */
export function composeFurniture(
  pages: readonly PageInfo[],
  book: TypesetBook,
  template: Template,
  fontCss: string,
): PrintHtml {
  const { width, height } = template.page;
  const { furniture } = template;
  const sheets = pages.map(({ kind, side, folio, head, continued }) => {
    const headHtml = head ? `<div class="running-head at-${furniture.head}">${escapeHtml(fullSpaces(head))}</div>` : '';
    const folioHtml = folio
      ? `<div class="folio at-${furniture.foot}">${escapeHtml(fullSpaces(furniture.folio.replaceAll('{n}', folio)))}</div>`
      : '';
    const line = continued && template.labels.continued.replaceAll('{number}', continued.number);
    const units = continued?.units ? `<span class="units">${escapeHtml(continued.units)}</span>` : '';
    const continuedHtml = line
      ? `<div class="continued-line"><span>${escapeHtml(fullSpaces(line))}</span>${units}</div>`
      : '';
    return `<div class="furniture ${side} on-${kind}">${headHtml}${continuedHtml}${folioHtml}</div>`;
  });
  const page = `@page{size:${width}mm ${height}mm;margin:0 !important}`;
  const sheet = `.furniture{position:relative;width:${width}mm;height:${height}mm;overflow:hidden;break-after:page}`;
  return {
    head: headOf(book.config, template, fontCss),
    body: [`<style>${page}${sheet}</style>`, ...sheets].join('\n'),
  };
}
