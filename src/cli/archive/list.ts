import { contentPath, stateOf } from '../../archive/inventory.ts';
import { type ListedPublication, type ListedVersion, listPublications, listVersions } from '../../archive/list.ts';
import { findVersion, splitAddress } from '../../archive/read-version.ts';
import { displayWidth } from '../../report/display-width.ts';
import type { InterfaceLanguage } from '../../report/language.ts';
import type { Session } from '../session.ts';
import { openToRead } from './open.ts';

const states = {
  draft: { zh: '草稿', en: 'draft' },
  published: { zh: '已发布', en: 'published' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
} as const;

/** `kanben archive list`. Returns the exit status. */
export async function list({ store: folder }: { store: string }, session: Session): Promise<number> {
  const { stdout, stderr, reporter, language } = session;
  const store = await openToRead(folder);
  const { publications, damaged } = await listPublications(store);
  if (reporter === 'json') {
    const plain = publications.map(({ publication, versions }) => ({
      publication,
      versions: versions.map(plainVersion),
    }));
    stdout.write(`${JSON.stringify({ ok: damaged.length === 0, publications: plain, damaged }, null, 2)}\n`);
  } else for (const listed of publications) stdout.write(publicationText(listed, language));
  if (damaged.length === 0) return 0;
  const places = damaged.join('\n  ');
  stderr.write(
    language === 'zh'
      ? `有 ${damaged.length} 个对象的清单读不出，请运行 kanben archive verify：\n  ${places}\n`
      : `The inventories of ${damaged.length} objects cannot be read; run kanben archive verify:\n  ${places}\n`,
  );
  return 1;
}

/** `kanben archive show ID[@V]`: the versions, or the files of one. Returns the exit status. */
export async function show(id: string, { store: root }: { store: string }, session: Session): Promise<number> {
  const { stdout, reporter, language } = session;
  const store = await openToRead(root);
  const { folder: object, inventory, version: name } = await findVersion(store, id);
  const listed = await listVersions(store.files, object);
  if (!listed) return 1;
  const version = splitAddress(id).version ? listed.versions.find((each) => each.version === name) : undefined;
  const files = version && [...stateOf(inventory, version.version)];
  if (reporter === 'json') {
    const plain = version
      ? {
          ...plainVersion(version),
          publication: listed.publication,
          files: files?.map(([name, sha512]) => ({ path: name, sha512, content: contentPath(inventory, sha512) })),
        }
      : { publication: listed.publication, versions: listed.versions.map(plainVersion) };
    stdout.write(`${JSON.stringify(plain, null, 2)}\n`);
    return 0;
  }
  stdout.write(publicationText({ ...listed, versions: version ? [version] : listed.versions }, language));
  for (const [name, digest] of files ?? []) stdout.write(`    ${digest.slice(0, 16)}…  ${name}\n`);
  return 0;
}

function plainVersion({ version, created, message, user, edition }: ListedVersion): object {
  return { version, created, message, user, edition };
}

function publicationText({ publication, versions }: ListedPublication, language: InterfaceLanguage): string {
  const rows = versions.map(({ version, created, message, edition }) => [
    version,
    edition?.date ?? created.slice(0, 10),
    edition ? states[edition.state][language] : '',
    edition ? [edition.title, edition.edition].filter(Boolean).join('　') : (message ?? ''),
    edition?.reason ?? '',
  ]);
  const widths = [0, 1, 2, 3].map((i) => Math.max(...rows.map((row) => displayWidth(row[i] ?? ''))));
  const line = (row: string[]) =>
    row
      .map((cell, i) => cell + ' '.repeat(Math.max(0, (widths[i] ?? 0) - displayWidth(cell))))
      .join('  ')
      .trimEnd();
  return `${publication}\n${rows.map((row) => `  ${line(row)}\n`).join('')}`;
}
