import { escapeHtml } from '../../html/escape.ts';
import { listErrata } from './errata.ts';
import type { Comparison, FileChange } from './index.ts';
import type { PdfChange, PdfPlace } from './pdf.ts';
import type { PdfText } from './pdf-text.ts';
import type { TextChange } from './text-file.ts';
import type { Piece } from './words.ts';

/** Pictures of the pages that changed, by index. */
export interface DrawnPages {
  before: ReadonlyMap<number, Buffer>;
  after: ReadonlyMap<number, Buffer>;
}

/** A page pair of the report, and what changed on it. */
export interface ChangedPages {
  before: number;
  after: number;
  changes: PdfChange[];
}

/** The pages that changes are on, as pairs to show side by side, in order. */
export function pairPages(changes: readonly PdfChange[]): ChangedPages[] {
  const pairs = new Map<string, ChangedPages>();
  for (const change of changes) {
    const key = `${change.before.page} ${change.after.page}`;
    const pair = pairs.get(key) ?? { before: change.before.page, after: change.after.page, changes: [] };
    pair.changes.push(change);
    pairs.set(key, pair);
  }
  return [...pairs.values()].sort((a, b) => a.before - b.before || a.after - b.after);
}

/** One HTML file that needs no other: the list of corrections, the pages side by side, manuscript and EPUB. Chinese and English. */
export function htmlReport(comparison: Comparison, drawn: DrawnPages): string {
  const { before, after, files, epub, pdf } = comparison;
  const errata = listErrata(pdf?.changes ?? []);
  const rows = errata.map(
    ({ page, line, wrong, right }) =>
      `<tr><td>${escapeHtml(page)}</td><td>${line}</td><td>${escapeHtml(wrong)}</td><td>${escapeHtml(right)}</td></tr>`,
  );
  const pictures = drawn.before.size + drawn.after.size;
  const pairs =
    pdf && pictures > 0 ? pairPages(pdf.changes).map((pair) => pagePair(pair, pdf.before, pdf.after, drawn)) : [];
  return `<!doctype html>
<html lang="zh-Hans">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(`${before} → ${after}`)}</title>
<style>${css}</style>
<h1>版本变更报告 <span lang="en">Change report</span></h1>
<p>${escapeHtml(before)} → ${escapeHtml(after)}</p>
<h2>勘误表 <span lang="en">Corrections</span></h2>
${
  rows.length > 0
    ? `<table class="errata"><thead><tr><th>页</th><th>行</th><th>误</th><th>正</th></tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`
    : '<p>印出的文字没有变化。<span lang="en">The printed text is the same.</span></p>'
}
${pairs.length > 0 ? `<h2>变动的页 <span lang="en">Pages changed</span></h2>\n${pairs.join('\n')}` : ''}
<h2>书稿与模板 <span lang="en">Manuscript and template</span></h2>
${fileList(files)}
<h2>EPUB</h2>
${fileList(epub)}
</html>
`;
}

function pagePair(pair: ChangedPages, before: PdfText['pages'], after: PdfText['pages'], drawn: DrawnPages): string {
  const side = (
    index: number,
    pages: PdfText['pages'],
    picture: Buffer | undefined,
    places: PdfPlace[],
    kind: string,
  ) => {
    const { width = 1, height = 1, label = '' } = pages[index] ?? {};
    const marks = places.flatMap(({ words }) =>
      words
        .filter((word) => word.page === index)
        .flatMap(({ boxes }) => boxes)
        .map(
          (box) =>
            `<i style="left:${percent(box.x, width)};top:${percent(box.y, height)};width:${percent(box.width, width)};height:${percent(box.height, height)}"></i>`,
        ),
    );
    const image = picture ? `<img alt="" src="data:image/jpeg;base64,${picture.toString('base64')}">` : '';
    return `<figure class="${kind}"><figcaption>第 ${escapeHtml(label)} 页</figcaption><div style="aspect-ratio:${width}/${height}">${image}${marks.join('')}</div></figure>`;
  };
  const befores = pair.changes.map((change) => change.before);
  const afters = pair.changes.map((change) => change.after);
  return `<section class="pages">${side(pair.before, before, drawn.before.get(pair.before), befores, 'removed')}${side(pair.after, after, drawn.after.get(pair.after), afters, 'added')}</section>`;
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(2)}%`;
}

const kinds = { added: '新增', removed: '删去', changed: '改动' } as const;

function fileList(files: readonly FileChange[]): string {
  if (files.length === 0) return '<p>没有变化。<span lang="en">No change.</span></p>';
  const items = files.map(({ path, kind, changes }) => {
    const list = changes.map((change) => `<li>${changeHtml(change)}</li>`).join('\n');
    const title = `<span class="kind">${kinds[kind]}</span> <code>${escapeHtml(path)}</code>`;
    return changes.length > 0
      ? `<details open><summary>${title}</summary><ul>\n${list}\n</ul></details>`
      : `<p>${title}</p>`;
  });
  return items.join('\n');
}

function changeHtml({ lineBefore, pieces, cells }: TextChange): string {
  if (cells.length > 0) {
    const rows = cells.map(({ row, column, label, before, after }) => {
      const place = column === undefined ? escapeHtml(label) : `${escapeHtml(label)} / ${escapeHtml(column)}`;
      return `<tr><td>${row}</td><td>${place}</td><td>${piecesHtml([{ kind: 'removed', text: before ?? '' }])}</td><td>${piecesHtml([{ kind: 'added', text: after ?? '' }])}</td></tr>`;
    });
    return `<table><tbody>${rows.join('')}</tbody></table>`;
  }
  return `<span class="line">${lineBefore}</span> ${piecesHtml(pieces)}`;
}

function piecesHtml(pieces: readonly Piece[]): string {
  const tags = { same: undefined, removed: 'del', added: 'ins' } as const;
  return pieces
    .filter(({ text }) => text !== '')
    .map(({ kind, text }) => {
      const shown = escapeHtml(text).replaceAll('\n', '<br>');
      return tags[kind] ? `<${tags[kind]}>${shown}</${tags[kind]}>` : shown;
    })
    .join('');
}

const css = `
body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.7 "Source Han Serif SC", "Noto Serif CJK SC", "Songti SC", SimSun, serif; color: #111; }
h1, h2 { font-weight: 600; line-height: 1.3; } h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; }
[lang=en] { color: #666; font-size: .85em; font-weight: 400; margin-left: .5em; }
table { border-collapse: collapse; } th, td { border: 1px solid #bbb; padding: .2em .6em; text-align: left; vertical-align: top; }
.errata { width: 100%; } .errata td:nth-child(-n+2) { white-space: nowrap; width: 3em; }
.pages { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; margin: 1rem 0 2rem; break-inside: avoid; }
@media (max-width: 40rem) { .pages { grid-template-columns: 1fr; } }
figure { margin: 0; } figcaption { color: #666; font-size: .9em; }
figure div { position: relative; border: 1px solid #ccc; } figure img { position: absolute; width: 100%; height: 100%; }
figure i { position: absolute; mix-blend-mode: multiply; } .removed i { background: #ffb3b3; } .added i { background: #a8e6a8; }
del { background: #ffd9d9; } ins { background: #d5f2d5; text-decoration: none; }
.line, .kind { color: #666; font-size: .85em; } code { font-size: .95em; overflow-wrap: anywhere; } ul { padding-left: 1.2em; overflow-wrap: anywhere; }
@media print { details { break-inside: avoid; } body { margin: 0; max-width: none; } }
`;
