import { Failure } from '../report/failure.ts';
import type { Committed, Previous, Source } from './changes.ts';
import type { Digests } from './disk/disk.ts';
import { inventoryFiles } from './inventory.ts';
import { nameProblems } from './names.ts';
import type { Store } from './store.ts';
import { VersionContent } from './version-content.ts';

export interface CommitOptions {
  id: string;
  sources: readonly Source[];
  /** Files that tell of the others, made when those are kept. */
  derive: (previous: Previous | undefined, staged: ReadonlyMap<string, Digests>) => Promise<Source[]>;
  /** Files that alone do not make a new version when they differ. */
  incidental: (path: string) => boolean;
  /** Make a version although the files are the same: its state is another. */
  evenIfSame?: boolean;
  message: string;
  user: { name: string; address: string };
  created: Date;
  /** Milliseconds to wait for another writer. */
  patience?: number | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Adds a version to an object, or makes the object, in one step: whatever happens, a reader finds it as before or with the whole
 * new version. @throws Failure (1) names that cannot be kept, (2) files not as recorded, (3) disk, network or another writer
 */
export async function commitVersion(store: Store, options: CommitOptions): Promise<Committed> {
  const { id, sources, message, user, signal } = options;
  const problems = nameProblems(sources.map((source) => source.path));
  if (problems.length > 0) {
    throw new Failure(1, {
      zh: `有 ${problems.length} 个文件名不能存档：\n${problems.map(({ zh }) => zh).join('\n')}`,
      en: `${problems.length} file names cannot be archived:\n${problems.map(({ en }) => en).join('\n')}`,
    });
  }
  return store.changes.write(
    id,
    options.patience,
    async (draft) => {
      const { previous, version } = draft;
      const content = new VersionContent(draft);
      for (const source of sources) {
        signal?.throwIfAborted();
        await content.add(source);
      }
      if (previous && !options.evenIfSame && content.isSame(options.incidental)) {
        return { version: previous.version, isNew: false, added: 0 };
      }
      for (const source of await options.derive(previous, content.digests)) await content.add(source);
      const inventory = content.inventory({ id, created: options.created.toISOString(), message, user });
      signal?.throwIfAborted();
      await draft.finish(inventoryFiles(inventory));
      return { version, isNew: true, added: content.added };
    },
    signal,
  );
}
