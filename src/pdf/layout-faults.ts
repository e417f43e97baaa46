import type { TypesetBook } from '../html/index.ts';
import { type Bilingual, type KanbenMessage, say } from '../report/message.ts';
import { sourceOf } from './audit/book-facts.ts';
import { SourceFinder } from './audit/source.ts';
import type { LayoutFault } from './layout/types.ts';
import type { PageInfo, Part } from './pages.ts';

/** A fault with the chapter that it is in and the folio of its page, '' where that is not known. */
export interface PrintedFault extends LayoutFault {
  chapter: string;
  folio: string;
}

/** The faults of all parts as they stand in the book. */
export function placeFaults({
  parts,
  pages,
}: {
  parts: readonly { part: Part; laid: { count: number; faults: readonly LayoutFault[] } }[];
  pages: readonly PageInfo[];
}): PrintedFault[] {
  let start = 0;
  return parts.flatMap(({ part, laid }) => {
    if (pages[start]?.kind === 'blank') start += 1;
    const first = start;
    start += laid.count;
    return laid.faults.map((fault) => {
      const folio = fault.sheet === undefined ? '' : (pages[first + fault.sheet]?.label ?? '');
      return { ...fault, chapter: part.id, folio };
    });
  });
}

/** A warning at each place in the manuscript that could not be set as it should be. */
export function faultMessages({ html }: Pick<TypesetBook, 'html'>, faults: readonly PrintedFault[]): KanbenMessage[] {
  return faults.flatMap((fault) => {
    const chapter = html.find((one) => one.chapter.id === fault.chapter);
    if (!chapter) return [];
    const { file, place } = new SourceFinder(sourceOf(chapter)).findWords(fault.words, fault.progress);
    return [say(file, `print:${fault.kind}`, textsOf(fault), { place })];
  });
}

/** What a reader calls an element. */
const names: Readonly<Record<string, Bilingual>> = {
  table: { zh: '这张表', en: 'This table' },
  math: { zh: '这个公式', en: 'This formula' },
  img: { zh: '这张图', en: 'This picture' },
  div: { zh: '这组图', en: 'This group of pictures' },
};

/** How to make an element narrower. */
const narrower: Readonly<Record<string, Bilingual>> = {
  table: { zh: '请减少列数，或加上 {.landscape} 横放', en: 'Take out columns, or turn it with {.landscape}' },
  math: { zh: '请在等号前用 \\\\ 分成几行', en: 'Break it into lines with \\\\ before its equal signs' },
};

function textsOf({ kind, element, folio, sheets = 0 }: PrintedFault): Bilingual {
  const name = names[element] ?? { zh: '这一处', en: 'This' };
  const at = { zh: folio ? `第 ${folio} 页：` : '', en: folio ? `Page ${folio}: ` : '' };
  switch (kind) {
    case 'too-wide': {
      const how = narrower[element] ?? { zh: '请改窄', en: 'Make it narrower' };
      return {
        zh: `${name.zh}比一行还宽，多出的被截掉了。${how.zh}。`,
        en: `${name.en} is wider than a line; the rest is cut off. ${how.en}.`,
      };
    }
    case 'too-high':
      return {
        zh: `${name.zh}比一页还高，在页末被切开了。请分成几个，或改小。`,
        en: `${name.en} is higher than a page and was cut apart at its foot. Divide it, or make it smaller.`,
      };
    case 'tall-row':
      return {
        zh: '表里的这一行比一页还高，接排到下一页了。请分成几行，或移到正文里。',
        en: 'This row of a table is higher than a page and goes on to the next. Divide it, or move it into the text.',
      };
    case 'crowded-notes':
      return {
        zh: `${at.zh}旁注太多，这条注在注号旁边排不下，移了位置。请缩短，或把 notes.place 改成 page。`,
        en: `${at.en}too many side notes: this one has no room beside its mark and was moved. Shorten it, or set notes.place to page.`,
      };
    case 'long-note':
      return {
        zh: `${at.zh}这条注很长，排了 ${sheets} 页才完。请缩短，或移到正文、附录里。`,
        en: `${at.en}this note goes on over ${sheets} pages. Shorten it, or move it into the text or an appendix.`,
      };
    case 'unsettled':
      return {
        zh: `${at.zh}试了几次，这一页仍没有照计划分好，注可能与正文相碰。请看一看，改动这里的文字或图表的位置。`,
        en: `${at.en}after several tries this page did not come out as planned; notes may touch the text. Look at it, and change the text or the place of a figure here.`,
      };
  }
}
