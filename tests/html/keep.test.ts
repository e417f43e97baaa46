import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { ChapterKeep, type Store } from '../../src/html/keep.ts';
import { say } from '../../src/report/message.ts';

/** A store in memory that keeps copies, as one on disk does. */
function storeOf(entries = new Map<string, unknown>()): Store & { entries: Map<string, unknown> } {
  return {
    entries,
    read: async (key) => structuredClone(entries.get(key)),
    write: async (key, value) => {
      entries.set(key, structuredClone(value));
    },
  };
}

const fileOf = (text = '一') => new VFile({ path: '1.md', value: text });

/** Work that says something of the file, and counts how often it is done. */
function work() {
  const done = { times: 0 };
  const make = (file: VFile) => async () => {
    done.times++;
    const place = { line: 3, column: 2 };
    say(file, 'typography:quotes', { zh: '引号', en: 'quotes' }, { place, severity: 'info', expected: ['“'] });
    return { value: done.times };
  };
  return { done, make };
}

describe('ChapterKeep', () => {
  it('does the same work once, and says again what was said', async () => {
    const store = storeOf();
    const { done, make } = work();
    const said: string[] = [];
    for (let i = 0; i < 2; i++) {
      const keep = new ChapterKeep(store, 'tools');
      const file = fileOf();
      expect(await keep.remember(file, ['read', '一'], make(file))).toEqual({ value: 1 });
      await keep.finish();
      said.push(JSON.stringify({ ...file.messages[0] }));
    }
    expect(done.times).toBe(1);
    expect(said[1]).toBe(said[0]);
    expect(said[0]).toContain('引号');
  });

  it('does it again for other dependencies, other tools, what is valid no more, and without a store', async () => {
    const store = storeOf();
    const { done, make } = work();
    const remember = async (keep: ChapterKeep, dependencies: string[], valid = true) => {
      const file = fileOf();
      await keep.remember(file, dependencies, make(file), { valid: async () => valid });
      await keep.finish();
      expect(file.messages).toHaveLength(1);
    };
    await remember(new ChapterKeep(store, 'tools'), ['read', '一']);
    await remember(new ChapterKeep(store, 'tools'), ['read', '二']);
    await remember(new ChapterKeep(store, 'newer tools'), ['read', '一']);
    await remember(new ChapterKeep(store, 'tools'), ['read', '一'], false);
    await remember(new ChapterKeep(), ['read', '一']);
    expect(done.times).toBe(5);
  });

  it('keeps nothing that does not last', async () => {
    const store = storeOf();
    const { make } = work();
    const keep = new ChapterKeep(store, 'tools');
    const file = fileOf();
    await keep.remember(file, ['render', '一'], make(file), { lasting: () => false });
    await keep.finish();
    expect(store.entries.size).toBe(0);
  });
});
