import path from 'node:path';
import type { Manuscript } from '../book/load.ts';
import type { TypesetBook } from '../html/index.ts';
import type { Attachment } from '../pdf/assemble/attachments.ts';
import type { EditionRecord } from './record.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  '.md': 'text/markdown',
  '.yaml': 'application/yaml',
  '.csv': 'text/csv',
  '.tsv': 'text/tab-separated-values',
  '.json': 'application/json',
  '.bib': 'application/x-bibtex',
};

/**
 * What a PDF/A-3 carries inside: book.yaml, the chapters, their data, and the record of what the edition is made from. The
 * record cannot name the PDF that it is in: its outputs are empty.
 */
export async function sourceAttachments(
  manuscript: Manuscript,
  book: TypesetBook,
  record: EditionRecord,
): Promise<Attachment[]> {
  const { bibliography } = book.config;
  const sources = ['book.yaml', ...manuscript.chapters.map((file) => file.path)];
  const data = [...book.dataFiles, ...(bibliography ? [bibliography.file] : [])].filter(
    (name) => !sources.includes(name),
  );
  const read = async (name: string, relationship: Attachment['relationship']): Promise<Attachment> => ({
    name,
    bytes: await manuscript.files.read(name),
    mediaType: mediaTypes[path.extname(name).toLowerCase()] ?? 'application/octet-stream',
    relationship,
  });
  return [
    ...(await Promise.all(sources.map((name) => read(name, 'Source')))),
    ...(await Promise.all([...new Set(data)].map((name) => read(name, 'Data')))),
    {
      name: `${record.id}.edition.json`,
      bytes: Buffer.from(`${JSON.stringify({ ...record, outputs: [] }, null, 2)}\n`),
      mediaType: 'application/json',
      relationship: 'Supplement',
    },
  ];
}
