import { expect, test } from 'vitest';
import { basicCover, buildEpub } from './build.ts';
import { elements, openEpub, references, textOf } from './contents.ts';

const epub = await buildEpub('basic', { cover: await basicCover() });
const opened = openEpub(epub);
const document = (name: string) => {
  const tree = opened.documents.get(name);
  if (!tree) throw new Error(`no ${name}`);
  return tree;
};

test('the archive begins with mimetype, stored and without extra field', () => {
  expect(epub.readUInt16LE(8)).toBe(0);
  expect(epub.readUInt16LE(28)).toBe(0);
  expect(epub.subarray(30, 58).toString('latin1')).toBe('mimetypeapplication/epub+zip');
});

test('pictures that are compressed already are stored, and entries bear the date of the book', () => {
  const methods = new Map<string, number>();
  for (let at = epub.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = epub.indexOf('PK\x01\x02', at + 46, 'latin1')) {
    const name = epub.subarray(at + 46, at + 46 + epub.readUInt16LE(at + 28)).toString('latin1');
    methods.set(name, epub.readUInt16LE(at + 10));
    // 2025-03-01 00:00 in the format of MS-DOS.
    expect(epub.readUInt32LE(at + 12)).toBe((((2025 - 1980) << 9) | (3 << 5) | 1) << 16);
  }
  expect([...methods.keys()]).toEqual(opened.names);
  for (const [name, method] of methods) {
    expect([name, method]).toEqual([name, /\.png$|^mimetype$/.test(name) ? 0 : 8]);
  }
});

test('manifest and archive list the same files, and the spine every page', () => {
  const items = elements(document('content.opf'), 'item').map(({ attributes }) => attributes);
  const packed = opened.names.filter((name) => name.startsWith('OEBPS/')).map((name) => name.slice(6));
  expect(items.map(({ href }) => href).sort()).toEqual(packed.filter((name) => name !== 'content.opf').sort());
  const spine = elements(document('content.opf'), 'itemref').map(
    ({ attributes }) => items.find(({ id }) => id === attributes.idref)?.href,
  );
  expect(spine).toEqual([
    ...['cover.xhtml', 'title-page.xhtml', 'imprint.xhtml', 'toc.xhtml'],
    ...['c01.xhtml', 'abstract-en.xhtml', 'chapter-03.xhtml', 'river.xhtml', '01.xhtml'],
  ]);
  expect(items.filter(({ properties }) => properties).map(({ href, properties }) => [href, properties])).toEqual([
    ['toc.xhtml', 'nav'],
    ['chapter-03.xhtml', 'mathml'],
    [expect.stringMatching(/^images\/[0-9a-f]{16}\.png$/), 'cover-image'],
  ]);
});

test('every id stands once in its file, and every link, image and contents entry leads to one', () => {
  const ids = new Map<string, Set<string>>();
  for (const [name, tree] of opened.documents) {
    const list = elements(tree).flatMap(({ attributes }) => attributes.id ?? []);
    expect(list.filter((id, n) => list.indexOf(id) !== n)).toEqual([]);
    for (const id of list) expect(id).toMatch(/^[\w.:-]+$/);
    ids.set(name, new Set(list));
  }
  let links = 0;
  for (const [name, tree] of opened.documents) {
    if (name.startsWith('META-INF')) continue;
    for (const { file, fragment } of references(name, tree)) {
      links++;
      expect(opened.names).toContain(`OEBPS/${file}`);
      if (fragment !== undefined)
        expect([file, ids.get(file)?.has(fragment), fragment]).toEqual([file, true, fragment]);
    }
  }
  expect(links).toBeGreaterThan(80);
});

test('metadata: titles, people with roles, identifiers, fixed date', () => {
  const opf = document('content.opf');
  const values = (name: string) => elements(opf, name).map(textOf);
  expect(values('dc:title')).toEqual(['《城市 & 河流》：<水> 与 "路"', '一份小书稿']);
  expect(values('dc:creator')).toEqual(['王一', '李二', '某某研究室']);
  expect(values('dc:contributor')).toEqual(['赵三', '钱四']);
  expect(values('dc:identifier')).toEqual([
    'urn:uuid:6adefa97-1891-5cba-bcb1-750624253e0f',
    'urn:isbn:9787111123457',
    'doi:10.1000/182',
    '内部资料（2025）1号',
  ]);
  expect(values('dc:language')).toEqual(['zh-Hans', 'en']);
  const metas = elements(opf, 'meta').map((node) => [node.attributes.property, textOf(node)]);
  expect(metas.filter(([property]) => property === 'role').map(([, role]) => role)).toEqual(
    'aut aut edt trl ill'.split(' '),
  );
  expect(metas).toContainEqual(['file-as', 'Wang, Yi']);
  expect(metas).toContainEqual(['dcterms:modified', '2025-03-01T00:00:00Z']);
  expect(metas).toContainEqual(['schema:accessModeSufficient', 'textual']);
  expect(metas).toContainEqual(['schema:accessibilityHazard', 'none']);
});

test('contents nest three levels in nav and NCX alike', () => {
  const nav = elements(document('toc.xhtml'), 'nav')[0];
  const inNav = elements(nav, 'a').map((a) => [textOf(a), a.attributes.href]);
  const inNcx = elements(document('toc.ncx'), 'navPoint').map((point) => [
    textOf(elements(point, 'navLabel')[0] ?? point),
    elements(point, 'content')[0]?.attributes.src,
  ]);
  expect(inNcx).toEqual(inNav);
  expect(inNav.map(([label]) => label)).toEqual([
    '摘要',
    'Abstract: “Water” & <Roads>',
    '第一章　总论：A & B <C> H2O',
    ...['1.1　材料与方法', '1.1.1　材料', '1.1.2　方法', '1.2　标题里有注'],
    '第二章　河流',
    ...['2.1　时间线', '2.1.1　清单', '2.2　生字与标签'],
    '附录：名词',
  ]);
  const landmarks = elements(elements(document('toc.xhtml'), 'nav')[1], 'a');
  expect(landmarks.map(({ attributes }) => attributes['epub:type'])).toEqual(
    'cover titlepage copyright-page toc bodymatter'.split(' '),
  );
});

test('another date may be given for dcterms:modified', async () => {
  const other = openEpub(await buildEpub('plain', { modified: new Date(1_700_000_000_000) }));
  expect(other.text('OEBPS/content.opf')).toContain('<meta property="dcterms:modified">2023-11-14T22:13:20Z</meta>');
});
