import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { PDFDocument } from '@cantoo/pdf-lib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Answer } from '../../../src/pdf/browser/gate.ts';
import { type OpenBrowser, openBrowser } from '../../../src/pdf/browser/launch.ts';
import type { PrintHtml } from '../../../src/pdf/compose/index.ts';
import { Press, type PressOptions } from '../../../src/pdf/press/index.ts';
import { limitFor, ordinaryPatience } from '../../../src/pdf/press/patience.ts';

const opened: OpenBrowser[] = [];
const presses: Press[] = [];

function press(options: PressOptions = {}, answers: ReadonlyMap<string, Answer> = new Map()): Press {
  const made = new Press(
    async () => {
      const open = await openBrowser({ faces: [], generic: {} });
      opened.push(open);
      return open;
    },
    answers,
    { tabs: 2, ...options },
  );
  presses.push(made);
  return made;
}

afterEach(async () => {
  await Promise.all(presses.splice(0).map((each) => each.close()));
  opened.length = 0;
  // What is stopped cannot end by itself, as a process that only hangs does when its browser is gone.
  for (const pid of stopped.splice(0)) if (existsSync(`/proc/${pid}`)) process.kill(pid, 'SIGKILL');
});

const head =
  '<!doctype html><html lang="zh-Hans"><head><title>x</title><style>@page{size:80mm 80mm}</style></head><body>';

function job(title: string, html: PrintHtml = { head, body: `<p>${title}</p>` }) {
  return { name: { zh: `“${title}”`, en: `"${title}"` }, html, tagged: true };
}

/** The processes of a kind under a browser, by the command lines that Linux shows. */
async function processes(type: string, ofGroup: number | undefined): Promise<number[]> {
  const found: number[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const [command, stat] = await Promise.all(
      ['cmdline', 'stat'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')),
    );
    const group = Number(stat?.slice(stat.lastIndexOf(')')).split(' ')[3]);
    if (group === ofGroup && command?.includes(`--type=${type}`)) found.push(Number(pid));
  }
  return found;
}

const browserPid = () => opened.at(-1)?.browser.process()?.pid;
const stopped: number[] = [];
const killRenderers = async (signal: NodeJS.Signals = 'SIGKILL') => {
  for (const pid of await processes('renderer', browserPid())) {
    process.kill(pid, signal);
    if (signal === 'SIGSTOP') stopped.push(pid);
  }
};
const pagesOf = async (bytes: Uint8Array) => (await PDFDocument.load(bytes)).getPageCount();

describe('Press', () => {
  it('has a tab load what documents share before the first of them is there, and takes other files for the next', async () => {
    const asked: string[] = [];
    const picture = (name: string, colour: string): [string, Answer] => [
      `/${name}.svg`,
      {
        body: async () => {
          asked.push(name);
          return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" fill="${colour}"/>`);
        },
        contentType: 'image/svg+xml',
      },
    ];
    const made = press({ tabs: 1 }, new Map([picture('a', 'red')]));
    const shown = (name: string) => ({ head, body: `<img src="/${name}.svg">` });
    made.warm(shown('a'), 5);
    await vi.waitFor(() => expect(asked).toEqual(['a']), { timeout: 60_000 });
    await made.print(job('甲', shown('a')));
    expect(asked).toEqual(['a']);
    made.answer(new Map([picture('b', 'blue')]));
    const { refused } = await made.print(job('乙', { head, body: '<img src="/b.svg"><img src="/c.svg">' }));
    expect(asked).toEqual(['a', 'b']);
    expect(refused).toEqual(['https://book.kanben.invalid/c.svg']);
    const stop = new AbortController();
    stop.abort(new Error('no more'));
    await expect(made.print({ ...job('丙'), signal: stop.signal })).rejects.toThrow('no more');
  });

  it('prints in as many tabs as it may, and takes the next document into an open one', async () => {
    const made = press();
    const names = Array.from({ length: 9 }, (_, i) => `第${i}章`);
    const prints = await Promise.all(names.map((name) => made.print(job(name))));
    expect(await Promise.all(prints.map(({ bytes }) => pagesOf(bytes)))).toEqual(names.map(() => 1));
    const open = await made.browser();
    // One is the empty tab that the browser starts with.
    expect(await open.browser.pages()).toHaveLength(3);
    expect(opened).toHaveLength(1);
  });

  it('leaves nothing of a document to the next', async () => {
    const made = press({ tabs: 1 });
    const other = head.replace('80mm 80mm', '50mm 60mm');
    const plain = await made.print(job('甲'));
    await made.print(job('乙', { head: other, body: '<img src="https://example.org/a.png"><p id="b">乙</p>' }));
    await made.print(job('丙', { head, body: '<style>p{font-size:90px}</style><img src="/b.png">' }));
    const again = await made.print(job('甲'));
    const { refused } = again;
    expect(refused).toEqual([]);
    const text = (bytes: Uint8Array) =>
      Buffer.from(bytes)
        .toString('latin1')
        .replace(/\(D:[^)]*\)|node\d+/g, '');
    expect(text(again.bytes)).toBe(text(plain.bytes));
  });

  it('reports what a document asked for and did not get', async () => {
    const { refused } = await press().print(
      job('甲', {
        head,
        body: '<img src="https://example.org/a.png"><p onclick="x()">甲</p><img src="x" onerror="document.title=1">',
      }),
    );
    expect(refused).toEqual(['https://example.org/a.png', 'https://book.kanben.invalid/x']);
  });

  it('prints again what was under way when its process was killed', async () => {
    const made = press();
    await Promise.all([made.print(job('前')), made.print(job('后'))]);
    let tries = 0;
    const prepare = async () => {
      tries += 1;
      if (tries === 1) await killRenderers();
    };
    const [victim, neighbour] = await Promise.all([made.print({ ...job('甲'), prepare }), made.print(job('乙'))]);
    expect(tries).toBe(2);
    expect(await pagesOf(victim.bytes)).toBe(1);
    expect(await pagesOf(neighbour.bytes)).toBe(1);
    expect(opened).toHaveLength(1);
  });

  it('starts the browser anew when it was killed', async () => {
    const made = press();
    let tries = 0;
    const prepare = async () => {
      tries += 1;
      const pid = browserPid();
      if (tries === 1 && pid) process.kill(pid, 'SIGKILL');
    };
    const prints = await Promise.all([
      made.print({ ...job('甲'), prepare }),
      made.print(job('乙')),
      made.print(job('丙')),
    ]);
    expect(await Promise.all(prints.map(({ bytes }) => pagesOf(bytes)))).toEqual([1, 1, 1]);
    expect(opened).toHaveLength(2);
  });

  it('gives up after three more tries, and names the document, and only the one that is to blame', async () => {
    const made = press();
    let tries = 0;
    const prepare = async () => {
      tries += 1;
      const pid = browserPid();
      if (pid) process.kill(pid, 'SIGKILL');
      await delay(100);
    };
    const [bad, good] = await Promise.allSettled([made.print({ ...job('坏章'), prepare }), made.print(job('好章'))]);
    expect(tries).toBe(4);
    expect(bad).toMatchObject({
      status: 'rejected',
      reason: {
        exitCode: 3,
        texts: { zh: expect.stringContaining('“坏章”排了 4 次都没有成功'), en: expect.stringContaining('"坏章"') },
      },
    });
    expect(good.status).toBe('fulfilled');
  });

  it('waits longer for a long document than for a short one', () => {
    const patience = { ...ordinaryPatience, load: 1000, perMillion: 500 };
    expect([0, 1_000_000, 4_000_000].map((length) => limitFor(patience, patience.load, length))).toEqual([
      1000, 1500, 3000,
    ]);
  });

  it('does not wait for ever for a process that hangs', async () => {
    const made = press({ patience: { ...ordinaryPatience, load: 1500, print: 1500, tab: 1500 } });
    await made.print(job('前'));
    const prepare = () => killRenderers('SIGSTOP');
    await expect(made.print({ ...job('停'), prepare })).rejects.toMatchObject({
      exitCode: 3,
      texts: {
        zh: expect.stringMatching(/“停”排了 2 次.*打印，等了 1.5 秒/),
        en: expect.stringContaining('while printing'),
      },
    });
    expect(await pagesOf((await made.print(job('后'))).bytes)).toBe(1);
  });

  it('stops at once when it is told to, and leaves no process behind', async () => {
    const abort = new AbortController();
    const made = press({ signal: abort.signal });
    await made.print(job('前'));
    const pid = browserPid();
    const prepare = async () => {
      abort.abort(new Error('stop'));
      await delay(10_000);
    };
    await expect(made.print({ ...job('甲'), prepare })).rejects.toThrow('stop');
    await expect(made.print(job('乙'))).rejects.toThrow('stop');
    await made.close();
    expect(opened).toHaveLength(1);
    expect(await processes('renderer', pid)).toEqual([]);
  });

  it('prints nothing more once it is closed', async () => {
    const made = press();
    await made.close();
    await expect(made.print(job('甲'))).rejects.toThrow('closed');
    expect(opened).toEqual([]);
  });
});
