import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inTurn } from '../../../src/preview/client/turns.ts';

it('does one thing at a time, the nearest first, whatever fails', async () => {
  const done: string[] = [];
  let running = 0;
  let looked = 0;
  const draw = (name: string, at: number, fails = false) =>
    inTurn(
      () => Math.abs(at - looked),
      async () => {
        expect(++running).toBe(1);
        await wait(5);
        running--;
        if (fails) throw new Error(name);
        done.push(name);
      },
    );
  const first = draw('a', 9, true);
  const others = [draw('b', 1), draw('c', 5), draw('d', 6)];
  // While they wait somebody turns the page.
  looked = 6;
  await expect(first).rejects.toThrow('a');
  await Promise.all(others);
  expect(done).toEqual(['d', 'c', 'b']);
  await draw('e', 0);
  expect(done.at(-1)).toBe('e');
});
