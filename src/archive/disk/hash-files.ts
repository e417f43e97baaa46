import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Hashed, HashJob } from '../files.ts';

/** A result as it comes from a thread: digests in the order of the job's algorithms. */
type Plain = { digests: string[]; bytes: number } | { failed: string };

/** Below this number a thread takes longer to start than the files to hash. */
const fewest = 64;
/** Files a message: many, as messages cost more than small files. */
const batch = 128;

/**
 * Hashes files on disk, in the order given: each is read with plain blocking calls, which for small files is several times
 * cheaper than promises; many are spread over threads.
 */
export async function hashFiles(jobs: readonly HashJob[], threads = idleThreads): Promise<Hashed[]> {
  const batches: HashJob[][] = [];
  for (let at = 0; at < jobs.length; at += batch) batches.push(jobs.slice(at, at + batch));
  const results =
    jobs.length < fewest ? batches.map(hasher()) : await Promise.all(batches.map((each) => threads.hash(each)));
  return results.flat().map((result, i) => {
    if ('failed' in result) return result;
    const names = jobs[i]?.algorithms ?? [];
    return { digests: new Map(names.map((name, k) => [name, result.digests[k] ?? ''])), bytes: result.bytes };
  });
}

/**
 * Makes the function that hashes. A thread is told it by its text, so it uses nothing from around it.
 * A thread could as well load a file, but under tests there is none in JavaScript.
 */
function hasher(): (jobs: readonly HashJob[]) => Plain[] {
  const { closeSync, openSync, readSync } = process.getBuiltinModule('node:fs');
  const { createHash } = process.getBuiltinModule('node:crypto');
  const buffer = Buffer.allocUnsafe(1024 * 1024);
  return (jobs) =>
    jobs.map(({ file, algorithms }) => {
      try {
        const handle = openSync(file, 'r');
        try {
          const hashes = algorithms.map((algorithm) => createHash(algorithm));
          let bytes = 0;
          for (let read = readSync(handle, buffer); read > 0; read = readSync(handle, buffer)) {
            bytes += read;
            for (const hash of hashes) hash.update(buffer.subarray(0, read));
          }
          return { digests: hashes.map((hash) => hash.digest('hex')), bytes };
        } finally {
          closeSync(handle);
        }
      } catch (error) {
        return { failed: (error as NodeJS.ErrnoException).code ?? 'EIO' };
      }
    });
}

const program = `
const { parentPort } = require('node:worker_threads');
const hash = (${hasher})();
parentPort.on('message', (jobs) => parentPort.postMessage(hash(jobs)));
`;

/** One task and who waits for it. */
interface Task {
  jobs: HashJob[];
  done: (results: Plain[]) => void;
  failed: (error: unknown) => void;
}

/** Threads that hash, as many as there are processors; they start when there is work, and do not keep the process alive. */
class HashThreads {
  readonly #waiting: Task[] = [];
  readonly #idle: Worker[] = [];
  #running = 0;

  hash(jobs: HashJob[]): Promise<Plain[]> {
    return new Promise((done, failed) => {
      this.#waiting.push({ jobs, done, failed });
      this.#next();
    });
  }

  #next(): void {
    const worker = this.#waiting.length > 0 ? (this.#idle.pop() ?? this.#start()) : undefined;
    const task = worker && this.#waiting.shift();
    if (!worker || !task) return;
    worker.ref();
    const end = () => {
      worker.off('message', done).off('error', failed);
      worker.unref();
    };
    const done = (results: Plain[]) => {
      end();
      this.#idle.push(worker);
      task.done(results);
      this.#next();
    };
    const failed = (error: unknown) => {
      end();
      this.#running--;
      task.failed(error);
      this.#next();
    };
    worker.on('message', done).on('error', failed);
    worker.postMessage(task.jobs);
  }

  #start(): Worker | undefined {
    if (this.#running >= availableParallelism()) return undefined;
    this.#running++;
    return new Worker(program, { eval: true });
  }
}

const idleThreads = new HashThreads();
