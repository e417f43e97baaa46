import { open, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { inNameOrder, notThere, type StoreFiles } from '../files.ts';
import { realDisk } from './disk.ts';
import { hashFiles } from './hash-files.ts';

/** Reads a store, or any folder, on this machine's disk. */
export function diskFiles(root: string): StoreFiles {
  const at = (name: string) => path.join(root, ...name.split('/'));
  return {
    async entries(folder) {
      const entries = await readdir(at(folder), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
        throw error;
      });
      return inNameOrder(entries);
    },
    read: (file) => readFile(at(file)),
    hash: (jobs) => hashFiles(jobs.map(({ file, algorithms }) => ({ file: at(file), algorithms }))),
    async copyOut(file, target) {
      const source = at(file);
      // Of the two the one that is read is tried by itself: the other's disk may be full.
      await open(source, 'r').then(
        (handle) => handle.close(),
        () => Promise.reject(notThere(file)),
      );
      return realDisk.copyFile(source, target).catch((error: NodeJS.ErrnoException) => {
        throw error.syscall === 'read' || error.path === source ? notThere(file) : error;
      });
    },
  };
}
