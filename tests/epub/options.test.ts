import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { imageSize } from 'image-size';
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkEpub } from '../../src/epub/check/index.ts';
import type { EpubOptions } from '../../src/epub/index.ts';
import { loadFaces } from '../../src/pdf/fonts.ts';
import { startBrowser } from './browser.ts';
import { basicCover, generatedBook, packed } from './build.ts';
import { elements, type Opened, openEpub, textOf } from './contents.ts';
import { epubCheck, hasJava } from './epubcheck.ts';

const pictures = ['four-inks.jpg', 'photo.webp', 'cut-out.webp', 'moving.gif', 'still.gif', 'photo.jpg'];
const text = `# 生僻字𣲗与名

“𤧛”和“㐂”都要看得见[^1]，卡尔·马克思生于1818年，《资本论》写于1850～1860年。代码 \`let x\`，**粗体字**，公式 $a^2+b$。

$$
\\sum_{i=1}^{n} i = \\frac{n(n+1)}{2}
$$

${pictures.map((name) => `![图 ${name}](${name})`).join('\n\n')}

## 小节

又见公式 $a^2+b$。

[^1]: 注里也有𣲗。
`;
const options = {
  identifiers: [{ scheme: 'isbn', value: '978-7-111-12345-7' }],
  edition: '第二版',
  creators: [{ name: '欧阳修' }, { name: '编写组', role: 'editor' }],
  subjects: ['语言 & 文字'],
  epub: {
    fonts: 'all',
    pictures: { longest: 200 },
    math: 'altimg',
    notes: 'duokan',
    series: { name: '文字丛书', number: 3, issn: '1234-5679' },
    onix: true,
    accessibility: { certifier: '某某无障碍中心', credential: '某资格', report: 'https://example.com/report' },
  },
};

let browser: Browser;
const files: Record<string, string | Uint8Array> = { '1.md': text };

beforeAll(async () => {
  browser = await startBrowser();
  const folder = fileURLToPath(new URL('pictures/', import.meta.url));
  for (const name of pictures) files[name] = await readFile(folder + name);
});
afterAll(() => browser?.close());

async function build(config: object, more: Partial<EpubOptions> = {}) {
  const { book, template } = await generatedBook(files, config);
  const faces = await loadFaces(template);
  const all = { cover: await basicCover(), faces, browser: async () => browser, ...more };
  const { bytes, messages } = await packed(book, template, all);
  return { book, bytes, opened: openEpub(bytes), messages };
}

describe('with every option', () => {
  let made: Awaited<ReturnType<typeof build>>;
  let opened: Opened;
  beforeAll(async () => {
    made = await build(options);
    opened = made.opened;
  });
  const page = () => opened.documents.get('c01.xhtml');

  test('our checks and EPUBCheck have nothing against it', async () => {
    expect(checkEpub(made.bytes, 'b.epub', made.book).map(String)).toEqual([]);
    if (!hasJava) return;
    const [verdict] = await epubCheck([made.bytes]);
    // A hint that there are fonts.
    expect(verdict?.findings.filter(({ id }) => id !== 'CSS-028')).toEqual([]);
  });

  test('pictures that readers may not show become ones that all do', () => {
    const shown = elements(page(), 'img').map(({ attributes }) => attributes.src ?? '');
    const facts = shown.map((src) => {
      const { type, width, height } = imageSize(opened.bytes(`OEBPS/${src}`));
      return [src.replace(/.*\./, ''), type, width, height];
    });
    expect(facts).toEqual([
      ['jpg', 'jpg', 200, 133],
      ['jpg', 'jpg', 200, 133],
      ['png', 'png', 120, 80],
      ['gif', 'gif', 40, 30],
      ['gif', 'gif', 40, 30],
      ['jpg', 'jpg', 200, 133],
    ]);
    // Three components: no CMYK.
    const jpeg = Buffer.from(opened.bytes(`OEBPS/${shown[0]}`));
    expect(jpeg[jpeg.indexOf(Buffer.from([0xff, 0xc0])) + 9]).toBe(3);
    expect(made.messages.map(({ ruleId, file }) => [ruleId, file])).toEqual([['moving-picture', 'moving.gif']]);
  });

  test('rare characters are marked, and a font has them; the others go along too', () => {
    const rare = elements(page(), 'span').filter(({ attributes }) => attributes.class === 'rare');
    expect(rare.map(textOf)).toEqual(['𣲗', '𤧛', '㐂', '𣲗']);
    const nav = elements(opened.documents.get('toc.xhtml'), 'span').filter((node) => node.attributes.class === 'rare');
    expect(nav.map(textOf)).toEqual(['𣲗']);
    const fonts = opened.names.filter((name) => name.endsWith('.ttf')).map((name) => name.replace(/.*\//, ''));
    expect(fonts).toContain('rare-1.ttf');
    expect(fonts.some((name) => name.startsWith('serif-'))).toBe(true);
    expect(fonts.some((name) => name.startsWith('monospace-'))).toBe(true);
    for (const name of fonts) expect(opened.text('OEBPS/style.css')).toContain(`fonts/${name}`);
  });

  test('each formula has its picture, drawn once', () => {
    const math = elements(page(), 'math').map(({ attributes }) => attributes);
    expect(math.map(({ altimg }) => altimg !== undefined)).toEqual([true, true, true]);
    expect(math[0]?.altimg).toBe(math[2]?.altimg);
    const { width = 0, height = 0 } = imageSize(opened.bytes(`OEBPS/${math[1]?.altimg}`));
    expect(width / height).toBeGreaterThan(1);
    expect(Number.parseFloat(math[1]?.['altimg-height'] ?? '')).toBeGreaterThan(2);
  });

  test('what may not begin a line goes with what is before it', () => {
    const together = elements(page(), 'span').filter(({ attributes }) => attributes.class === 'together');
    expect(together.map(textOf)).toEqual(['见1', '尔·', '0—']);
  });

  test('the metadata name series, sorting, source and certifier; the record goes along', () => {
    const opf = opened.documents.get('content.opf');
    const metas = elements(opf, 'meta').map((node) => [node.attributes.property, textOf(node)]);
    for (const expected of [
      ['belongs-to-collection', '文字丛书'],
      ['collection-type', 'series'],
      ['group-position', '3'],
      ['file-as', 'Ouyang Xiu'],
      ['file-as', 'Bianxiezu'],
      ['dcterms:conformsTo', 'EPUB Accessibility 1.1 - WCAG 2.2 Level AA'],
      ['a11y:certifiedBy', '某某无障碍中心'],
    ]) {
      expect(metas).toContainEqual(expected);
    }
    expect(elements(opf, 'link').map(({ attributes }) => attributes.rel)).toEqual(['a11y:certifierReport', 'record']);
    const onix = opened.documents.get('onix.xml');
    expect(elements(onix, 'IDValue').map(textOf)).toEqual([
      '9787111123457',
      expect.stringMatching(/^urn:uuid:/),
      '12345679',
    ]);
    expect(elements(onix, 'SubjectHeadingText').map(textOf)).toEqual(['语言 & 文字']);
    expect(elements(onix, 'CorporateName').map(textOf)).toEqual(['编写组']);
  });

  test('notes have the names that Duokan knows, and those of EPUB', () => {
    const item = elements(page(), 'li').find(({ attributes }) => attributes.class?.includes('duokan-footnote-item'));
    expect(item?.attributes['epub:type']).toBe('footnote');
    const mark = elements(page(), 'a').find(({ attributes }) => attributes['epub:type'] === 'noteref');
    expect([mark?.attributes.class, mark?.attributes.href]).toEqual([
      'note-mark duokan-footnote',
      `#${item?.attributes.id}`,
    ]);
  });

  test('the same bytes again', async () => {
    expect((await build(options)).bytes.equals(made.bytes)).toBe(true);
  });
});

test('without options: no certificate, no fonts but for rare characters, pictures of all kinds as they are or converted', async () => {
  const { opened } = await build({});
  expect(opened.text('OEBPS/content.opf')).not.toContain('conformsTo');
  expect(opened.names.filter((name) => name.endsWith('.ttf'))).toEqual(['OEBPS/fonts/rare-1.ttf']);
  const photo = elements(opened.documents.get('c01.xhtml'), 'img').at(-1)?.attributes.src;
  expect(Buffer.from(opened.bytes(`OEBPS/${photo}`)).equals(Buffer.from(files['photo.jpg'] ?? ''))).toBe(true);
});

test('without a browser pictures stay, and it is said; formulas may be pictures alone', async () => {
  const { messages } = await build({}, { browser: undefined });
  expect(messages.filter(({ ruleId }) => ruleId === 'unconverted-picture').map(({ file }) => file)).toEqual([
    'four-inks.jpg',
    'photo.webp',
    'cut-out.webp',
  ]);
  const { opened, bytes, book } = await build({ epub: { math: 'picture' } });
  const formulas = elements(opened.documents.get('c01.xhtml'), 'img').filter(
    (node) => node.attributes.class === 'formula',
  );
  expect(formulas.map(({ attributes }) => attributes.alt)).toContain('a^2+b');
  expect(checkEpub(bytes, 'b.epub', book).map(String)).toEqual([]);
});

test('a character that no font has is told, with its line', async () => {
  const { book, template } = await generatedBook({ '1.md': '# 章\n\n这里有𪚥。\n' });
  const faces = (await loadFaces(template)).map((face) => ({ ...face, coverage: new Set([0x4e00]) }));
  const { messages } = await packed(book, template, { cover: undefined, faces });
  expect(messages.map(({ ruleId, line, actual }) => [ruleId, line, actual])).toEqual([['missing-glyph', 3, '𪚥']]);
});
