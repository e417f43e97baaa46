import type { EditionRecord } from '../edition/record.ts';
import type { Digests } from './disk/disk.ts';
import { inOrder, places } from './edition.ts';

/**
 * An in-toto Statement v1 (https://in-toto.io/Statement/v1) with SLSA provenance v1: these outputs were made from those inputs by
 * these tools. It holds no time and no machine: the same build gives the same statement.
 */
export function provenance(record: EditionRecord, staged: ReadonlyMap<string, Digests>): object {
  const files = inOrder(staged);
  const [builder, ...tools] = record.tools;
  const outputs = new Set(record.outputs.map(({ path }) => `${places.outputs}${path}`));
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: files
      .filter(([name]) => outputs.has(name))
      .map(([name, { sha256, sha512 }]) => ({ name, digest: { sha256, sha512 } })),
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: 'urn:kanben:build:1',
        externalParameters: {
          manuscript: places.manuscript,
          ...(record.editionName && { edition: record.editionName }),
          template: record.template.name,
          ...(record.modified && { modified: record.modified }),
        },
        resolvedDependencies: [
          ...files
            .filter(([name]) => name.startsWith(places.manuscript) || name.startsWith(places.template))
            .map(([name, { sha256 }]) => ({ name, digest: { sha256 } })),
          ...record.template.fonts.map(({ path, sha256 }) => ({ name: `font:${path}`, digest: { sha256 } })),
          ...tools.map(({ name, version, sha256 }) => ({ name: `${name} ${version}`, digest: { sha256 } })),
        ],
      },
      runDetails: {
        builder: {
          id: 'urn:kanben:builder',
          version: { kanben: builder?.version ?? '' },
          builderDependencies: builder ? [{ name: builder.name, digest: { sha256: builder.sha256 } }] : [],
        },
      },
    },
  };
}
