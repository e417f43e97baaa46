import { readFile } from 'node:fs/promises';
import { cacheKey } from '../report/cache-key.ts';
import { Failure } from '../report/failure.ts';
import type { FontFace } from '../template/fonts.ts';
import type { Template } from '../template/load.ts';
import { readFontFacts } from './font-file.ts';
import { glyphDonors } from './lines/half-cells.ts';
import type { PrintCache } from './print-cache.ts';
import { subsetFont } from './subset.ts';

/** A template's font with what is known of it. */
export interface LoadedFace extends FontFace {
  /** SHA-256 of the file, hex. */
  digest: string;
  /** Bytes of the file. */
  size: number;
  coverage: ReadonlySet<number>;
  /** OS/2 fsType (see font-licences.ts). */
  rights: number;
  /** What a PDF calls it, if it has a name. */
  postScript: string | undefined;
}

/** Who cuts fonts down, and where what was cut is kept. */
export interface FontCutter {
  /** Default: nowhere. */
  cache?: Pick<PrintCache, 'read' | 'write'> | undefined;
  /** The font of a file with these characters. Default: cut in this thread. */
  cut?: (path: string, characters: readonly number[]) => Promise<Buffer>;
}

async function cutHere(path: string, characters: readonly number[]): Promise<Buffer> {
  return subsetFont(await readFile(path), characters);
}

/** A font cut down to the characters of a book. */
export interface SubsetFace extends FontFace {
  /** The font file; cut when it is asked for, and not held. */
  bytes(): Promise<Buffer>;
  /** What a PDF calls it, if it has a name. */
  postScript: string | undefined;
  /** The same for the same bytes. */
  key: string;
}

/** The template's fonts. With `cache` a file is read only if it was touched. */
export async function loadFaces(template: Template, cache?: PrintCache): Promise<LoadedFace[]> {
  return Promise.all(
    template.faces.map(async (face) => {
      const { digest, size, characters, halfCells, rights, postScript } = await readFontFacts(face.path, cache);
      const coverage = new Set(characters);
      if (template.lines.marks !== 'browser' && coverage.has(wideComma) && !halfCells) throw noHalfCells(face);
      return { ...face, digest, size, coverage, rights, postScript };
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

/**
 * Each face cut down to the characters of the book. ASCII is always in: folios and dates are set by us. A fallback
 * face has only what the others of its family lack, and is left out if that is nothing.
 */
export function subsetFaces(
  faces: readonly LoadedFace[],
  text: Iterable<string>,
  cutter: FontCutter = {},
): SubsetFace[] {
  const characters = new Set<number>();
  for (let code = 0x20; code < 0x7f; code++) characters.add(code);
  for (const code of glyphDonors) characters.add(code);
  for (const piece of text) for (const character of piece) characters.add(character.codePointAt(0) ?? 0);
  const wanted = [...characters].sort((a, b) => a - b);
  const subsets: SubsetFace[] = [];
  for (const face of faces) {
    const before = face.fallback ? faces.filter(({ family, fallback }) => family === face.family && !fallback) : [];
    // Only what it has: a sign that it lacks makes it no other font.
    const lacking = wanted.filter(
      (code) => face.coverage.has(code) && !before.some((other) => other.coverage.has(code)),
    );
    if (before.length > 0 && lacking.length === 0) continue;
    const { family, weight, style, scale, fallback, path, name, postScript } = face;
    const known = { family, weight, style, scale, fallback, path, name, postScript };
    subsets.push({ ...known, ...cutFace(face, lacking, cutter) });
  }
  return subsets;
}

/** A font as it was made before, if the cache has it; else made, and kept there. */
export async function keptFont(key: string, make: () => Promise<Buffer>, cache: FontCutter['cache']): Promise<Buffer> {
  const kept = (await cache?.read(key)) as Uint8Array | undefined;
  if (kept) return Buffer.from(kept.buffer, kept.byteOffset, kept.length);
  const made = await make();
  await cache?.write(key, made);
  return made;
}

/** How to get a face cut down to some characters: as it was cut before, if the cache has it. */
export function cutFace(
  face: LoadedFace,
  codes: readonly number[],
  { cache, cut = cutHere }: FontCutter = {},
): Pick<SubsetFace, 'bytes' | 'key'> {
  const key = cacheKey('font', face.digest, String.fromCodePoint(...codes));
  let made: Promise<Buffer> | undefined;
  const bytes = () => {
    if (cache) return keptFont(key, () => cut(face.path, codes), cache);
    made ??= cut(face.path, codes);
    return made;
  };
  return { bytes, key };
}

/**
 * `@font-face` rules; the browser takes the files that lie on its machine under the name `local`, and asks the request gate for the
 * others. Ascent and descent are those of the ideographic em
 * box (OpenType `ideo` baseline at −0.12 em): a line's height is then what the CSS says, and emphasis dots fit between lines.
 */
export function fontFaceCss(faces: readonly (FontFace & { local?: string })[]): string {
  return faces
    .map(
      ({ family, weight, style, scale, local }, i) =>
        `@font-face{font-family:"${family}";font-weight:${weight};font-style:${style};${scale === 1 ? '' : `size-adjust:${scale * 100}%;`}ascent-override:88%;descent-override:12%;line-gap-override:0%;src:${local === undefined ? '' : `local("${local}"),`}url("/font/${i}.ttf") format("truetype")}`,
    )
    .join('\n');
}
