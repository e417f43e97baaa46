import type { BookLayout } from './book-layout.ts';
import type { SearchHit } from './protocol.ts';

const mostHits = 200;
/** Characters shown on either side of a hit. */
const around = 14;

/** Where words are printed, also over the ends of lines; letters of either width and case are the same, spaces do not count. */
export function searchPages(layout: BookLayout, query: string): SearchHit[] {
  const wanted = plain(query).text;
  if (wanted === '') return [];
  const hits: SearchHit[] = [];
  for (const lines of layout.parts.flatMap((part) => layout.blocksOf(part))) {
    const written = lines.map((line) => line.text).join('');
    const { text, origins } = plain(written);
    const starts: number[] = [];
    let length = 0;
    for (const line of lines) {
      starts.push(length);
      length += line.text.length;
    }
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      const from = origins[at] ?? 0;
      const to = (origins[at + wanted.length - 1] ?? from) + 1;
      const line = lines[starts.findLastIndex((start) => start <= from)];
      if (!line) continue;
      hits.push({
        page: line.page,
        area: line.area,
        before: written.slice(Math.max(0, from - around), from),
        text: written.slice(from, to),
        after: written.slice(to, to + around),
      });
      if (hits.length >= mostHits) return inOrder(hits);
    }
  }
  return inOrder(hits);
}

function inOrder(hits: SearchHit[]): SearchHit[] {
  return hits.sort((a, b) => a.page - b.page || a.area[1] - b.area[1]);
}

/** A text without spaces, in plain small letters, and where each of its characters stood. */
function plain(written: string): { text: string; origins: number[] } {
  const origins: number[] = [];
  let text = '';
  let at = 0;
  for (const character of written) {
    const letters = character.normalize('NFKC').toLowerCase().replace(/\s/g, '');
    for (let i = 0; i < letters.length; i++) origins.push(at);
    text += letters;
    at += character.length;
  }
  return { text, origins };
}
