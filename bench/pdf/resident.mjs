/** `node resident.mjs BOOK OUT CHAPTER`: builds, changes a chapter and builds again; prints the seconds of the second time. */
import { buildEdition, Workshop } from '../../lib/index.js';
import { writeChapter } from './generate.mjs';
import { watchProcesses } from './watch.mjs';

const [, , folder, out, chapter] = process.argv;
const workshop = await Workshop.open({ resident: true });
const build = () => buildEdition({ folder, out, formats: ['pdf'], workshop });
await build();
await writeChapter(folder, Number(chapter), '再改一处。');
const before = process.cpuUsage();
const watch = watchProcesses(process.pid);
const started = performance.now();
await build();
const wall = (performance.now() - started) / 1000;
const { cpu, memory } = await watch.stop();
await workshop.close();
console.log(JSON.stringify({ wall, cpu: cpu - (before.user + before.system) / 1e6, memory }));
