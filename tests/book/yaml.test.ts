import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readKey, readYaml } from '../../src/book/yaml.ts';
import { openYaml } from '../../src/book/yaml-source.ts';

const schema = z.strictObject({
  id: z.string(),
  list: z.array(z.string()).default(['甲']),
  people: z.array(z.strictObject({ name: z.string() })).optional(),
});

function read(text: string) {
  const file = new VFile({ path: 'book.yaml', value: text });
  const value = readYaml(file, { text, offset: 0 }, schema);
  return { value, messages: file.messages.map(({ ruleId, line, column }) => [ruleId, line, column]) };
}

describe('readYaml', () => {
  it('fills in defaults', () => {
    expect(read('id: a # 名字\n')).toEqual({ value: { id: 'a', list: ['甲'] }, messages: [] });
  });

  it('reads YAML 1.2: no, on and dates are text, << is a key', () => {
    expect(read('id: no').value?.id).toBe('no');
    expect(read('id: 2025-03-01').value?.id).toBe('2025-03-01');
    expect(read('%YAML 1.1\n---\nid: on').value?.id).toBe('on');
    expect(read('id: a\n<<: { list: [乙] }').messages).toEqual([['unknown-key', 2, 1]]);
  });

  it('resolves a modest alias', () => {
    expect(read('id: &x 名\nlist: [*x, *x]').value?.list).toEqual(['名', '名']);
  });

  it('points into nested values, and counts lines of the file where the text does not begin at its head', () => {
    const source = '---\nid: 3\npeople:\n  - { nam: 乙 }\n---\n';
    const file = new VFile({ path: 'a.md', value: source });
    expect(readYaml(file, { text: source.slice(4, -5), offset: 4 }, schema)).toBeUndefined();
    expect(file.messages.map(({ ruleId, line, column }) => [ruleId, line, column])).toEqual([
      ['invalid-value', 2, 5],
      ['missing-key', 4, 5],
      ['unknown-key', 4, 7],
    ]);
    expect(file.messages.every((message) => message.fatal === true)).toBe(true);
  });

  it('offers the key that was meant for a fix', () => {
    const file = new VFile({ path: 'book.yaml', value: 'idd: a' });
    readYaml(file, { text: 'idd: a', offset: 0 }, schema);
    const unknown = file.messages.find((message) => message.ruleId === 'unknown-key');
    expect([unknown?.actual, unknown?.expected]).toEqual(['idd', ['id']]);
  });

  it('says one thing for each line of broken YAML', () => {
    expect(read(`id: a\nlist: ${'['.repeat(3000)}`).messages).toHaveLength(1);
  });
});

describe('readKey', () => {
  const list = (text: string) => readKey(new VFile({ value: text }), { text, offset: 0 }, 'list', schema.shape.list);
  it('saves a key that is right from a file that is not', () => {
    expect(list('list: [甲, 乙]\nwobble: 3\nid: 3')).toEqual(['甲', '乙']);
    expect(list('list: 3')).toBeUndefined();
    expect(list('list: [')).toBeUndefined();
    expect(list('list: [*x]')).toBeUndefined();
    expect(list('- a')).toEqual(['甲']);
  });
});

describe('openYaml', () => {
  it('finds keys and values, or what is nearest around them', () => {
    const text = 'a:\n  - x\n  - y: 1\n';
    const source = openYaml(new VFile({ value: text }), { text, offset: 0 });
    expect(source.value(['a', 0])?.start).toMatchObject({ line: 2, column: 5 });
    expect(source.value(['a', 1, 'z'])?.start).toMatchObject({ line: 3, column: 5 });
    expect(source.key([], 'a')?.start).toMatchObject({ line: 1, column: 1 });
    expect(source.range(0, 999)?.end).toMatchObject({ line: 4, column: 1 });
  });
});
