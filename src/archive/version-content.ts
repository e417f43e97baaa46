import { Failure } from '../report/failure.ts';
import type { Draft, Source } from './changes.ts';
import type { Digests } from './disk/disk.ts';
import { contentPath, type Inventory, type InventoryVersion, inventoryType, stateOf } from './inventory.ts';
import { portablePath } from './names.ts';

/** The content of a version while it fills: bytes that the object has already are not kept again. */
export class VersionContent {
  readonly digests = new Map<string, Digests>();
  /** sha512 by logical path. */
  readonly state = new Map<string, string>();
  added = 0;
  readonly #draft: Draft;
  readonly #fresh = new Map<string, string>();

  constructor(draft: Draft) {
    this.#draft = draft;
  }

  /** @throws Failure (2) if the bytes are not those that were recorded */
  async add(source: Source): Promise<void> {
    const { path: logical, from } = source;
    const portable = portablePath(logical);
    const digests = await this.#draft.keep(portable, from, (sha512) => this.#has(sha512));
    checkRecorded(source, digests);
    if (!this.#has(digests.sha512)) {
      this.#fresh.set(digests.sha512, `${this.#draft.version}/content/${portable}`);
      this.added += digests.bytes;
    }
    this.digests.set(logical, digests);
    this.state.set(logical, digests.sha512);
  }

  /** Whether the version before holds the same files, apart from incidental ones. */
  isSame(incidental: (path: string) => boolean): boolean {
    const { previous } = this.#draft;
    if (!previous) return false;
    const before = [...stateOf(previous.inventory, previous.version)].filter(([name]) => !incidental(name));
    const after = [...this.state].filter(([name]) => !incidental(name));
    return before.length === after.length && before.every(([name, digest]) => this.state.get(name) === digest);
  }

  inventory(described: { id: string } & Omit<InventoryVersion, 'state'>): Inventory {
    const { previous, version } = this.#draft;
    const { id, created, message, user } = described;
    const manifest = new Map(Object.entries(previous?.inventory.manifest ?? {}));
    for (const [digest, name] of this.#fresh) manifest.set(digest, [name]);
    return {
      id,
      type: inventoryType,
      digestAlgorithm: 'sha512',
      head: version,
      manifest: Object.fromEntries([...manifest].sort(([, [a = '']], [, [b = '']]) => (a < b ? -1 : 1))),
      versions: {
        ...previous?.inventory.versions,
        [version]: {
          created,
          ...(message !== undefined && { message }),
          ...(user && { user }),
          state: byDigest(this.state),
        },
      },
    };
  }

  #has(digest: string): boolean {
    const { previous } = this.#draft;
    return this.#fresh.has(digest) || (previous !== undefined && contentPath(previous.inventory, digest) !== undefined);
  }
}

function byDigest(state: ReadonlyMap<string, string>): Record<string, string[]> {
  const names = new Map<string, string[]>();
  for (const [name, digest] of [...state].sort(([a], [b]) => (a < b ? -1 : 1))) {
    names.set(digest, [...(names.get(digest) ?? []), name]);
  }
  return Object.fromEntries(names);
}

function checkRecorded({ path: name, sha256, sha512 }: Source, digests: Digests): void {
  if ((sha256 ?? digests.sha256) === digests.sha256 && (sha512 ?? digests.sha512) === digests.sha512) return;
  throw new Failure(2, {
    zh: `${name} 与记录里的摘要不符：做成之后改过，没有存档。请重新 build 再存档。`,
    en: `${name} is not as its record says: it was changed after the build; nothing was archived. Build again, then archive.`,
  });
}
