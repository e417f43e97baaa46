/**
 * Sets generated books of 30, 200 and 1,000 pages and prints, as ratios to one raw print of the whole book by the same browser:
 * ours with nothing kept of the book, ours with one chapter changed (a new process; and one that stays), and Typst on the same text
 * and page.
 * Wall and CPU time, most memory, size. `npm run bench:pdf [pages…]`
 *
 * Typst comes from npm into a temporary folder, for this run only; without a network it is left out.
 */
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { writeChapter, writeManuscript } from './generate.mjs';
import { installTypst } from './typst.mjs';
import { watchProcesses } from './watch.mjs';

const here = import.meta.dirname;
const cli = path.resolve(here, '../../lib/cli.js');
const sizes = process.argv.slice(2).map(Number).filter(Boolean);

/** Runs Node on a script; wall and CPU seconds and peak MB of it and of all that it starts. */
async function measure(words, env = {}) {
  const started = performance.now();
  const child = spawn(process.execPath, words, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const watch = watchProcesses(child.pid);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
  const code = await new Promise((resolve) => child.on('close', resolve));
  const wall = (performance.now() - started) / 1000;
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}:\n${said}`);
  return { wall, ...(await watch.stop()), said };
}

async function bench(pages, typst) {
  const folder = await mkdtemp(path.join(tmpdir(), 'kanben-bench-'));
  try {
    const book = path.join(folder, 'book');
    const chapters = await writeManuscript(book, pages);
    const middle = Math.ceil(chapters / 2);
    const env = { XDG_CACHE_HOME: path.join(folder, 'cache') };
    const out = path.join(folder, 'out');
    const build = [cli, 'build', book, '--out', out, '--format', 'pdf'];
    const size = async (file) => (await stat(file)).size / 1e6;
    const pdf = path.join(out, 'bench.pdf');
    // Another book comes first: it unpacks the browser and learns the fonts, but nothing is kept of this one.
    const other = path.join(folder, 'other');
    await writeManuscript(other, 0);
    await writeChapter(other, 1, '另一本书。');
    await measure([cli, 'build', other, '--out', out, '--format', 'pdf'], env);

    const rows = [];
    for (const [title, ...local] of [['one raw print'], ['the same, local fonts', 'local']]) {
      const file = path.join(folder, 'raw.pdf');
      const raw = await measure([path.join(here, 'raw.mjs'), book, file, ...local], env);
      rows.push([title, { ...raw, ...JSON.parse(raw.said), size: await size(file) }]);
    }
    rows.push(['ours, nothing kept of it', { ...(await measure(build, env)), size: await size(pdf) }]);
    await writeChapter(book, middle, '改动一处。');
    rows.push(['ours, one chapter changed', { ...(await measure(build, env)), size: await size(pdf) }]);
    const resident = await measure([path.join(here, 'resident.mjs'), book, out, String(middle)], env);
    rows.push(['ours, changed, same process', { ...JSON.parse(resident.said), size: await size(pdf) }]);
    if (typst) {
      const file = path.join(folder, 'typst.pdf');
      const run = await measure([path.join(here, 'typst.mjs'), typst, String(chapters), file]);
      rows.push(['Typst', { ...run, size: await size(file) }]);
    }
    const record = JSON.parse(await readFile(path.join(out, 'bench.edition.json'), 'utf8'));
    const count = record.outputs[0].pages;
    console.log(`\n${count} pages, ${chapters} chapters`);
    const [, first] = rows[0];
    for (const [name, each] of rows) console.log(line(name, each, first));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function line(name, each, first) {
  const value = (key, unit, digits) =>
    each[key] === undefined
      ? ''.padStart(24)
      : `${each[key].toFixed(digits).padStart(8)} ${unit} (${(each[key] / first[key]).toFixed(2)} ×)`.padEnd(24);
  return `${name.padEnd(28)}${value('wall', 's', 2)}${value('cpu', 's CPU', 2)}${value('memory', 'MB', 0)}${value('size', 'MB', 2)}`;
}

const { stdout: load } = await promisify(execFile)('cat', ['/proc/loadavg']);
console.log(`Node ${process.version}; load of the machine before: ${load.trim()}`);
const typst = await installTypst();
try {
  if (!typst) console.log('Typst could not be installed, and is left out.');
  for (const pages of sizes.length > 0 ? sizes : [30, 200, 1000]) await bench(pages, typst);
} finally {
  if (typst) await rm(typst, { recursive: true, force: true });
}
