/** A number of places that work waits for, first come first served. Work may ask for several at once. */
export class Slots {
  /** How many there are. */
  readonly most: number;
  #free: number;
  readonly #waiting: { count: number; start: () => void }[] = [];

  constructor(most: number) {
    this.most = most;
    this.#free = most;
  }

  /** Does `work` while it holds `count` places; `'all'` lets nothing else run meanwhile. */
  async hold<T>(count: number | 'all', work: () => Promise<T>): Promise<T> {
    const wanted = count === 'all' ? this.most : count;
    await new Promise<void>((start) => {
      this.#waiting.push({ count: wanted, start });
      this.#next();
    });
    try {
      return await work();
    } finally {
      this.#free += wanted;
      this.#next();
    }
  }

  #next(): void {
    for (let first = this.#waiting[0]; first && first.count <= this.#free; first = this.#waiting[0]) {
      this.#waiting.shift();
      this.#free -= first.count;
      first.start();
    }
  }
}
