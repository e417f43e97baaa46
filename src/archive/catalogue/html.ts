import { escapeHtml } from '../../html/escape.ts';
import type { ArchivedEdition } from '../edition.ts';
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
  const body = `<nav><a href="../index.html">出版物</a></nav>
<div class="book">
<aside>${picture}${factsHtml(publication, versions[0]?.edition)}</aside>
<div>
<h1>${escapeHtml(title)}</h1>
${versions.map(versionHtml).join('\n')}
</div>
</div>`;
  return page(title, body, '../');
}

/** What the newest edition says of itself. */
function factsHtml(publication: string, edition: ArchivedEdition | undefined): string {
  const facts: [string, string | undefined][] = [
    ['作者', edition?.creators.map(({ name }) => name).join('、')],
    ['出版者', edition?.publisher],
    [
      '标识',
      [...(edition?.identifiers ?? []).map(({ scheme, value }) => `${scheme} ${value}`), publication].join('\n'),
    ],
    ['权利', edition?.rights],
  ];
  const rows = facts.map(([name, value]) => (value ? `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>` : ''));
  return `<dl>${rows.join('')}</dl>`;
}

function versionHtml({ version, created, message, edition, files, changes }: CatalogueVersion): string {
  const state = edition ? `<span class="state">${states[edition.state]}</span>` : '';
  const facts = [edition?.date ?? created.slice(0, 10), edition?.edition].filter(Boolean).join('　');
  const reason = edition?.reason ? `<p class="reason">${escapeHtml(edition.reason)}</p>` : '';
  const report = changes ? `<p><a href="${changes}">与前一版的差别</a> <span lang="en">Changes</span></p>` : '';
  const rows = files.map(
    ({ name, bytes, sha512 }) =>
      `<li><a href="${encodeURI(name)}">${escapeHtml(name.replace(/^.*\//, ''))}</a> <small>${(bytes / 1e6).toFixed(2)} MB</small><details><summary>SHA-512</summary><code>${sha512}</code></details></li>`,
  );
  const list = rows.length > 0 ? `<ul class="files">${rows.join('\n')}</ul>` : '';
  const note = !edition && message ? `<p>${escapeHtml(message)}</p>` : '';
  return `<section id="${version}"${edition?.state === 'withdrawn' ? ' class="withdrawn"' : ''}>\n<h2>${escapeHtml(facts)} <small>${version}</small> ${state}</h2>\n${reason}${list}${note}${report}\n</section>`;
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
:root { --ink: #1c1f21; --quiet: #6a7074; --rule: #dcdfe1; --link: #0b4f6c; --alert: #8a1c1c; }
body { max-width: 64rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; font: 1rem/1.75 "Source Han Serif SC", "Noto Serif CJK SC", "Noto Serif SC", "Songti SC", SimSun, serif; color: var(--ink); background: #fff; }
h1, h2 { font-weight: 600; line-height: 1.35; margin: 0; } h1 { font-size: 1.75rem; padding-bottom: .75rem; border-bottom: 2px solid var(--ink); } h2 { font-size: 1.1rem; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .2em; } nav { margin-bottom: 1.5rem; } small, [lang=en] { color: var(--quiet); font-size: .85em; font-weight: 400; }
.books { list-style: none; padding: 0; margin: 2rem 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: 2.5rem 2rem; }
.books a { text-decoration: none; } .books b { font-weight: 600; line-height: 1.5; display: block; text-wrap: balance; } .books p { margin: .25rem 0 0; color: var(--quiet); font-size: .9em; }
.books img, .cover { width: 100%; height: auto; display: block; box-shadow: 0 1px 3px #0003, 0 6px 18px #0002; } .books img { margin-bottom: 1rem; }
.book { display: grid; grid-template-columns: 13rem 1fr; gap: 3rem; align-items: start; }
dl { margin: 1.25rem 0 0; font-size: .9em; } dt { color: var(--quiet); } dd { margin: 0 0 .5rem; white-space: pre-line; overflow-wrap: anywhere; }
section { padding: 1.25rem 0; border-bottom: 1px solid var(--rule); } section p { margin: .5rem 0 0; }
.state { font-size: .8em; font-weight: 400; border: 1px solid var(--rule); border-radius: 1em; padding: .1em .7em; white-space: nowrap; } .withdrawn .state, .reason { color: var(--alert); } .withdrawn .state { border-color: currentcolor; }
.files { list-style: none; padding: 0; margin: .5rem 0 0; } .files li { padding: .25rem 0; overflow-wrap: anywhere; }
summary { cursor: pointer; color: var(--quiet); font-size: .8em; width: max-content; } code { font-size: .8em; overflow-wrap: anywhere; }
@media (max-width: 45rem) { .book { grid-template-columns: 1fr; gap: 2rem; } .book > div { order: -1; } .cover { max-width: 13rem; } .books { grid-template-columns: 1fr 1fr; gap: 2rem 1.25rem; } h1 { font-size: 1.4rem; } }
@media print { details { display: none; } }
`;
