import { webcrypto } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Blob, Face } from 'harfbuzzjs';
import { Failure } from '../report/failure.ts';
import type { FontFace } from '../template/fonts.ts';
import type { Template } from '../template/load.ts';
import { glyphDonors, hasHalfCells } from './lines/half-cells.ts';
import { cacheKey, type PrintCache } from './print-cache.ts';
import { subsetFont } from './subset.ts';

/** A template's font with the characters it can show. */
export interface LoadedFace extends FontFace {
  bytes: Buffer;
  /** SHA-256 of the bytes, hex. */
  digest: string;
  coverage: ReadonlySet<number>;
}

/** Reads the template's fonts. */
export async function loadFaces(template: Template): Promise<LoadedFace[]> {
  return Promise.all(
    template.faces.map(async (face) => {
      const bytes = await readFile(face.path);
      const coverage = new Set(
        new Face(
          new Blob(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer),
        ).collectUnicodes(),
      );
      if (template.lines.marks !== 'browser' && coverage.has(wideComma) && !hasHalfCells(bytes)) {
        throw noHalfCells(face);
      }
      return { ...face, bytes, digest: await digestOf(bytes), coverage };
    }),
  );
}

const wideComma = 0xff0c;

function noHalfCells({ family, name }: FontFace): Failure {
  return new Failure(2, {
    zh: `字体“${family}”（${name}）没有半宽标点（halt）或半字宽的空格，行尾标点不能只占半字。请换一种字体，或在模板里写 lines: { marks: browser }。`,
    en: `The font "${family}" (${name}) has no half-width marks (halt) or no space of half an em. Use another font, or write lines: { marks: browser } in the template.`,
  });
}

/** Done beside other work, in a thread of its own. */
async function digestOf(bytes: Buffer): Promise<string> {
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('hex');
}

/**
 * Each face cut down to the characters of the book. ASCII is always in: folios and dates are set by us. A fallback
 * face has only what the others of its family lack, and is left out if that is nothing.
 */
export async function subsetFaces(
  faces: LoadedFace[],
  text: Iterable<string>,
  cache?: PrintCache,
): Promise<LoadedFace[]> {
  const characters = new Set<number>();
  for (let code = 0x20; code < 0x7f; code++) characters.add(code);
  for (const code of glyphDonors) characters.add(code);
  for (const piece of text) for (const character of piece) characters.add(character.codePointAt(0) ?? 0);
  const wanted = [...characters].sort((a, b) => a - b);
  const subsets: LoadedFace[] = [];
  for (const face of faces) {
    const before = face.fallback ? faces.filter(({ family, fallback }) => family === face.family && !fallback) : [];
    const lacking = wanted.filter((code) => !before.some((other) => other.coverage.has(code)));
    if (before.length > 0 && !lacking.some((code) => face.coverage.has(code))) continue;
    const key = cacheKey('font', face.digest, String.fromCodePoint(...lacking));
    const kept = (await cache?.read(key)) as Buffer | undefined;
    const bytes = kept ? Buffer.from(kept) : await subsetFont(face.bytes, lacking);
    if (!kept) await cache?.write(key, bytes);
    subsets.push({ ...face, bytes, digest: await digestOf(bytes) });
  }
  return subsets;
}

/**
 * `@font-face` rules; the browser asks the request gate for the files. Ascent and descent are those of the ideographic em
 * box (OpenType `ideo` baseline at −0.12 em): a line's height is then what the CSS says, and emphasis dots fit between lines.
 */
export function fontFaceCss(faces: LoadedFace[]): string {
  return faces
    .map(
      ({ family, weight, style, scale }, i) =>
        `@font-face{font-family:"${family}";font-weight:${weight};font-style:${style};${scale === 1 ? '' : `size-adjust:${scale * 100}%;`}ascent-override:88%;descent-override:12%;line-gap-override:0%;src:url("/font/${i}.ttf") format("truetype")}`,
    )
    .join('\n');
}
