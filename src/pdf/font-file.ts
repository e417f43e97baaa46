import { webcrypto } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { cacheKey } from '../report/cache-key.ts';
import { embeddingRights } from './font-licences.ts';
import { fontName } from './font-name.ts';
import { lightFace } from './light-face.ts';
import { hasHalfCells } from './lines/half-cells.ts';
import type { PrintCache } from './print-cache.ts';

/** What is known of a font file without its outlines. Plain data that can be kept. */
export interface FontFacts {
  /** SHA-256 of the file, hex. */
  digest: string;
  /** Bytes. */
  size: number;
  /** The characters it has glyphs for, in order. */
  characters: Uint32Array;
  /** Whether marks can be set half a cell wide with it (see lines/half-cells.ts). */
  halfCells: boolean;
  /** OS/2 fsType (see font-licences.ts). */
  rights: number;
  /** The PostScript name, if it has one. */
  postScript: string | undefined;
}

/** Reads what there is to know of a font, or takes what was known of the file before, as long as it is not touched. */
export async function readFontFacts(path: string, cache?: PrintCache): Promise<FontFacts> {
  const { dev, ino, size, mtimeMs, ctimeMs } = await stat(path);
  const key = cacheKey('font facts', path, JSON.stringify([dev, ino, size, mtimeMs, ctimeMs]));
  const kept = (await cache?.read(key)) as FontFacts | undefined;
  if (kept) return kept;
  const bytes = await readFile(path);
  // The digest is computed in a thread of its own.
  const digest = webcrypto.subtle.digest('SHA-256', bytes);
  const facts: FontFacts = {
    size: bytes.length,
    // A copy: what HarfBuzz gives lies in its memory, which moves.
    characters: lightFace(bytes).collectUnicodes().slice(),
    halfCells: hasHalfCells(bytes),
    rights: embeddingRights(bytes),
    postScript: fontName(bytes),
    digest: Buffer.from(await digest).toString('hex'),
  };
  await cache?.write(key, facts);
  return facts;
}
