import path from 'node:path';
import { watch } from 'chokidar';

/** Milliseconds of quiet after which a burst of saves counts as one, and how long it may go on. */
const quiet = 30;
const longest = 250;

/** What editors and builds leave beside the text: swap files, backups, our own temporary files and outputs. */
const passing = /(?:~|\.(?:swp|swx|tmp|bak|crdownload))$|^(?:4913|#.*#)$/;
const outputs: ReadonlySet<string> = new Set(['node_modules', 'dist', 'archive']);

export interface Watched {
  close(): Promise<void>;
}

/**
 * Calls `changed` with the paths, relative to `folder`, that were written, added or deleted: once for a burst. `out` is the
 * folder that builds write to.
 */
export async function watchFolder(
  folder: string,
  out: readonly string[],
  changed: (paths: ReadonlySet<string>) => void,
): Promise<Watched> {
  let paths = new Set<string>();
  let since = 0;
  let timer: NodeJS.Timeout | undefined;
  const tell = () => {
    const told = paths;
    paths = new Set();
    timer = undefined;
    changed(told);
  };
  const away = out.map((each) => path.resolve(each)).filter((each) => each !== path.resolve(folder));
  const watcher = watch(folder, {
    ignoreInitial: true,
    // Links could lead out of the manuscript, whose files alone are read.
    followSymlinks: false,
    atomic: 50,
    ignored: (file) => {
      const inside = path.relative(folder, file);
      if (inside === '') return false;
      const names = inside.split(path.sep);
      if (names.some((name) => name.startsWith('.')) || outputs.has(names[0] ?? '')) return true;
      return passing.test(names.at(-1) ?? '') || away.some((each) => file === each || file.startsWith(each + path.sep));
    },
  });
  watcher.on('all', (event, file) => {
    if (event === 'addDir') return;
    if (paths.size === 0) since = performance.now();
    paths.add(path.relative(folder, file).split(path.sep).join('/'));
    clearTimeout(timer);
    timer = setTimeout(tell, Math.max(0, Math.min(quiet, since + longest - performance.now())));
  });
  await new Promise<void>((resolve, reject) => {
    watcher.once('ready', resolve);
    watcher.once('error', reject);
  });
  // A folder that goes away while it is watched is no reason to end.
  watcher.on('error', () => {});
  return {
    close: () => {
      clearTimeout(timer);
      return watcher.close();
    },
  };
}
