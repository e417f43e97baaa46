import type { Line, Paragraph } from '../lines.ts';
import { aroundBreak, type Check, textParagraphs } from './check.ts';

/** The last line of a page (of its running text, not of its notes) is a heading. */
export const headingsAtFoot: Check = {
  id: 'print:heading-at-foot',
  title: { zh: '标题落在页末', en: 'headings at the foot of a page' },
  clause: 'CLREQ 3.4',
  severity: 'warning',
  *find(layout) {
    for (const [page, lines] of layout.lines.entries()) {
      const last = lines.filter(({ block }) => !isNote(block)).reduce<Line | undefined>(lower, undefined);
      if (!last || !/^H\d?$/.test(last.block.role) || last.turned) continue;
      if (layout.sheets[page + 1]?.kind !== 'text') continue;
      const title = last.text.trim();
      const texts = {
        zh: `标题“${title}”落在页末，下文在下一页`,
        en: `the heading "${title}" stands at the foot of the page, its text overleaf`,
      };
      yield { page, line: last, paragraph: layout.paragraphs.find(({ block }) => block === last.block), texts };
    }
  },
};

/** One line of a paragraph alone at the head of a page (its last) or at the foot (its first). */
export const looseLines: Check = {
  id: 'print:loose-line',
  title: { zh: '页首页末孤行', en: 'widows and orphans' },
  clause: 'CLREQ 3.4',
  severity: 'warning',
  *find(layout) {
    for (const paragraph of textParagraphs(layout)) {
      const { lines, block } = paragraph;
      if (block.within.includes('TR') || block.role === 'TD' || block.role === 'TH') continue;
      const [first, second] = lines;
      const [secondLast, last] = lines.slice(-2);
      if (first && second && first.page < second.page) {
        const around = aroundBreak(first, second);
        const texts = {
          zh: `段首一行单独留在页末（${around}）`,
          en: `the first line of a paragraph is alone at the foot of a page (${around})`,
        };
        yield { page: first.page, line: first, paragraph, texts };
      }
      if (secondLast && last && lines.length > 2 && secondLast.page < last.page) {
        const around = aroundBreak(secondLast, last);
        const texts = {
          zh: `段末一行单独落在页首（${around}）`,
          en: `the last line of a paragraph is alone at the head of a page (${around})`,
        };
        yield { page: last.page, line: last, paragraph, texts };
      }
    }
  },
};

function isNote({ role, within }: Paragraph['block']): boolean {
  return [role, ...within].some((type) => type === 'Note' || type === 'FENote');
}

/** The lower of two lines; in vertical text the one further to the left. */
function lower(before: Line | undefined, line: Line): Line {
  return before && before.across >= line.across ? before : line;
}
