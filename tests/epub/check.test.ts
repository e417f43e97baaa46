import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { checkEpub } from '../../src/epub/check/index.ts';
import { basicCover, packed, typesetBook } from './build.ts';

const { book, template } = await typesetBook('basic');
const { bytes: epub } = await packed(book, template, { cover: await basicCover() });

/** The rules broken after a change to one file of the EPUB, and the first message. */
function broken(name: string, change: (text: string) => string | undefined) {
  const files = unzipSync(epub);
  const { mimetype, ...rest } = files;
  const before = strFromU8(files[name] ?? new Uint8Array());
  const after = change(before);
  if (after === before) throw new Error(`nothing changed in ${name}`);
  if (after === undefined) delete rest[name];
  else rest[name] = strToU8(after);
  const packed = zipSync({ mimetype: [mimetype ?? new Uint8Array(), { level: 0 }], ...rest });
  const messages = checkEpub(Buffer.from(packed), 'b.epub', book);
  return { rules: [...new Set(messages.map(({ ruleId }) => ruleId))], message: messages[0] };
}

test('nothing is wrong with what we make', () => {
  expect(checkEpub(epub, 'b.epub', book).map(String)).toEqual([]);
});

describe('what is wrong is found, with its file', () => {
  const chapter = 'OEBPS/river.xhtml';
  test.each([
    ['a link to an id that is not there', chapter, 'river-notes', 'elsewhere', ['broken-link']],
    ['a link to a file that is not there', chapter, 'href="chapter-03.xhtml', 'href="nowhere.xhtml', ['broken-link']],
    ['an id twice', chapter, '<h2 id="', '<p id="river"></p><h2 id="', ['duplicate-id']],
    ['a tag left open', chapter, '</h1>', '</h2>', ['not-well-formed', 'text-differs']],
    ['a file in the list that is not there', 'OEBPS/content.opf', 'href="toc.ncx"', 'href="t.ncx"', ['missing-file']],
    ['no navigation', 'OEBPS/content.opf', ' properties="nav"', '', ['no-navigation']],
    ['a word of the text', chapter, '清单', '名单', ['text-differs']],
    ['a picture’s description', chapter, / alt="[^"]+"/, ' alt="x"', ['text-differs']],
    ['the head of a row', 'OEBPS/chapter-03.xhtml', ' scope="col"', '', ['text-differs']],
    ['a word of a note', 'OEBPS/chapter-03.xhtml', '同一条注', '同二条注', ['text-differs']],
  ])('%s', (_, name, from, to, rules) => {
    const found = broken(name, (text) => text.replace(from, to));
    for (const rule of rules) expect(found.rules).toContain(rule);
  });

  test('a picture with other bytes', () => {
    const picture = Object.keys(unzipSync(epub)).filter((name) => name.endsWith('.png'));
    const { rules, message } = broken(picture.at(-1) ?? '', () => 'another picture');
    expect([rules, message?.file]).toEqual([['picture-differs'], '插图/汾河 夜景.png']);
  });

  test('a chapter that is gone', () => {
    expect(broken(chapter, () => undefined).rules).toEqual(['missing-file', 'broken-link', 'text-differs']);
  });

  test('the message names the line of the manuscript', () => {
    const { message } = broken(chapter, (text) => text.replace('时间线', '时间表'));
    expect(message?.file).toBe('03-河 流.md');
    expect(message?.line).toBeGreaterThan(1);
    expect(message?.reason).toContain('时间▸');
  });
});

test('what is no archive, or half of one, is said to be so', () => {
  const rules = (bytes: Buffer) => checkEpub(bytes, 'b.epub').map(({ ruleId }) => ruleId);
  expect(rules(Buffer.from('<html>'))).toEqual(['broken-archive']);
  expect(rules(epub.subarray(0, epub.length / 2))).toEqual(['broken-archive']);
  const spoiled = Buffer.from(epub);
  const picture = epub.indexOf('\x89PNG', 0, 'latin1');
  spoiled.writeUInt8((epub[picture + 60] ?? 0) ^ 1, picture + 60);
  expect(rules(spoiled)).toEqual(['broken-archive']);
  expect(rules(Buffer.from(zipSync({ 'a.txt': strToU8('a') })))).toEqual(['mimetype', 'missing-file']);
});
