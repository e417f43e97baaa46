import path from 'node:path';
import { VFile } from 'vfile';
import { decodeText } from '../../book/decode.ts';
import { placeInEdition } from '../../book/editions.ts';
import { RefusedFile } from '../../book/files.ts';
import type { Manuscript } from '../../book/load.ts';
import type { BookConfig } from '../../book/schema.ts';
import { openYaml } from '../../book/yaml-source.ts';
import { say } from '../../report/message.ts';
import { byKey } from './problems.ts';
import { readBibtex } from './read-bibtex.ts';
import { readCsl } from './read-csl.ts';
import type { Bibliography } from './reference.ts';

/** For a book whose book.yaml could not be read: nothing is said of its citations. */
export const unread: Bibliography = { style: 'numeric', references: new Map(), whole: false };

/** Reads the file that book.yaml names under `bibliography`; its problems are messages of `file`. */
export async function readBibliography(
  { file: name, style }: NonNullable<BookConfig['bibliography']>,
  { files, configFile, edition }: Manuscript,
): Promise<{ file: VFile; bibliography: Bibliography }> {
  const file = new VFile({ path: path.posix.normalize(name), cwd: files.root });
  const nothing = { file, bibliography: { ...unread, style } };
  const yaml = openYaml(configFile, { text: String(configFile), offset: 0 });
  const place = placeInEdition(yaml, edition, ['bibliography', 'file']);
  const refuse = (zh: string, en: string) => {
    say(configFile, 'bibliography:file', { zh, en }, { place, severity: 'error' });
    return nothing;
  };
  if (!/\.(?:json|bib)$/i.test(name)) {
    return refuse(
      `文献文件“${name}”应当是 CSL-JSON（.json）或 BibTeX（.bib）。`,
      `The bibliography "${name}" must be CSL-JSON (.json) or BibTeX (.bib).`,
    );
  }
  try {
    if (!decodeText(file, await files.read(name))) return nothing;
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error;
    if (error.reason === 'missing')
      return refuse(`找不到文献文件“${name}”。请改正路径。`, `No such bibliography: "${name}". Mend the path.`);
    if (error.reason === 'outside') {
      return refuse(
        `文献文件“${name}”在书稿文件夹之外，不读。请把它移进来。`,
        `The bibliography "${name}" is outside the manuscript folder. Move it inside.`,
      );
    }
    return refuse(`文献文件“${name}”读不了。`, `The bibliography "${name}" cannot be read.`);
  }
  const { entries, whole } = /\.json$/i.test(name) ? readCsl(file) : readBibtex(file);
  return { file, bibliography: { style, references: byKey(file, entries), whole } };
}
