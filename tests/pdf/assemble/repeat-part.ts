import type { PlacedPart } from '../../../src/pdf/assemble/index.ts';

/** A part once more, under ids of its own, as if it were another chapter. */
export function repeatPart({ part, compiled }: PlacedPart, k: number): PlacedPart {
  const renamed = <T>(map: ReadonlyMap<string, T>) => new Map([...map].map(([id, value]) => [`${id}-${k}`, value]));
  return {
    part: { ...part, id: `${part.id}-${k}` },
    compiled: {
      ...compiled,
      destinations: renamed(compiled.destinations),
      places: renamed(compiled.places),
      ids: compiled.ids.map(([id, tag]) => [id.replace(/[)>]$/, (end) => (end === ')' ? `-${k})` : end)), tag]),
    },
  };
}
