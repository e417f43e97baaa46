import { type ChildProcess, spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { mustKeepRules } from '../setup/keeps-rules.ts';

export const root = path.resolve(import.meta.dirname, '../..');

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface RunOptions {
  cwd?: string;
  env?: Record<string, string>;
  /** Octal, as the shell has it: `077`. */
  umask?: string;
  /** Sees the process and all that it has said so far. */
  watch?: (child: ChildProcess, said: string) => void;
}

/** Runs the compiled command as a user does; the PDFs that it puts into its `--out` keep the rules of the archive. */
export async function runCli(words: string[], options: RunOptions = {}): Promise<Outcome> {
  const outcome = await runProcess(words, options);
  const out = words[words.indexOf('--out') + 1];
  if (words[0] === 'build' && words.includes('--out') && out && outcome.code === 0) {
    const folder = path.resolve(options.cwd ?? root, out);
    for (const name of await readdir(folder))
      if (name.endsWith('.pdf')) await mustKeepRules(name, await readFile(path.join(folder, name)));
  }
  return outcome;
}

function runProcess(words: string[], options: RunOptions): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const command = [process.execPath, path.join(root, 'lib/cli.js'), ...words];
    const masked = options.umask ? ['sh', '-c', 'umask "$0"; exec "$@"', options.umask, ...command] : command;
    const child = spawn(masked[0] as string, masked.slice(1), {
      cwd: options.cwd ?? root,
      env: { ...process.env, LANG: 'zh_CN.UTF-8', LC_ALL: '', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
      options.watch?.(child, stderr);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
