import { readdirSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { inNameOrder, notThere, type StoreFiles } from '../files.ts';
import { realDisk } from './disk.ts';
import { hashFiles } from './hash-files.ts';

/**
 * Reads a store, or any folder, on this machine's disk. Folders and small files, of which a store has very many, are read with
 * blocking calls: promises cost several times as much.
 */
export function diskFiles(root: string): StoreFiles {
  const at = (name: string) => path.join(root, ...name.split('/'));
  return {
    async entries(folder) {
      try {
        return inNameOrder(readdirSync(at(folder), { withFileTypes: true }));
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'ENOENT' || code === 'ENOTDIR') return [];
        throw error;
      }
    },
    read: async (file) => readFileSync(at(file)),
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
