import { escapeHtml } from '../../html/escape.ts';
import { objectId } from '../layout.ts';
import type { CataloguePublication } from './entries.ts';

/** Atom (RFC 4287) of all versions, newest first. Its times are those of the versions: the same store gives the same feed. */
export function atomFeed(publications: readonly CataloguePublication[]): string {
  const entries = publications
    .flatMap(({ publication, title, folder, versions }) =>
      versions.map(({ version, created, message, edition, user }) => ({
        publication,
        title,
        folder,
        version,
        created,
        message,
        edition,
        user,
      })),
    )
    .sort((a, b) => (a.created < b.created ? 1 : -1));
  const items = entries.map(({ publication, title, folder, version, created, message, edition, user }) => {
    const name = [edition?.title ?? title, edition?.edition, version].filter(Boolean).join('　');
    return `  <entry>
    <id>${escapeHtml(`${objectId(publication)}@${version}`)}</id>
    <title>${escapeHtml(name)}</title>
    <updated>${escapeHtml(created)}</updated>
    <author><name>${escapeHtml(edition?.publisher ?? user?.name ?? publication)}</name></author>
    <link rel="alternate" type="text/html" href="${folder}/index.html#${version}"/>
    <summary>${escapeHtml(edition?.reason ?? message ?? '')}</summary>
  </entry>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hans">
  <id>urn:kanben:catalogue</id>
  <title>出版物</title>
  <link rel="alternate" type="text/html" href="index.html"/>
  <updated>${escapeHtml(entries[0]?.created ?? '1970-01-01T00:00:00Z')}</updated>
${items.join('\n')}
</feed>
`;
}
