// From save to the new page on screen, and the memory of many edits: node bench/preview/run.mjs [PAGES…]. Needs Linux: it reads /proc.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import puppeteer from 'puppeteer';
import { openPreview } from '../../lib/index.js';
import { bundledBrowser } from '../../lib/pdf/browser/bundled.js';
import { chapterPages, writeManuscript } from '../pdf/generate.mjs';

const sizes = process.argv.slice(2).map(Number);
/** Saves that are timed, and edits after which memory must be what it was. */
const saves = 20;
const edits = Number(process.env.EDITS ?? 200);

/** Resident memory of this process in MB. */
async function memory() {
  globalThis.gc?.();
  const status = await readFile('/proc/self/status', 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

// What an earlier run has printed is no news to this one.
const cache = await mkdtemp(path.join(tmpdir(), 'kanben-bench-cache-'));
process.env.XDG_CACHE_HOME = cache;

const bundled = await bundledBrowser();
const browser = await puppeteer.launch({
  executablePath: process.env.PUPPETEER_EXECUTABLE_PATH ?? bundled?.executable,
  headless: 'shell',
  args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu'],
});
console.log(`${cpus().length} cores, load ${loadavg()[0].toFixed(1)}`);

for (const pages of sizes.length > 0 ? sizes : [30, 1000]) {
  const folder = await mkdtemp(path.join(tmpdir(), 'kanben-bench-preview-'));
  await writeManuscript(folder, pages);
  const chapters = Math.max(1, Math.round(pages / chapterPages));
  const { settled, listener } = settling();
  const preview = await openPreview({ folder, port: 0, listener });
  await settled();
  const tab = await browser.newPage();
  await tab.setViewport({ width: 1280, height: 800 });

  // A chapter in the middle is written, and its first page is looked at.
  const file = path.join(folder, await chapterFile(folder, Math.ceil(chapters / 2)));
  const text = await readFile(file, 'utf8');
  const lines = text.split('\n');
  const line = lines.findIndex((each) => each.length > 40) + 1;
  await tab.goto(`${preview.url}?file=${encodeURIComponent(path.basename(file))}&line=${line}`);
  await tab.waitForSelector('.page .textLayer');

  const save = async (word) => {
    lines[line - 1] = `${word}${text.split('\n')[line - 1]}`;
    const seen = tab.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll('.page .textLayer')].some((page) =>
          page.textContent.replace(/\s/g, '').includes(wanted),
        ),
      { timeout: 120_000, polling: 'mutation' },
      word,
    );
    const started = performance.now();
    await writeFile(file, lines.join('\n'));
    await seen;
    return performance.now() - started;
  };
  const times = [];
  const whole = [];
  for (let n = 0; n < saves; n++) {
    const started = performance.now();
    times.push(await save(`改第${n + 1}次，`));
    await settled();
    whole.push(performance.now() - started);
  }
  const ms = (values) =>
    `${Math.round(median(values))} ms (${Math.round(Math.min(...values))}–${Math.round(Math.max(...values))})`;
  console.log(`${pages} pages: new page on screen ${ms(times)}, all settled ${ms(whole)}`);

  const memories = [await memory()];
  for (let n = 0; n < edits; n++) {
    await save(`又改${n + 1}次，`);
    if ((n + 1) % 50 === 0) memories.push(await memory());
  }
  const heap = (await tab.metrics()).JSHeapUsedSize;
  console.log(
    `  memory over ${edits} edits: ${memories.join(' → ')} MB; tab's heap ${Math.round((heap ?? 0) / 1e6)} MB`,
  );
  await tab.close();
  await preview.close();
  await rm(folder, { recursive: true, force: true });
}
await browser.close();
await rm(cache, { recursive: true, force: true });

/** Waits for the end of what is being built, or, right after a save, of what will be. Before the first build there is nothing to see. */
function settling() {
  let done = false;
  let wake = () => {};
  return {
    listener: ({ building, epub }) => {
      done = !building && epub !== undefined;
      if (done) wake();
    },
    settled: () =>
      done
        ? Promise.resolve()
        : new Promise((resolve) => {
            wake = resolve;
          }),
  };
}

async function chapterFile(folder, number) {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort();
  return files[number - 1];
}
