/**
 * `node raw.mjs BOOK OUT [local]`: one print of the whole book by the same browser, as it comes, its fonts loaded as those of any
 * web page; with `local`, found on the machine as ours are. Prints the seconds of that alone.
 */
import { writeFile } from 'node:fs/promises';
import { loadBook } from '../../lib/book/load.js';
import { forOutput } from '../../lib/html/for-output.js';
import { typeset } from '../../lib/html/typeset.js';
import { openBrowser } from '../../lib/pdf/browser/launch.js';
import { composeParts } from '../../lib/pdf/compose/index.js';
import { fontFaceCss, loadFaces } from '../../lib/pdf/fonts.js';
import { likelyText } from '../../lib/pdf/likely-text.js';
import { fontsForBook } from '../../lib/pdf/page-fonts.js';
import { listParts } from '../../lib/pdf/pages.js';
import { Press } from '../../lib/pdf/press/index.js';
import { answersFor } from '../../lib/pdf/print-shop.js';
import { loadTemplate } from '../../lib/template/load.js';
import { watchProcesses } from './watch.mjs';

const [, , folder, out, local] = process.argv;
const template = await loadTemplate('report');
const manuscript = await loadBook(folder);
const { book: whole } = await typeset(manuscript, template);
const fonts = fontsForBook(await loadFaces(template), whole, template, {}, likelyText(manuscript));
const book = forOutput(whole, 'pdf');
// Fonts are cut before the clock runs: any print needs some.
await Promise.all(fonts.faces.map(({ bytes }) => bytes()));

const before = process.cpuUsage();
const watch = watchProcesses(process.pid);
const started = performance.now();
const answers = answersFor(fonts, whole);
const faces = fonts.faces.map((face) => (local ? face : { ...face, local: undefined }));
const press = new Press(() => openBrowser({ faces, generic: template.generic }), answers, { tabs: 1 });
const fontCss = fontFaceCss(faces);
const known = { folio: () => '00', continued: new Set() };
const html = composeParts(listParts(book, template), book, template, fontCss, known);
const { bytes } = await press.print({ name: { zh: '全书', en: 'The book' }, html, tagged: true });
await writeFile(out, bytes);
const wall = (performance.now() - started) / 1000;
const { cpu, memory } = await watch.stop();
await press.close();
console.log(JSON.stringify({ wall, cpu: cpu - (before.user + before.system) / 1e6, memory }));
