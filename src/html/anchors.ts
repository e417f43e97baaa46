import type { Element, ElementContent } from 'hast';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { type Bilingual, say } from '../report/message.ts';
import type { ChapterHtml } from './index.ts';

/**
 * Checks what an author wrote as HTML tags: links to `#id` must lead somewhere in the book, links to files must be written
 * in Markdown (which follows them), and an id must be the only one of its name. What fails is an error and taken out.
 */
export function checkAnchors(chapters: ChapterHtml[]): void {
  const ids = takeIds(chapters);
  for (const { chapter, ...html } of chapters) {
    for (const element of elementsOf(html)) {
      const { href } = element.properties;
      if (element.tagName !== 'a' || typeof href !== 'string') continue;
      element.properties.href = href.replace(notInAddresses, encodeURIComponent);
      if (/^[a-z][a-z\d+.-]*:/i.test(href)) checkAddress(element, href, chapter.file);
      else if (!href.startsWith('#') || !ids.has(decode(href.slice(1)))) lost(element, href, chapter.file);
    }
  }
}

/** RFC 3986 has no place for these; browsers mend them, EPUB forbids them. */
const notInAddresses = /[^\x21-\x7E]+|["<>\\^`{|}]/g;

/** All ids of the book. The second of a name loses it. */
function takeIds(chapters: ChapterHtml[]): Set<string> {
  const ids = new Set(chapters.flatMap(({ chapter, notes }) => [chapter.id, ...notes.map(({ id }) => id)]));
  for (const { chapter, ...html } of chapters) {
    for (const element of elementsOf(html)) {
      const { id } = element.properties;
      if (typeof id !== 'string') continue;
      if (ids.has(id)) {
        const zh = `标识“${id}”在书里已经有了。请改掉一个。`;
        const en = `The id "${id}" is used elsewhere in the book. Change one.`;
        report(element, 'html:duplicate-id', { zh, en }, chapter.file);
        delete element.properties.id;
      }
      ids.add(id);
    }
  }
  return ids;
}

function checkAddress(element: Element, href: string, file: VFile): void {
  if (URL.canParse(String(element.properties.href))) return;
  const zh = `地址“${href}”不合写法。请检查有没有空格或漏字。`;
  const en = `The address "${href}" is malformed. Look for spaces and missing characters.`;
  report(element, 'html:link-address', { zh, en }, file);
  delete element.properties.href;
}

function lost(element: Element, href: string, file: VFile): void {
  const zh = `链接“${decode(href)}”没有目标。请改正它；连到别的文件要用 Markdown 的写法：[文字](文件.md#标识)。`;
  const en = `The link "${decode(href)}" leads nowhere. Mend it; to lead to a file write Markdown: [text](file.md#id).`;
  report(element, 'html:link-target', { zh, en }, file);
  delete element.properties.href;
}

/** What came from Markdown has been reported by src/document, under a rule of the same name. */
function report(element: Element, id: `html:${string}`, texts: Bilingual, file: VFile): void {
  const start = element.position?.start;
  const known = file.messages.some(
    ({ ruleId, line, column }) => `html:${ruleId}` === id && line === start?.line && column === start?.column,
  );
  if (!known) say(file, id, texts, { place: element, severity: 'error' });
}

function elementsOf({ title, body, notes }: Pick<ChapterHtml, 'title' | 'body' | 'notes'>): Element[] {
  const found: Element[] = [];
  const children: ElementContent[] = [...title, ...body, ...notes.flatMap(({ content }) => content)];
  visit({ type: 'root', children }, 'element', (element) => {
    found.push(element);
  });
  return found;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
