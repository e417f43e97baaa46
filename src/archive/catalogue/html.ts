import { escapeHtml } from '../../html/escape.ts';
import type { CataloguePublication, CatalogueVersion } from './entries.ts';

const states = { draft: '草稿', published: '已发布', withdrawn: '已撤回' } as const;

/** The list of all publications. */
export function indexPage(publications: readonly CataloguePublication[]): string {
  const items = publications.map(({ title, folder, cover, versions }) => {
    const [newest] = versions;
    const picture = cover ? `<img alt="" src="${folder}/${cover}">` : '';
    const facts = [newest?.edition?.edition, newest?.edition?.date, `${versions.length} 版`].filter(Boolean).join('　');
    return `<li><a href="${folder}/index.html">${picture}<b>${escapeHtml(title)}</b></a><p>${escapeHtml(facts)}</p></li>`;
  });
  return page(
    '出版物',
    `<h1>出版物 <span lang="en">Publications</span></h1>\n<ul class="books">\n${items.join('\n')}\n</ul>`,
    '',
  );
}

/** All versions of one publication. */
export function publicationPage({ publication, title, cover, versions }: CataloguePublication): string {
  const picture = cover ? `<img class="cover" alt="封面" src="${cover}">` : '';
  const body = `<p><a href="../index.html">出版物</a></p>\n<h1>${escapeHtml(title)}</h1>\n<p><code>${escapeHtml(publication)}</code></p>\n${picture}\n${versions.map(versionHtml).join('\n')}`;
  return page(title, body, '../');
}

function versionHtml({ version, created, message, edition, files, changes }: CatalogueVersion): string {
  const state = edition ? states[edition.state] : '';
  const facts = [edition?.date ?? created.slice(0, 10), edition?.edition, state].filter(Boolean).join('　');
  const reason = edition?.reason ? `<p class="reason">${escapeHtml(edition.reason)}</p>` : '';
  const report = changes ? `<p><a href="${changes}">与前一版的差别 <span lang="en">Changes</span></a></p>` : '';
  const rows = files.map(
    ({ name, bytes, sha512 }) =>
      `<tr><td><a href="${encodeURI(name)}">${escapeHtml(name.replace(/^.*\//, ''))}</a></td><td>${(bytes / 1e6).toFixed(2)} MB</td><td><code>${sha512}</code></td></tr>`,
  );
  const table =
    rows.length > 0
      ? `<table><thead><tr><th>文件</th><th>大小</th><th>SHA-512</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`
      : '';
  const note = !edition && message ? `<p>${escapeHtml(message)}</p>` : '';
  return `<section id="${version}"${edition?.state === 'withdrawn' ? ' class="withdrawn"' : ''}>\n<h2>${version}　${escapeHtml(facts)}</h2>\n${reason}${note}${report}${table}\n</section>`;
}

function page(title: string, body: string, up: string): string {
  return `<!doctype html>
<html lang="zh-Hans">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<link rel="alternate" type="application/atom+xml" href="${up}feed.xml">
<style>${css}</style>
${body}
</html>
`;
}

const css = `
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.7 "Source Han Serif SC", "Noto Serif CJK SC", "Songti SC", SimSun, serif; color: #111; }
h1, h2 { font-weight: 600; line-height: 1.3; } h1 { font-size: 1.6rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
[lang=en] { color: #666; font-size: .85em; font-weight: 400; margin-left: .5em; } a { color: #0b4f7d; }
.books { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr)); gap: 1.5rem; }
.books img, .cover { width: 12rem; height: auto; border: 1px solid #ccc; display: block; margin-bottom: .5rem; } .books p { margin: 0; color: #666; font-size: .9em; }
table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid #bbb; padding: .2em .6em; text-align: left; vertical-align: top; }
td:nth-child(2) { white-space: nowrap; } code { font-size: .8em; overflow-wrap: anywhere; } .reason { color: #8a1c1c; } .withdrawn h2 { color: #8a1c1c; }
`;
