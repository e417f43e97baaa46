import { readFile } from 'node:fs/promises';
import { Blob, Face, Font, Buffer as HarfbuzzBuffer, shape } from 'harfbuzzjs';
import { beforeAll, expect, it } from 'vitest';
import { subsetFont } from '../../src/pdf/subset.ts';
import { loadTemplate } from '../../src/template/load.ts';

let whole: Buffer;
let part: Buffer;

beforeAll(async () => {
  const template = await loadTemplate('report');
  whole = await readFile(template.faces[0]?.path ?? '');
  part = await subsetFont(
    whole,
    [...'太原，（经济）'].map((character) => character.codePointAt(0) ?? 0),
  );
});

function glyphs(font: Buffer, text: string, features: string[]): number[] {
  const bytes = font.buffer.slice(font.byteOffset, font.byteOffset + font.length) as ArrayBuffer;
  const buffer = new HarfbuzzBuffer();
  buffer.addText(text);
  buffer.guessSegmentProperties();
  shape(new Font(new Face(new Blob(bytes))), buffer, features as never);
  return buffer.getGlyphInfos().map((info) => info.codepoint);
}

it('keeps glyph ids, so that chapters printed apart can share one font', () => {
  expect(glyphs(part, '太原，经济', [])).toEqual(glyphs(whole, '太原，经济', []));
});

it('holds the wanted characters and no others', () => {
  const bytes = part.buffer.slice(part.byteOffset, part.byteOffset + part.length) as ArrayBuffer;
  const covered = [...new Face(new Blob(bytes)).collectUnicodes()].map((code) => String.fromCodePoint(code));
  expect(covered.sort()).toEqual([...'太原，（经济）'].sort());
  expect(part.length).toBeLessThan(whole.length / 4);
});

it('gives the same bytes each time', async () => {
  const again = await subsetFont(
    whole,
    [...'太原，（经济）'].map((character) => character.codePointAt(0) ?? 0),
  );
  expect(again.equals(part)).toBe(true);
});
