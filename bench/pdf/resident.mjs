/** `node resident.mjs BOOK OUT CHAPTER`: builds, changes a chapter and builds again; prints the seconds of the second time. */
import { buildEdition, ResidentBrowser } from '../../lib/index.js';
import { writeChapter } from './generate.mjs';
import { watchProcesses } from './watch.mjs';

const [, , folder, out, chapter] = process.argv;
const browser = new ResidentBrowser();
const build = () => buildEdition({ folder, out, formats: ['pdf'], browser });
await build();
await writeChapter(folder, Number(chapter), '再改一处。');
const before = process.cpuUsage();
const watch = watchProcesses(process.pid);
const started = performance.now();
await build();
const wall = (performance.now() - started) / 1000;
const { cpu, memory } = await watch.stop();
await browser.close();
console.log(JSON.stringify({ wall, cpu: cpu - (before.user + before.system) / 1e6, memory }));
