import { createHash } from 'node:crypto';
import type { ObjectTable } from './file.ts';
import { array, date, dictionary, name, reference, text } from './syntax.ts';

/** A file to go inside the PDF. */
export interface Attachment {
  /** Path in the manuscript, with `/`. */
  name: string;
  bytes: Uint8Array;
  mediaType: string;
  /** What the file is to the document (ISO 19005-3, annex E): what it was made from, data of its figures, or more. */
  relationship: 'Source' | 'Data' | 'Supplement';
}

/**
 * Embeds files and associates them with the document (ISO 19005-3, 6.8): the PDF carries its own source. The entries of the
 * catalog for them.
 */
export function attachFiles(
  table: ObjectTable,
  files: readonly Attachment[],
  modified: Date,
): { Names?: string; AF?: string } {
  if (files.length === 0) return {};
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
  const specifications = sorted.map(({ name: path, bytes, mediaType, relationship }) => {
    const file = table.addData(bytes, {
      Type: '/EmbeddedFile',
      Subtype: name(mediaType),
      Params: dictionary({
        Size: bytes.length,
        ModDate: date(modified),
        CheckSum: `<${createHash('md5').update(bytes).digest('hex')}>`,
      }),
    });
    return table.add(
      dictionary({
        Type: '/Filespec',
        F: text(path),
        UF: text(path),
        EF: dictionary({ F: reference(file), UF: reference(file) }),
        AFRelationship: `/${relationship}`,
      }),
    );
  });
  const names = sorted.map((file, i) => `${text(file.name)} ${reference(specifications[i] as number)}`);
  const tree = table.add(dictionary({ Names: array(names) }));
  return { Names: dictionary({ EmbeddedFiles: reference(tree) }), AF: array(specifications.map(reference)) };
}
