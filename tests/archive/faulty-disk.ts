import { readFile, writeFile } from 'node:fs/promises';
import { type Disk, realDisk } from '../../src/archive/disk/disk.ts';

/** What is told of each change before it is made; it may throw. `half` makes the first part of the change. */
export type Watch = (name: keyof Disk, target: string, half: () => Promise<void>) => Promise<void>;

/** A disk whose every change is announced first. */
export function watchedDisk(watch: Watch, disk: Disk = realDisk): Disk {
  const nothing = async () => {};
  return {
    async makeFolder(folder) {
      await watch('makeFolder', folder, nothing);
      await disk.makeFolder(folder);
    },
    async writeFile(file, bytes) {
      await watch('writeFile', file, () => writeFile(file, bytes.subarray(0, bytes.length >> 1), { flag: 'wx' }));
      await disk.writeFile(file, bytes);
    },
    async copyFile(from, to) {
      await watch('copyFile', to, async () => {
        const bytes = await readFile(from);
        await writeFile(to, bytes.subarray(0, bytes.length >> 1), { flag: 'wx' });
      });
      return disk.copyFile(from, to);
    },
    async rename(from, to) {
      await watch('rename', to, nothing);
      await disk.rename(from, to);
    },
    async link(file, name) {
      await watch('link', name, nothing);
      await disk.link(file, name);
    },
    async remove(name) {
      await watch('remove', name, nothing);
      await disk.remove(name);
    },
    async syncFolder(folder) {
      await watch('syncFolder', folder, nothing);
      await disk.syncFolder(folder);
    },
  };
}
