import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Browser } from 'puppeteer';
import type { DiagramProblem, DrawDiagrams, DrawnDiagram } from '../../data/diagrams.ts';
import type { Template } from '../../template/load.ts';
import { bundledBrowser } from '../browser/bundled.ts';
import { closeGate, origin } from '../browser/gate.ts';
import { killBrowser, openBrowser } from '../browser/launch.ts';
import { loadFaces, subsetFaces } from '../fonts.ts';
import { DrawingCache } from './cache.ts';
import { cleaning, cleanSvg, readSvg } from './clean.ts';
import { configuration, drawing, mostCharacters, page as pageHtml, stillScript } from './page.ts';
import { type PreparedSource, prepareSource, readProblem } from './source.ts';

/** The mermaid that is installed beside us, an optional peer. */
export interface Mermaid {
  version: string;
  script: Buffer;
}

/** Longest wait for one diagram, in ms. */
const patience = 60_000;

const nothing = { zh: 'mermaid 什么也没画', en: 'mermaid drew nothing' };

/** Finds mermaid as `from` would import it; undefined if it is not installed. */
export async function findMermaid(from: string = import.meta.url): Promise<Mermaid | undefined> {
  let manifest: string;
  try {
    manifest = createRequire(from).resolve('mermaid/package.json');
  } catch {
    return undefined;
  }
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  return { version, script: await readFile(path.join(path.dirname(manifest), 'dist/mermaid.min.js')) };
}

/** Draws diagrams in the browser that prints; what was drawn before comes from the cache, without a browser. */
export class DiagramPress {
  /** The mermaid that drew something for this book. */
  used: Mermaid | undefined;
  readonly #template: Template;
  readonly #signal: AbortSignal | undefined;

  constructor(template: Template, signal?: AbortSignal) {
    this.#template = template;
    this.#signal = signal;
  }

  readonly draw: DrawDiagrams = async (sources) => {
    const mermaid = await findMermaid();
    if (!mermaid) return undefined;
    this.used = mermaid;
    const cache = await DrawingCache.open();
    const environment = await this.#environment(mermaid);
    const keyOf = (source: string) => createHash('sha256').update(`${environment}\0${source}`).digest('hex');
    const known = new Map<string, DrawnDiagram | DiagramProblem>();
    for (const source of new Set(sources)) {
      const svg = await cache.read(keyOf(source));
      const drawn = svg && readSvg(svg);
      if (drawn) known.set(source, drawn);
    }
    const missing = [...new Set(sources)].filter((source) => !known.has(source));
    for (const [source, result] of missing.length > 0 ? await this.#drawAll(missing, mermaid) : []) {
      known.set(source, result);
      if ('svg' in result) await cache.write(keyOf(source), result.svg);
    }
    return sources.map((source) => known.get(source) ?? { problem: nothing });
  };

  get #fontFamily(): string {
    return [this.#template.generic['sans-serif'], 'Noto Sans SC', 'sans-serif'].filter(Boolean).join(', ');
  }

  /** All that a drawing depends on but its source. */
  async #environment({ version, script }: Mermaid): Promise<string> {
    const browser = process.env.PUPPETEER_EXECUTABLE_PATH ?? (await bundledBrowser())?.name;
    const fonts = this.#template.faces.map(({ family, weight, name }) => [family, weight, name]);
    const digest = createHash('sha256').update(script).digest('hex');
    return JSON.stringify([cleaning, version, digest, browser, fonts, stillScript, configuration(this.#fontFamily)]);
  }

  async #drawAll(sources: string[], { script }: Mermaid): Promise<Map<string, DrawnDiagram | DiagramProblem>> {
    // Entities (#9829;) may name characters that the source does not hold; boxes for them would only be narrower.
    const faces = subsetFaces(await loadFaces(this.#template), sources);
    const opened = await openBrowser({ faces, generic: this.#template.generic }, this.#signal);
    const abort = () => killBrowser(opened.browser);
    this.#signal?.addEventListener('abort', abort);
    try {
      const results = new Map<string, DrawnDiagram | DiagramProblem>();
      for (const source of sources) {
        results.set(source, await drawOne(opened.browser, prepareSource(source), script, this.#fontFamily));
        this.#signal?.throwIfAborted();
      }
      return results;
    } finally {
      this.#signal?.removeEventListener('abort', abort);
      await opened.close();
      this.#signal?.throwIfAborted();
    }
  }
}

/** In a page of its own, so that nothing is left over from the diagram before. */
async function drawOne(
  browser: Browser,
  source: PreparedSource,
  script: Buffer,
  fontFamily: string,
): Promise<DrawnDiagram | DiagramProblem> {
  if (source.text.length > mostCharacters)
    return { problem: { zh: `超过 ${mostCharacters} 个字符`, en: `it has more than ${mostCharacters} characters` } };
  const page = await browser.newPage();
  try {
    const answers = new Map([
      ['/diagram.html', { body: pageHtml, contentType: 'text/html; charset=utf-8' }],
      ['/still.js', { body: stillScript, contentType: 'text/javascript' }],
      ['/mermaid.js', { body: script, contentType: 'text/javascript' }],
    ]);
    await closeGate(page, answers, { scripts: true });
    await page.goto(`${origin}/diagram.html`, { waitUntil: 'load', timeout: patience });
    const result = await inTime(
      page.evaluate(drawing(source.text, fontFamily)) as Promise<{ svg: string } | { problem: string; line?: number }>,
    );
    if (!result)
      return {
        problem: { zh: `过了 ${patience / 1000} 秒还没画完`, en: `it is not drawn after ${patience / 1000} s` },
      };
    if ('problem' in result) return readProblem(result, source);
    return readSvg(cleanSvg(result.svg)) ?? { problem: nothing };
  } finally {
    // A page whose script hangs does not close: it ends with the browser.
    void page.close().catch(() => {});
  }
}

async function inTime<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patience);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => {});
  }
}
