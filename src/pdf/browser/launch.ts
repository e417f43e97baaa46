import type { Browser, PuppeteerNode } from 'puppeteer';
import { Failure } from '../../report/failure.ts';
import { type BundledBrowser, bundledBrowser } from './bundled.ts';
import { fontFolder, type SystemFonts } from './fontconfig.ts';

export interface OpenBrowser {
  browser: Browser;
  /** For the record: which one, where it came from. */
  name: string;
  version: string;
  executable: string;
  sandboxed: boolean;
  /** Ends the browser and removes what was laid out for it. */
  close: () => Promise<void>;
}

const args = [
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
  '--disable-gpu',
  '--hide-scrollbars',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Nothing may leave the machine: what the request gate does not answer finds no host.
  '--host-resolver-rules=MAP * ~NOTFOUND',
];

/** The browser that will print. */
export interface FoundBrowser {
  executable: string;
  /** `@sparticuz/chromium 147.0.0`, or the path that was chosen. */
  name: string;
  bundled: BundledBrowser | undefined;
}

/** PUPPETEER_EXECUTABLE_PATH if set, else the pinned browser. @throws Failure (3) where that does not run. */
export async function findBrowser(): Promise<FoundBrowser> {
  const chosen = process.env.PUPPETEER_EXECUTABLE_PATH;
  if (chosen) return { executable: chosen, name: chosen, bundled: undefined };
  const bundled = await bundledBrowser();
  if (bundled) return { executable: bundled.executable, name: bundled.name, bundled };
  throw new Failure(3, {
    zh: `随附的浏览器只有 Linux x64 版。请装上 Chromium 或 Chrome，用环境变量 PUPPETEER_EXECUTABLE_PATH 指明它在哪里。`,
    en: 'The bundled browser is for Linux x64. Install Chromium or Chrome and name it in PUPPETEER_EXECUTABLE_PATH.',
  });
}

/**
 * Starts the browser. With the sandbox where the system has one; with the package's own copies of nss and expat where the
 * system lacks them.
 * @throws Failure (3) that says what is missing.
 */
export async function openBrowser(fonts: SystemFonts, signal?: AbortSignal): Promise<OpenBrowser> {
  const { executable, name, bundled } = await findBrowser();
  // Not before there is something to print: it is large. And not after the fonts: this thread is busy typesetting meanwhile.
  const loading = import('puppeteer');
  loading.catch(() => {});
  const { config, remove } = await fontFolder(fonts);
  try {
    const { default: puppeteer } = await loading;
    const { browser, sandboxed } = await launch(puppeteer, executable, bundled, config, signal);
    return {
      browser,
      name,
      version: await browser.version(),
      executable,
      sandboxed,
      close: async () => {
        await browser.close().catch(() => {});
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Tries with the sandbox and the system's libraries, then without what is missing. */
async function launch(
  puppeteer: Pick<PuppeteerNode, 'launch'>,
  executablePath: string,
  bundled: BundledBrowser | undefined,
  fontconfig: string,
  signal: AbortSignal | undefined,
): Promise<{ browser: Browser; sandboxed: boolean }> {
  let sandboxed = process.getuid?.() !== 0;
  let libraries: string | undefined;
  let again = false;
  for (;;) {
    signal?.throwIfAborted();
    try {
      const browser = await puppeteer.launch({
        executablePath,
        headless: 'shell',
        args: sandboxed ? args : [...args, '--no-sandbox'],
        env: environment(fontconfig, libraries),
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
        protocolTimeout: 600_000,
        timeout: 60_000,
      });
      return { browser, sandboxed };
    } catch (error) {
      const reason = (error as Error).message;
      if (bundled && !libraries && /error while loading shared libraries/.test(reason)) {
        libraries = await bundled.libraries();
      } else if (sandboxed && /sandbox|namespace|Operation not permitted/i.test(reason)) {
        sandboxed = false;
      } else if (!again && /Code: null/.test(reason)) {
        // Killed before it could say anything, as where memory is short: once more.
        again = true;
      } else {
        throw cannotStart(executablePath, reason, error);
      }
    }
  }
}

/** Ends the browser at once, whatever it is doing: `close` would wait for a print that is under way. */
export function killBrowser(browser: Browser): void {
  const pid = browser.process()?.pid;
  if (pid === undefined) return;
  try {
    // puppeteer starts it as the leader of a process group of its own; Windows has no groups.
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** What the browser sees of our environment: no time zone, locale or font set-up of this machine. */
function environment(fontconfig: string, libraries: string | undefined): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LD_LIBRARY_PATH } = process.env;
  const path = [libraries, LD_LIBRARY_PATH].filter(Boolean).join(':');
  return {
    ...(PATH && { PATH }),
    ...(HOME && { HOME }),
    ...(TMPDIR && { TMPDIR }),
    ...(path && { LD_LIBRARY_PATH: path }),
    FONTCONFIG_FILE: fontconfig,
    TZ: 'UTC',
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
  };
}

function cannotStart(executable: string, reason: string, cause: unknown): Failure {
  const library = /error while loading shared libraries: ([^:\s]+)/.exec(reason)?.[1];
  if (library) {
    return new Failure(
      3,
      {
        zh: `浏览器启动不了：系统里没有 ${library}。Debian、Ubuntu 上请运行 apt-get install libnss3 libnspr4 libexpat1 libgcc-s1。`,
        en: `The browser cannot start: ${library} is missing. On Debian or Ubuntu: apt-get install libnss3 libnspr4 libexpat1 libgcc-s1.`,
      },
      { cause },
    );
  }
  const first = reason.split('\n').slice(0, 3).join(' ').slice(0, 300);
  return new Failure(
    3,
    {
      zh: `浏览器启动不了（${executable}）：${first}。请检查这个文件能否运行，或用 PUPPETEER_EXECUTABLE_PATH 换一个。`,
      en: `The browser cannot start (${executable}): ${first}. Check that it runs, or choose another with PUPPETEER_EXECUTABLE_PATH.`,
    },
    { cause },
  );
}
