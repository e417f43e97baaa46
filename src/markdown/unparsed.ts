import type { Image, Root, Text } from 'mdast';
import type { Position } from 'unist';
import type { VFile } from 'vfile';
import { type Bilingual, say } from '../report/message.ts';
import { visit } from '../tree/visit.ts';
import { textSlicer } from './slice-text.ts';

const noteMark = /\[\^([^\]\s]+)\]/g;
const noteOrCitation = /\[[\^@][^\]\s]+\]/g;
const link = /(!?)\[([^\][]*)\]\[([^\][]*)\]/g;
/** `[1][2]` is how papers are cited, not a link. */
const citation = /^[\d\s,，、–-]+$/;

/**
 * `[^x]` and `[text][name]` whose definition is missing stay text in Markdown; an author meant a note or a link. To be run
 * before the text rules, which would take the brackets for prose.
 */
export function reportUnparsed(tree: Root, file: VFile): void {
  visit(tree, (node) => {
    if (node.type === 'image') reportCaption(node, file);
    if (node.type !== 'text') return;
    reportNotes(node, file);
    reportLinks(node, file);
  });
}

function reportNotes(text: Text, file: VFile): void {
  for (const found of text.value.matchAll(noteMark)) {
    const place = placeOf(text, found.index, found[0], file);
    if (!place) continue;
    const zh = `注“${found[1]}”没有注文。在本文件里加上一行“[^${found[1]}]: 注文”。`;
    const en = `The note "${found[1]}" has no text. Add a line "[^${found[1]}]: …" to this file.`;
    say(file, 'document:note-target', { zh, en }, { place, severity: 'error' });
  }
}

function reportLinks(text: Text, file: VFile): void {
  for (const found of text.value.matchAll(link)) {
    const [whole, mark, shown = '', named] = found;
    const name = named || shown;
    if (name === '' || /^\^/.test(name) || /^\^/.test(shown) || (citation.test(shown) && citation.test(name))) continue;
    const place = placeOf(text, found.index, whole, file);
    if (!place) continue;
    const texts: Bilingual = {
      zh: `${mark ? '图片' : '链接'}“${whole}”没有定义。在本文件里加上一行“[${name}]: 地址”。`,
      en: `The ${mark ? 'image' : 'link'} "${whole}" has no definition. Add a line "[${name}]: address" to this file.`,
    };
    say(file, 'document:link-target', texts, { place, severity: 'error' });
  }
}

/** The caption of a picture is the title in `![…](… "title")`: plain text. */
function reportCaption(image: Image, file: VFile): void {
  for (const [mark] of (image.title ?? '').matchAll(noteOrCitation)) {
    const zh = `图题里不能放注和文献引用：“${mark}”会照原样印出来。把注移到图下的“资料来源：”行或正文里。`;
    const en = `A picture's caption cannot hold a note or citation: "${mark}" would be printed as it is. Move it to the source line or the text.`;
    say(file, 'document:note-in-caption', { zh, en }, { place: image, severity: 'error' });
  }
}

/** Where `whole` was written; undefined if its brackets were escaped, which says that they are meant as text. */
function placeOf(text: Text, from: number, whole: string, file: VFile): Position | undefined {
  const source = String(file);
  const { position } = textSlicer(text, source)(from, from + whole.length);
  return position && source.slice(position.start.offset, position.end.offset) === whole ? position : undefined;
}
