import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { mustKeepRules } from './keeps-rules.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folder with the sample report's PDF, EPUB and record, built once by the compiled command. */
    sample: string;
  }
}

const run = promisify(execFile);

/** Compiles the package and builds the sample report once for all tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = path.resolve(import.meta.dirname, '../..');
  await run('npm', ['run', 'compile'], { cwd: root });
  const folder = await mkdtemp(path.join(tmpdir(), 'kanben-sample-'));
  await run(process.execPath, ['lib/cli.js', 'build', 'manuscript', '--out', folder, '--quiet'], { cwd: root });
  for (const name of await readdir(folder))
    if (name.endsWith('.pdf')) await mustKeepRules(name, await readFile(path.join(folder, name)));
  project.provide('sample', folder);
  return () => rm(folder, { recursive: true, force: true });
}
