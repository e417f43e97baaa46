import path from 'node:path';
import { objectPath } from '../layout.ts';
import type { Disk } from './disk.ts';

/** A storage root on disk, and how it is written to. */
export interface DiskPlace {
  /** Absolute path. */
  root: string;
  disk: Disk;
}

/** Where versions are staged and locks lie: on the file system of the objects, and gone when nobody writes. */
export function workFolder({ root }: Pick<DiskPlace, 'root'>): string {
  return path.join(root, 'extensions', 'kanben-work');
}

/** The absolute path of an object. */
export function objectFolder({ root }: Pick<DiskPlace, 'root'>, id: string): string {
  return path.join(root, ...objectPath(id));
}
