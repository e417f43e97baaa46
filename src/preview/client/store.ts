import { useEffect, useReducer } from 'preact/hooks';

/** A value that components follow. */
export class Store<T extends object> {
  value: T;
  readonly #followers = new Set<() => void>();

  constructor(value: T) {
    this.value = value;
  }

  set(change: Partial<T>): void {
    const entries = Object.entries(change) as [keyof T, unknown][];
    if (entries.every(([key, value]) => Object.is(this.value[key], value))) return;
    this.value = { ...this.value, ...change };
    for (const follow of this.#followers) follow();
  }

  follow(follower: () => void): () => void {
    this.#followers.add(follower);
    return () => {
      this.#followers.delete(follower);
    };
  }
}

export function useStore<T extends object>(store: Store<T>): T {
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => store.follow(() => again(undefined as never)), [store]);
  return store.value;
}
