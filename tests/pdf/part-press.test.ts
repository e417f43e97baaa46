import { describe, expect, it } from 'vitest';
import type { CompiledPart } from '../../src/pdf/assemble/compiled.ts';
import { PartPress } from '../../src/pdf/part-press.ts';
import type { PrintShop } from '../../src/pdf/print-shop.ts';
import { tinyPrint } from './assemble/tiny-print.ts';
import { plainFacts } from './audit/plain-facts.ts';

const part = { id: 'ch', kind: 'part', matter: 'body', opens: 'page', title: '一' } as const;
const layout = { numbering: 'chapter', numerals: 'digits', acrossSections: false, equalDepth: false } as never;

/** A shop whose prints are at once there, two at a time, and whose compiling waits until it is told to go on. */
function openShop() {
  const printed: string[] = [];
  const kept = new Map<string, unknown>();
  const compiling: { done: (part: CompiledPart) => void; failed: (error: Error) => void }[] = [];
  const shop = {
    press: {
      tabs: 2,
      print: async ({ html }: { html: { body: string } }) => {
        printed.push(html.body);
        return { bytes: tinyPrint(2, { ch: 1 }), refused: [], overfull: [] };
      },
    },
    threads: {
      count: 1,
      getReady: () => {},
      compilePart: () => new Promise((done, failed) => compiling.push({ done, failed })),
    },
    cache: {
      read: async (key: string) => kept.get(key),
      write: async (key: string, value: unknown) => void kept.set(key, value),
      trim: async () => {},
    },
    environment: '',
  } as unknown as PrintShop;
  return { press: new PartPress(shop, layout), printed, kept, compiling };
}

const html = (body: string) => ({ head: '', body });
const soon = () => new Promise((resolve) => setTimeout(resolve, 20));
const compiled = { count: 2, destinations: new Map([['ch', 1]]) } as CompiledPart;

describe('a part', () => {
  it('is laid out before it is compiled, and kept once it is', async () => {
    const { press, kept, compiling } = openShop();
    const laid = await press.part(part, html('text'), plainFacts('ch'));
    expect([laid.count, [...laid.destinations]]).toEqual([2, [['ch', 1]]]);
    expect(kept.size).toBe(0);
    compiling[0]?.done(compiled);
    expect(await laid.compiling).toBe(compiled);
    await press.finish();
    expect(kept.size).toBe(1);
    expect(await (await press.part(part, html('text'), plainFacts('ch'))).compiling).toBe(compiled);
    expect(compiling).toHaveLength(1);
  });

  it('that cannot be compiled fails when its pages are asked for, and is not kept', async () => {
    const { press, kept, compiling } = openShop();
    const laid = await press.part(part, html('text'), plainFacts('ch'));
    compiling[0]?.failed(new Error('foreign'));
    await press.finish();
    await expect(laid.compiling).rejects.toThrow('foreign');
    expect(kept.size).toBe(0);
  });

  it('is not printed any more once another could not be compiled', async () => {
    const { press, printed, compiling } = openShop();
    await press.part(part, html('bad'), plainFacts('ch'));
    compiling[0]?.failed(new Error('shrunk'));
    await soon();
    await expect(press.part(part, html('good'), plainFacts('ch'))).rejects.toThrow('shrunk');
    expect(printed).toEqual(['bad']);
  });

  it('waits to be printed while three for each tab and one for each thread are under way', async () => {
    const { press, printed, compiling } = openShop();
    const all = Array.from({ length: 9 }, (_, i) => press.part(part, html(`text ${i}`), plainFacts('ch')));
    await soon();
    expect(printed).toHaveLength(7);
    compiling[0]?.done(compiled);
    await soon();
    expect(printed).toHaveLength(8);
    for (const each of compiling) each.done(compiled);
    await soon();
    for (const each of compiling) each.done(compiled);
    await Promise.all(all);
    expect(printed).toHaveLength(9);
  });
});
