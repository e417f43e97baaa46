import { Failure } from '../report/failure.ts';
import type { Committed, Source } from './changes.ts';
import { commitVersion } from './commit.ts';
import { roCrate } from './crate.ts';
import { type EditionFacts, type EditionState, jsonBytes, placeInChain, places } from './edition.ts';
import { readEditionFile } from './read-edition.ts';
import { type FoundVersion, filesOf } from './read-version.ts';
import type { Store } from './store.ts';

export interface StateOptions {
  state: EditionState;
  reason: string | undefined;
  user: { name: string; address: string };
  now?: () => Date;
}

/**
 * Publishes or withdraws an edition: a new version with the same files, whose edition.json has the new state. The version as it
 * was stays. @throws Failure (2) if it is no edition of ours or has that state
 */
export async function changeState(store: Store, found: FoundVersion, options: StateOptions): Promise<Committed> {
  const { files, folder, inventory, version, publication } = found;
  const edition = await readEditionFile(files, folder, inventory, version);
  if (!edition) {
    throw new Failure(2, {
      zh: `${publication}@${version} 不是刊本存的版本，没有状态可改。`,
      en: `${publication}@${version} is no edition that kanben archived; it has no state.`,
    });
  }
  if (edition.state === options.state && version === inventory.head) {
    throw new Failure(2, {
      zh: `${publication}@${version} 已经是这个状态了（${edition.state}）。`,
      en: `${publication}@${version} has that state already (${edition.state}).`,
    });
  }
  const {
    number,
    supersedes: _version,
    previousInventory: _digest,
    state: _state,
    reason: _reason,
    ...facts
  } = edition;
  const remade: string[] = [places.edition, places.crate];
  const sources: Source[] = filesOf(found)
    .filter((file) => !remade.includes(file.path))
    .map(({ path: name, file, digest }) => ({ path: name, from: { bytes: () => files.read(file) }, sha512: digest }));
  return commitVersion(store, {
    id: inventory.id,
    sources,
    derive: async (previous, staged) => {
      const placed = placeInChain(
        facts as EditionFacts,
        { number, state: options.state, reason: options.reason },
        previous,
      );
      return [
        { path: places.crate, from: { bytes: async () => jsonBytes(roCrate(placed, staged)) } },
        { path: places.edition, from: { bytes: async () => jsonBytes(placed) } },
      ];
    },
    // The state itself is what is new.
    incidental: (name) => remade.includes(name),
    evenIfSame: true,
    message: `${version}：${options.state}${options.reason ? `，${options.reason}` : ''}`,
    user: options.user,
    created: (options.now ?? (() => new Date()))(),
  });
}
