import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { objectId, objectPath, publicationOf } from '../../src/archive/layout.ts';
import { listPublications } from '../../src/archive/list.ts';
import { nameProblems, portablePath } from '../../src/archive/names.ts';
import { verifyStore } from '../../src/archive/verify/index.ts';
import { commitTexts, temporaryStore } from './small-store.ts';

describe('nameProblems', () => {
  it.each([['书/第一章.md', '书/第 二 章.md', '书/aux.md', '书/a:b?.md'], [`${'长'.repeat(85)}`], ['ａ.md', 'b.md']])(
    'keeps %s',
    (...names) => {
      expect(nameProblems(names)).toEqual([]);
    },
  );

  it.each([
    [['甲/A.md', '甲/a.md'], '“甲/A.md”与“甲/a.md”只有大小写不同'],
    [['甲/A/1.md', '甲/a/2.md'], '“甲/A”与“甲/a”只有大小写不同'],
    [['caf\u00E9.md', 'cafe\u0301.md'], '看上去一样，只是 Unicode 编码形式（NFC、NFD）不同'],
    [['甲/乙', '甲/乙/丙'], '“甲/乙”既是文件，又是文件夹'],
    [[`${'长'.repeat(84)}.md1`], '有 256 字节，最多 255 字节'],
    [['a\u0007.md'], '控制字符'],
    [['a/../b'], '不能是绝对路径'],
    [['/etc/passwd'], '不能是绝对路径'],
    [['a//b'], '不能是绝对路径'],
  ])('refuses %j', (names, reason) => {
    const problems = nameProblems(names);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.zh).toContain(reason);
    expect(problems[0]?.en).toMatch(/[a-z]{4}/);
  });
});

describe('portablePath', () => {
  it.each([
    ['书/第 一 章.md', '书/第 一 章.md'],
    ['aux.md', '%61ux.md'],
    ['a/COM1', 'a/%43OM1'],
    ['什么?.md', '什么%3f.md'],
    ['a:b|c*<d>"e\\f.md', 'a%3ab%7cc%2a%3cd%3e%22e%5cf.md'],
    ['末尾.', '末尾%2e'],
    ['100%.md', '100%25.md'],
    ['cafe\u0301.md', 'caf\u00E9.md'],
  ])('makes of %s %s', (logical, portable) => {
    expect(portablePath(logical)).toBe(portable);
  });

  it('gives different names different places, none longer than 255 bytes', () => {
    const element = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 90 });
    fc.assert(
      fc.property(element, element, (a, b) => {
        if (nameProblems([a, b]).length > 0 || a.includes('/') || b.includes('/')) return;
        if (a !== b) expect(portablePath(a).toLowerCase()).not.toBe(portablePath(b).toLowerCase());
        expect(Buffer.byteLength(portablePath(a))).toBeLessThanOrEqual(255);
      }),
    );
  });

  it('shortens a name whose encoding is too long, keeping its extension', () => {
    const portable = portablePath(`${'?'.repeat(250)}.md`);
    expect(Buffer.byteLength(portable)).toBeLessThanOrEqual(255);
    expect(portable).toMatch(/-[0-9a-f]{64}\.md$/);
  });
});

describe('objectPath', () => {
  // The examples of the extension's own text.
  it.each([
    ['object-01', '3c0/ff4/240/object-01'],
    ['..hor/rib:le-$id', '487/326/d8c/%2e%2ehor%2frib%3ale-%24id'],
    [
      `${'abcdefghij'.repeat(10)}a`,
      `5cc/73e/648/${'abcdefghij'.repeat(10)}-5cc73e648fbcff136510e330871180922ddacf193b68fdeff855683a01464220`,
    ],
  ])('of %s is %s', (id, place) => {
    expect(objectPath(id).join('/')).toBe(place);
  });

  it.each(['taiyuan-2025', '太原 年报', '100%', 'a/b', '长'.repeat(200)])('is found again for %s', (name) => {
    expect(publicationOf(objectId(name))).toBe(name);
    for (const element of objectPath(objectId(name))) expect(Buffer.byteLength(element)).toBeLessThanOrEqual(255);
  });
});

describe('a store', () => {
  it('keeps names of all kinds as they were written', async () => {
    const store = await temporaryStore();
    const names = [
      '文/第一章 起.md',
      'con',
      'aux.md',
      '什么？.md',
      'what?.md',
      'cafe\u0301/a.md',
      '点.',
      '\u{20000}.md',
    ];
    const texts = Object.fromEntries(names.map((name) => [name, name]));
    await commitTexts(store, '年 报／A:b', texts);
    const report = await verifyStore(store);
    expect(report.objects[0]).toMatchObject({ publication: '年 报／A:b', findings: [] });
    const { publications } = await listPublications(store);
    expect(publications.map(({ publication }) => publication)).toEqual(['年 报／A:b']);
  });

  it('refuses all names that it cannot keep at once, and writes nothing', async () => {
    const store = await temporaryStore();
    await expect(commitTexts(store, '年报', { 'A.md': '1', 'a.md': '2', 'x\u0000': '3' })).rejects.toMatchObject({
      exitCode: 1,
      texts: { zh: expect.stringMatching(/^有 2 个文件名不能存档：\n/) },
    });
    expect((await verifyStore(store)).objects).toEqual([]);
  });
});
