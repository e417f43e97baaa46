import { hexDigest } from '../inventory.ts';
import type { ListedPublication, ListedVersion } from '../list.ts';

/** A version as the catalogue shows it. */
export interface CatalogueVersion extends ListedVersion {
  /** Downloads: path below the publication's folder, size and digest. */
  files: { name: string; bytes: number; sha512: string }[];
  /** The report of what changed since the version before, below the publication's folder. */
  changes?: string;
}

export interface CataloguePublication {
  publication: string;
  title: string;
  /** Its folder in the site. */
  folder: string;
  cover?: string;
  /** Newest first. */
  versions: CatalogueVersion[];
}

/** A folder name for a publication that every system and address can hold. */
export function folderOf(publication: string): string {
  return /^[A-Za-z0-9][A-Za-z0-9_-]{0,60}$/.test(publication)
    ? publication.toLowerCase() === publication
      ? publication
      : `${publication.toLowerCase()}-${hexDigest('sha256', publication).slice(0, 8)}`
    : hexDigest('sha256', publication).slice(0, 16);
}

export function titleOf({ publication, versions }: ListedPublication): string {
  return versions.at(-1)?.edition?.title ?? publication;
}
