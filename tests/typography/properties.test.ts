import fc from 'fast-check';
import type { Nodes, Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../src/markdown/index.ts';
import { applyTypography, checkTypography, formatMarkdown } from '../../src/typography/index.ts';

const prose = fc.constantFrom(
  ...'中 文 的 一 二 三 〇 𠮷 䶮 （ ） ( ) ， 。 、 ； ： ？ ！ , . ; : ? ! “ ” ‘ ’ " \' 「 」 《 》 〈 〉 — —— - -- ~ ～ … ... ...... · • 年 月 % ℃ ㎡ ２ Ａ 1 10 2025 3.14 a React Node.js npm'.split(
    ' ',
  ),
  ' ',
  ' ',
  '　',
  '\u200B',
  '\uFEFF',
  '👨‍👩‍👧',
  '葛󠄀',
  '\uD800',
  '⼀',
  '&amp;',
  '\\*',
  '\\"',
);
const inline = fc.constantFrom(
  '`a,中"`',
  '**粗,体**',
  '*a*',
  '_b_',
  '[链,接](u(1),中.md "题,目")',
  '![图,](i.png)',
  '$a,b$',
  '<b title="中,文">',
  '</b>',
  '[^1]',
  '<https://a.b/中,文>',
  'https://a.b/c?d=e,f',
  '~~删~~',
  '  \n',
  '\n',
  '\n',
  '\r\n',
);
const line = fc
  .array(fc.oneof({ weight: 6, arbitrary: prose }, { weight: 1, arbitrary: inline }), { maxLength: 24 })
  .map((parts) => parts.join(''));
const block = fc.oneof(
  { weight: 6, arbitrary: line },
  { weight: 1, arbitrary: line.map((text) => `# ${text.replace(/\s+/g, ' ')}`) },
  { weight: 1, arbitrary: line.map((text) => `> ${text.replace(/\r?\n/g, '\n> ')}`) },
  { weight: 1, arbitrary: line.map((text) => `- ${text.replace(/\r?\n/g, '\n  ')}`) },
  {
    weight: 1,
    arbitrary: line.map(
      (text) => `| 甲 | 乙 |\n|---|---|\n| ${text.replace(/\s+/g, ' ').replaceAll('|', '')} | a\\|b |`,
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '```js\na,"中"...\n```',
      '```\n未闭合,中',
      '$$\na,中\n$$',
      '<div title="中,">\n中,文\n</div>',
      '[^1]: 注,释',
    ),
  },
);
const document = fc.array(block, { minLength: 1, maxLength: 5 }).map((blocks) => blocks.join('\n\n'));
/** The same texts on every run; another seed tries others: `KANBEN_SEED=7 npx vitest run tests/typography/properties.test.ts`. */
const runs = { numRuns: 300, seed: Number(process.env.KANBEN_SEED ?? 20_250_301) };

/** Values that no rule may touch, in order. */
function protectedParts(tree: Root): string[] {
  const parts: string[] = [];
  visit(tree, (node: Nodes) => {
    if (node.type !== 'text' && 'value' in node) parts.push(`${node.type}=${node.value}`);
    if ('url' in node) parts.push(`url=${node.url}`);
  });
  return parts;
}

/** Letters, digits and Han characters, radicals and widths evened out. */
function words(text: string): string {
  return [...text.normalize('NFKC').replaceAll('零', '〇').replaceAll('0', '〇')]
    .filter((unit) => /[\p{L}\p{N}]/u.test(unit))
    .join('');
}

function texts(tree: Root): string {
  const parts: string[] = [];
  visit(tree, (node: Nodes) => {
    if (node.type === 'text') parts.push(node.value);
    if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell') parts.push('¶');
  });
  return parts.join('');
}

/** Without spaces at the borders of blocks, which Markdown drops when it reads the source again. */
function trimmed(text: string): string {
  return text.replace(/[ \t\r\n]*¶[ \t\r\n]*/g, '¶').trim();
}

function parse(source: string): { tree: Root; file: VFile } {
  const file = new VFile(source);
  return { tree: parseMarkdown(file), file };
}

describe.each([
  ['in the source', false],
  ['as built', true],
])('format %s, for any text', (_name, asBuilt) => {
  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(document, (source) => {
        const once = formatMarkdown(source, { asBuilt }).output;
        expect(formatMarkdown(once, { asBuilt }).output).toBe(once);
      }),
      runs,
    );
  });

  it('leaves code, addresses, formulas and HTML as they were', () => {
    fc.assert(
      fc.property(document, (source) => {
        const text = source.replace(/^\uFEFF+/, '');
        const { output } = formatMarkdown(text, { asBuilt });
        expect(protectedParts(parse(output).tree)).toEqual(protectedParts(parse(text).tree));
      }),
      runs,
    );
  });

  it('loses, adds and moves no letter', () => {
    fc.assert(
      fc.property(document, (source) => {
        expect(words(formatMarkdown(source, { asBuilt }).output)).toBe(words(source));
      }),
      runs,
    );
  });
});

describe('tree and source', () => {
  it('get the same text', () => {
    fc.assert(
      fc.property(document, (source) => {
        const text = source.replace(/^\uFEFF+/, '');
        // `_` emphasis keeps its spaces in the source; references, HTML, formulas, typed addresses and
        // spaces between which something is taken out may keep a text from being written back.
        fc.pre(!/_b_|<|&|\\|\[|http|[$\u200B\uFEFF\u3000]/.test(text));
        const { tree, file } = parse(text);
        applyTypography(tree, file);
        const { output } = formatMarkdown(text, { asBuilt: true });
        expect(trimmed(texts(parse(output).tree))).toBe(trimmed(texts(tree)));
      }),
      runs,
    );
  });

  it.each(['\n', '\r\n'])('messages name the very characters they speak of, with %j', (eol) => {
    fc.assert(
      fc.property(document, (source) => {
        const text = source.replace(/^\uFEFF+/, '').replace(/\r?\n/g, eol);
        const { tree, file } = parse(text);
        checkTypography(tree, file);
        for (const message of file.messages) {
          const place = message.place;
          if (!place || !('start' in place) || message.actual === '') continue;
          const written = text.slice(place.start.offset, place.end.offset);
          if (/[&\\\r\n]/.test(written)) continue;
          expect(written).toContain(message.actual);
        }
      }),
      runs,
    );
  });
});
