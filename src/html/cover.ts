import type { Template } from '../template/load.ts';
import { escapeHtml } from './escape.ts';
import type { TypesetBook } from './index.ts';

/**
 * The cover's HTML: the template's cover.html with `{{title}}`, `{{subtitle}}`, `{{creators}}`, `{{publisher}}`,
 * `{{year}}`, `{{date}}`, `{{edition}}` and `{{kind}}` filled in, or the picture that book.yaml names.
 */
export function coverHtml({ config, cover }: Pick<TypesetBook, 'config' | 'cover'>, template: Template): string {
  if (cover) return `<img class="cover-picture" src="${coverAddress(cover)}" alt="${escapeHtml(config.title)}">`;
  const [year = '', month, day] = config.date.split('-');
  const values: Record<string, string> = {
    title: config.title,
    subtitle: config.subtitle ?? '',
    creators: config.creators.map((creator) => creator.name).join('　'),
    publisher: config.publisher ?? '',
    year,
    date: `${year}年${Number(month)}月${Number(day)}日`,
    edition: config.edition ?? '',
    kind: template.labels.kind,
  };
  return template.coverHtml.replace(/\{\{(\w+)\}\}/g, (_, name: string) => escapeHtml(values[name] ?? ''));
}

/** Under which the browser asks for the picture on the cover: it stands for what the picture is. */
export function coverAddress({ hash }: { hash: string }): string {
  return `/cover/${hash}`;
}
