import { webcrypto } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Blob, Face } from 'harfbuzzjs';
import { Failure } from '../report/failure.ts';
import type { FontFace } from '../template/fonts.ts';
import type { Template } from '../template/load.ts';
import { readTables, writeTables } from './assemble/sfnt.ts';
import { embeddingRights } from './font-licences.ts';
import { glyphDonors, hasHalfCells } from './lines/half-cells.ts';
import { cacheKey, type PrintCache } from './print-cache.ts';
import { subsetFont } from './subset.ts';

/** A template's font and what must be known of it. Its bytes are not kept: a template has 60 MB of them. */
export interface LoadedFace extends FontFace {
  /** Length of the file in bytes. */
  size: number;
  /** SHA-256 of the bytes, hex. */
  digest: string;
  coverage: ReadonlySet<number>;
  /** What may be done with it: fsType of its table OS/2. */
  rights: number;
  /** The bytes that `digest` is of. */
  read(): Promise<Buffer>;
}

/** A font cut down to some characters. */
export interface SubsetFace extends LoadedFace {
  bytes: Buffer;
}

/** Reads the template's fonts, one after another. */
export async function loadFaces(template: Template): Promise<LoadedFace[]> {
  const loaded: LoadedFace[] = [];
  for (const face of template.faces) {
    const bytes = await readFile(face.path);
    const facts = withoutOutlines(bytes);
    const coverage = new Set(new Face(new Blob(facts)).collectUnicodes());
    if (template.lines.marks !== 'browser' && coverage.has(wideComma) && !hasHalfCells(Buffer.from(facts))) {
      throw noHalfCells(face);
    }
    const digest = await digestOf(bytes);
    const read = () => readFile(face.path);
    loaded.push({ ...face, size: bytes.length, digest, coverage, rights: embeddingRights(bytes), read });
  }
  return loaded;
}

/** The font without what only a painter needs, which is nine tenths of it: HarfBuzz copies what it is given. */
function withoutOutlines(font: Buffer): ArrayBuffer {
  const tables = readTables(font);
  for (const tag of ['glyf', 'loca', 'CFF ', 'CFF2', 'gvar']) tables.delete(tag);
  const { buffer, byteOffset, length } = writeTables(tables);
  return buffer.slice(byteOffset, byteOffset + length) as ArrayBuffer;
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
  faces: readonly LoadedFace[],
  text: Iterable<string>,
  cache?: PrintCache,
): Promise<SubsetFace[]> {
  const characters = new Set<number>();
  for (let code = 0x20; code < 0x7f; code++) characters.add(code);
  for (const code of glyphDonors) characters.add(code);
  for (const piece of text) for (const character of piece) characters.add(character.codePointAt(0) ?? 0);
  const wanted = [...characters].sort((a, b) => a - b);
  const subsets: SubsetFace[] = [];
  for (const face of faces) {
    const before = face.fallback ? faces.filter(({ family, fallback }) => family === face.family && !fallback) : [];
    const lacking = wanted.filter((code) => !before.some((other) => other.coverage.has(code)));
    if (before.length > 0 && !lacking.some((code) => face.coverage.has(code))) continue;
    const key = cacheKey('font', face.digest, String.fromCodePoint(...lacking));
    const kept = (await cache?.read(key)) as Buffer | undefined;
    const bytes = kept ? Buffer.from(kept) : await subsetFont(await face.read(), lacking);
    if (!kept) await cache?.write(key, bytes);
    subsets.push({ ...face, bytes, size: bytes.length, digest: await digestOf(bytes), read: async () => bytes });
  }
  return subsets;
}

/**
 * `@font-face` rules; the browser asks the request gate for the files. Ascent and descent are those of the ideographic em
 * box (OpenType `ideo` baseline at −0.12 em): a line's height is then what the CSS says, and emphasis dots fit between lines.
 */
export function fontFaceCss(faces: readonly FontFace[]): string {
  return faces
    .map(
      ({ family, weight, style, scale }, i) =>
        `@font-face{font-family:"${family}";font-weight:${weight};font-style:${style};${scale === 1 ? '' : `size-adjust:${scale * 100}%;`}ascent-override:88%;descent-override:12%;line-gap-override:0%;src:url("/font/${i}.ttf") format("truetype")}`,
    )
    .join('\n');
}
