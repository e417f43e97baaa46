import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { htmlReport } from '../compare/html-report.ts';
import { compareVersions } from '../compare/index.ts';
import { places } from '../edition.ts';
import { readObject } from '../inventory.ts';
import { type ListedPublication, listPublications, outputName } from '../list.ts';
import { makeNewFolder } from '../new-folder.ts';
import { type FoundVersion, filesOf, unreadable } from '../read-version.ts';
import type { Store } from '../store.ts';
import { coverOf } from './cover.ts';
import { type CataloguePublication, type CatalogueVersion, folderOf, titleOf } from './entries.ts';
import { atomFeed } from './feed.ts';
import { indexPage, publicationPage } from './html.ts';

/**
 * Writes a catalogue of the store as static pages to a new folder: it works from disk and from any web server. Every file in it
 * was checked on the way. Drafts are left out. Returns how many publications. @throws Failure (2) the folder is taken, (3) damage or disk
 */
export async function writeCatalogue(store: Store, out: string, signal?: AbortSignal): Promise<number> {
  const { publications } = await listPublications(store);
  let count = 0;
  await makeNewFolder(out, async (site) => {
    const shown: CataloguePublication[] = [];
    for (const listed of publications) {
      signal?.throwIfAborted();
      const published = withoutDrafts(listed);
      if (published) shown.push(await writePublication(store, published, site));
    }
    count = shown.length;
    await writeFile(path.join(site, 'index.html'), indexPage(shown));
    await writeFile(path.join(site, 'feed.xml'), atomFeed(shown));
  });
  return count;
}

/** What the public may see; undefined if that is nothing. */
function withoutDrafts(listed: ListedPublication): ListedPublication | undefined {
  const versions = listed.versions.filter(({ edition }) => edition?.state !== 'draft');
  return versions.length > 0 ? { ...listed, versions } : undefined;
}

async function writePublication(
  { files: stored }: Store,
  listed: ListedPublication,
  site: string,
): Promise<CataloguePublication> {
  const { publication, folder: object } = listed;
  const folder = folderOf(publication);
  const target = path.join(site, folder);
  await mkdir(target);
  const read = await readObject(stored, object);
  const versions: CatalogueVersion[] = [];
  let before: FoundVersion | undefined;
  for (const version of read ? listed.versions : []) {
    if (!read) break;
    const found: FoundVersion = {
      publication,
      files: stored,
      folder: object,
      inventory: read.inventory,
      version: version.version,
    };
    const files = await copyOutputs(found, target);
    const changes = before && (await writeChanges(before, found, target));
    versions.unshift({ ...version, files, ...(changes && { changes }) });
    before = found;
  }
  const cover = await writeCover(versions[0]?.files ?? [], target);
  const shown = { publication, title: titleOf(listed), folder, versions, ...(cover && { cover }) };
  await writeFile(path.join(target, 'index.html'), publicationPage(shown));
  return shown;
}

async function copyOutputs(found: FoundVersion, target: string): Promise<CatalogueVersion['files']> {
  const outputs = filesOf(found).filter(
    (file) => file.path.startsWith(places.outputs) && /\.(pdf|epub)$/.test(file.path),
  );
  const copied: CatalogueVersion['files'] = [];
  for (const output of outputs) {
    const name = `${found.version}/${outputName(output.path)}`;
    const file = path.join(target, ...name.split('/'));
    await mkdir(path.dirname(file), { recursive: true });
    const digests = await found.files.copyOut(output.file, file);
    if (digests[found.inventory.digestAlgorithm] !== output.digest) {
      throw unreadable(`${found.publication}@${found.version}`, output.path);
    }
    copied.push({ name, bytes: digests.bytes, sha512: digests.sha512 });
  }
  return copied;
}

/** The report without pictures of pages; undefined where only the state changed. */
async function writeChanges(before: FoundVersion, after: FoundVersion, target: string): Promise<string | undefined> {
  const comparison = await compareVersions(before, after);
  if (comparison.files.length === 0 && comparison.epub.length === 0 && !comparison.pdf) return undefined;
  const name = `${before.version}-${after.version}.html`;
  await writeFile(path.join(target, name), htmlReport(comparison, { before: new Map(), after: new Map() }));
  return name;
}

async function writeCover(files: CatalogueVersion['files'], target: string): Promise<string | undefined> {
  const epub = files.find(({ name }) => name.endsWith('.epub'));
  const cover = epub && coverOf(await readFile(path.join(target, ...epub.name.split('/'))));
  if (!cover) return undefined;
  const name = `cover${cover.extension}`;
  await writeFile(path.join(target, name), cover.bytes);
  return name;
}
