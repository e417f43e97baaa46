// What planning the pages costs against printing them: node bench/layout/run.mjs [PAGES…]. Needs Linux: it reads /proc.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadBook } from '../../lib/book/load.js';
import { forOutput } from '../../lib/html/for-output.js';
import { typeset } from '../../lib/html/typeset.js';
import { openBrowser } from '../../lib/pdf/browser/launch.js';
import { composePart } from '../../lib/pdf/compose/index.js';
import { fontFaceCss, loadFaces } from '../../lib/pdf/fonts.js';
import { layOut, layoutOptions } from '../../lib/pdf/layout/index.js';
import { likelyText } from '../../lib/pdf/likely-text.js';
import { fontsForBook } from '../../lib/pdf/page-fonts.js';
import { listParts } from '../../lib/pdf/pages.js';
import { Press } from '../../lib/pdf/press/index.js';
import { answersFor } from '../../lib/pdf/print-shop.js';
import { loadTemplate } from '../../lib/template/load.js';
import { writeManuscript } from '../pdf/generate.mjs';

const sizes = process.argv.slice(2).map(Number);

/** CPU seconds of the browser's process group so far. Linux counts in hundredths. */
async function browserCpu(group) {
  let ticks = 0;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (Number(fields[2]) === group) ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks / 100;
}

function ownCpu() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** CPU seconds of our process and of the browser that something takes, without the 5 to 20 ms that reading /proc takes each time. */
async function cpuOf(group, work) {
  const browser = await browserCpu(group);
  const own = ownCpu();
  await work();
  return ownCpu() - own + (await browserCpu(group)) - browser;
}

for (const size of sizes.length > 0 ? sizes : [250, 500, 1000]) {
  const folder = await mkdtemp(path.join(tmpdir(), 'kanben-bench-'));
  await writeManuscript(folder, size);
  const yaml = path.join(folder, 'book.yaml');
  await writeFile(yaml, (await readFile(yaml, 'utf8')).replace('place: chapter', 'place: page'));
  const manuscript = await loadBook(folder);
  const template = await loadTemplate('report', manuscript.config.language);
  const { book: whole } = await typeset(manuscript, template);
  const fonts = fontsForBook(await loadFaces(template), whole, template, {}, likelyText(manuscript));
  const start = () => openBrowser({ faces: fonts.faces, generic: template.generic });
  const answers = answersFor(fonts, whole);
  const press = new Press(start, answers, { tabs: 1 });
  const fontCss = fontFaceCss(fonts.faces);
  const group = (await press.browser()).browser.process().pid;
  const book = forOutput(whole, 'pdf');
  const known = { folio: () => undefined, continued: new Set() };
  const documents = listParts(book, template)
    .filter(({ kind }) => kind === 'chapter')
    .map((part) => composePart(part, book, template, fontCss, known));
  const settings = layoutOptions(book.config, template);
  const totals = { sheets: 0, marks: 0, layouts: 0, unsettled: 0, planning: 0 };
  const prepare = async (page) => {
    totals.planning += await cpuOf(group, async () => {
      for (const facts of (await layOut(page, settings)).chapters) {
        totals.sheets += facts.sheets;
        totals.marks += Object.keys(facts.marks).length;
        totals.layouts += facts.layouts;
        totals.unsettled += facts.unsettled.length;
      }
    });
  };
  const print = (prepare) =>
    cpuOf(group, async () => {
      for (const html of documents)
        await press.print({ name: { zh: '章', en: 'chapter' }, html, tagged: true, prepare });
    });
  // Once to warm up: fonts, code, caches.
  await press.print({ name: { zh: '章', en: 'chapter' }, html: documents[0], tagged: true });
  const raw = await print();
  const planned = await print(prepare);
  const { sheets, marks, layouts, unsettled, planning } = totals;
  console.log(
    `${sheets} pages, ${marks} notes: planning ${planning.toFixed(2)} s CPU, raw print ${raw.toFixed(2)} s: ratio ${(planning / raw).toFixed(2)}; ` +
      `planned and printed ${planned.toFixed(2)} s; ${(layouts / sheets).toFixed(2)} layouts a page; ${unsettled} pages unsettled`,
  );
  await press.close();
  await rm(folder, { recursive: true, force: true });
}
