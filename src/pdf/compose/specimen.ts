import type { BookConfig } from '../../book/schema.ts';
import type { Template } from '../../template/load.ts';
import { headOf, type PrintHtml } from './index.ts';

/** A document that has nothing but what nearly every chapter has: a tab that shows it has loaded the fonts that chapters need. */
export function specimen(config: BookConfig, template: Template, fontCss: string): PrintHtml {
  const words = '文<em>字</em><strong>字</strong> Aa 1';
  const body =
    `<section class="chapter body numbered"><header class="opener"><h1><span class="label">${words}</span><span class="title">${words}</span></h1></header>` +
    `<h2>${words}</h2><p>${words}</p><table><thead><tr><th>${words}</th></tr></thead><tbody><tr><td>${words}</td></tr></tbody></table>` +
    `<section class="notes"><ol><li>${words}</li></ol></section></section>`;
  return { head: headOf(config, template, fontCss), body };
}
