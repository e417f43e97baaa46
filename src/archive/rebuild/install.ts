import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { type EditionRecord, recordSelf } from '../../edition/record.ts';
import { packageFolder } from '../../package-folder.ts';
import { Failure } from '../../report/failure.ts';
import { readLock, withoutDevelopment } from './lockfile.ts';

const run = promisify(execFile);

/**
 * Installs what the archived lockfile names into a new folder beside it, from npm or from its cache, and returns the command of
 * the kanben there. Packages run no scripts. @throws Failure (2) the lockfile is none to install, (3) npm fails
 */
export async function installEnvironment(
  environment: string,
  recorded: EditionRecord,
  signal?: AbortSignal,
): Promise<string> {
  const lock = await readLock(environment);
  const root = lock?.packages[''];
  if (!lock || !root) throw notInstallable('存档里没有 npm 的锁文件。', 'The archive holds no lockfile of npm.');
  const folder = path.join(environment, '..', 'installed');
  await mkdir(folder);
  const own = root.name === 'kanben';
  if (own) await copySelf(recorded, folder);
  else if (!lock.packages['node_modules/kanben']) {
    throw notInstallable('锁文件里没有 kanben。', 'kanben is not in the lockfile.');
  }
  // The project's own kanben may have drawn with a mermaid that is there for its tests.
  const tools = recorded.tools.map(({ name }) => name);
  const needed = withoutDevelopment(lock, own ? tools : ['kanben', ...tools]);
  const manifest = { private: true, type: 'module', ...needed.packages[''] };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(path.join(folder, 'package-lock.json'), JSON.stringify(needed));
  const words = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  await run(npm, words, { cwd: folder, ...(signal && { signal }) }).catch((cause: Error & { stderr?: string }) => {
    signal?.throwIfAborted();
    const said = (cause.stderr ?? cause.message).trim().split('\n').slice(-5).join('\n');
    throw new Failure(
      3,
      {
        zh: `npm ci 没有装成当时的环境：\n${said}\n请检查网络；不加 --install 则用现在的工具重做。`,
        en: `npm ci could not install the recorded environment:\n${said}\nCheck the network; without --install the tools here are used.`,
      },
      { cause },
    );
  });
  return path.join(folder, own ? 'lib/cli.js' : 'node_modules/kanben/lib/cli.js');
}

/** The manuscript was in kanben's own repository, whose lockfile has all but kanben: it must be this very kanben. */
async function copySelf({ tools }: EditionRecord, folder: string): Promise<void> {
  const self = await recordSelf();
  if (tools[0]?.sha256 !== self.sha256) {
    throw notInstallable(
      `锁文件是 kanben 自己的，里面没有当时的 kanben（${tools[0]?.version}，代码摘要 ${tools[0]?.sha256.slice(0, 12)}）。请取回那份代码再 rebuild。`,
      `The lockfile is kanben's own and does not hold the kanben of that time (${tools[0]?.version}, code ${tools[0]?.sha256.slice(0, 12)}). Check out that code and rebuild with it.`,
    );
  }
  for (const name of ['lib', 'templates', 'data'])
    await cp(path.join(packageFolder, name), path.join(folder, name), { recursive: true });
}

/** Builds with an installed kanben, and returns the record that it wrote. @throws Failure (3) with what it said */
export async function buildInstalled(
  kanben: string,
  manuscript: string,
  recorded: EditionRecord,
  out: string,
  signal?: AbortSignal,
): Promise<EditionRecord> {
  const { editionName, modified, template, id } = recorded;
  const words = [
    ...['build', manuscript, '--out', out, '--template', template.name, '--no-cache', '--quiet'],
    ...(editionName ? ['--edition', editionName] : []),
  ];
  const { SOURCE_DATE_EPOCH: _here, ...env } = process.env;
  const date = modified === undefined ? {} : { SOURCE_DATE_EPOCH: String(Math.floor(Date.parse(modified) / 1000)) };
  await run(process.execPath, [kanben, ...words], { env: { ...env, ...date }, ...(signal && { signal }) }).catch(
    (cause: Error & { stderr?: string }) => {
      signal?.throwIfAborted();
      const said = (cause.stderr || cause.message).trim().split('\n').slice(-5).join('\n');
      throw new Failure(
        3,
        { zh: `当时的 kanben 没有做成：\n${said}`, en: `The kanben of that time could not build it:\n${said}` },
        { cause },
      );
    },
  );
  return JSON.parse(await readFile(path.join(out, `${id}.edition.json`), 'utf8')) as EditionRecord;
}

function notInstallable(zh: string, en: string): Failure {
  return new Failure(2, {
    zh: `不能装当时的环境：${zh}`,
    en: `The recorded environment cannot be installed: ${en}`,
  });
}
