import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the compiled command as a user does. `watch` sees the process and all that it has said so far. */
export function runCli(
  words: string[],
  options: { cwd?: string; env?: Record<string, string>; watch?: (child: ChildProcess, said: string) => void } = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, 'lib/cli.js'), ...words], {
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
