import type { Page } from 'puppeteer';
import { type Begun, inPage, type Steps } from './in-page.ts';

/**
 * The steps of the layout in a page. What runs there is sent once for all chapters that come to stand in it: the browser then
 * need not read and warm it up each time, and a step is one call, not five.
 */
export class LayoutKit {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Takes the first step. */
  static async begin(page: Page): Promise<{ kit: LayoutKit; begun: Begun }> {
    const kit = new LayoutKit(page);
    let begun: Begun | undefined = await kit.call('begin');
    if (!begun) {
      await page.evaluate(source);
      begun = await kit.call('begin');
    }
    return { kit, begun };
  }

  /** A step; undefined where none of them has been sent yet. */
  call<Name extends keyof Steps>(name: Name, ...given: Parameters<Steps[Name]>): Promise<ReturnType<Steps[Name]>> {
    return this.#page.evaluate(run, name, given) as Promise<ReturnType<Steps[Name]>>;
  }
}

const source = `globalThis.kanbenLayout = {${Object.entries(inPage)
  .map(([name, one]) => `${name}: ${one}`)
  .join(',\n')}};`;

/** Runs in the page. An element with this id would have the name until ours is there. */
function run(name: string, given: unknown[]): unknown {
  const { kanbenLayout: kit } = globalThis as { kanbenLayout?: Record<string, unknown> };
  const step = kit?.[name];
  return typeof step === 'function' ? step(...given) : undefined;
}
