import path from 'node:path';
import type { Digests } from './disk/disk.ts';
import { type ArchivedEdition, inOrder } from './edition.ts';

/** https://w3id.org/ro/crate/1.1: the edition as linked data, so that catalogues read it without knowing kanben. */
export function roCrate(edition: ArchivedEdition, staged: ReadonlyMap<string, Digests>): object {
  const people = edition.creators.map(({ name, role }, i) => ({
    '@id': `#creator-${i + 1}`,
    '@type': 'Person',
    name,
    role,
  }));
  const publisher = edition.publisher
    ? [{ '@id': '#publisher', '@type': 'Organization', name: edition.publisher }]
    : [];
  const rights = { '@id': '#rights', '@type': 'CreativeWork', name: edition.rights ?? '未说明 / not stated' };
  const files = inOrder(staged).map(([name, { bytes, sha256 }]) => ({
    '@id': fileId(name),
    '@type': 'File',
    name,
    encodingFormat: formatOf(edition, name),
    contentSize: String(bytes),
    sha256,
  }));
  return {
    '@context': 'https://w3id.org/ro/crate/1.1/context',
    '@graph': [
      {
        '@id': 'ro-crate-metadata.json',
        '@type': 'CreativeWork',
        conformsTo: { '@id': 'https://w3id.org/ro/crate/1.1' },
        about: { '@id': './' },
      },
      {
        '@id': './',
        '@type': 'Dataset',
        name: [edition.title, edition.subtitle].filter(Boolean).join('：'),
        description: edition.description ?? edition.title,
        datePublished: edition.date,
        inLanguage: edition.language,
        ...(edition.edition && { bookEdition: edition.edition }),
        creativeWorkStatus: edition.state,
        identifier: edition.identifiers.map(({ scheme, value }) => `${scheme}:${value}`),
        license: { '@id': rights['@id'] },
        creator: people.map((person) => ({ '@id': person['@id'] })),
        ...(publisher[0] && { publisher: { '@id': publisher[0]['@id'] } }),
        hasPart: files.map((file) => ({ '@id': file['@id'] })),
      },
      rights,
      ...people,
      ...publisher,
      ...files,
    ],
  };
}

/** A relative URI (RO-Crate 1.1, Data Entities). */
function fileId(name: string): string {
  return name.split('/').map(encodeURIComponent).join('/');
}

const formats: Readonly<Record<string, string>> = {
  '.md': 'text/markdown',
  '.yaml': 'application/yaml',
  '.json': 'application/json',
  '.csv': 'text/csv',
  '.css': 'text/css',
  '.html': 'text/html',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.bib': 'application/x-bibtex',
};

function formatOf(edition: ArchivedEdition, name: string): string {
  const output = edition.outputs.find((each) => each.path === name);
  return output?.mediaType ?? formats[path.posix.extname(name).toLowerCase()] ?? 'application/octet-stream';
}
