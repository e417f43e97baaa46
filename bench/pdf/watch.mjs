import { readdir, readFile } from 'node:fs/promises';

/** Ticks of the processor's clock a second, as /proc counts them on Linux. */
const ticks = 100;

/** To count the memory of a process the kernel stops it for some ms: of ten looks at the time, one is at memory as well. */
const looksAtMemory = 10;

/**
 * Follows a process and all that it starts, through /proc: CPU seconds, and the most MB that all of them held at once (memory that
 * they share is counted in proportion, PSS).
 */
export function watchProcesses(root, pause = 100) {
  const spent = new Map();
  let memory = 0;
  let running = true;
  let looks = 0;
  const look = async () => {
    const atMemory = looks++ % looksAtMemory === 0;
    const parents = new Map();
    for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
      if (fields.length > 15) parents.set(Number(pid), { parent: Number(fields[1]), fields });
    }
    let held = 0;
    for (const [pid, { fields }] of parents) {
      let at = pid;
      while (at !== root && parents.has(at)) at = parents.get(at).parent;
      if (at !== root) continue;
      spent.set(`${pid} ${fields[19]}`, (Number(fields[11]) + Number(fields[12])) / ticks);
      if (!atMemory) continue;
      const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
      held += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) / 1024;
    }
    memory = Math.max(memory, held);
  };
  const done = (async () => {
    while (running) {
      await look();
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  })();
  return {
    async stop() {
      running = false;
      await done;
      return { cpu: [...spent.values()].reduce((sum, seconds) => sum + seconds, 0), memory };
    },
  };
}
