/** What waits for its turn; the nearer, the sooner. */
interface Waiting {
  distance: () => number;
  begin: () => void;
}

const waiting: Waiting[] = [];
let busy = false;

/**
 * Does one piece of work at a time, the one that is nearest to what is looked at first: all at once, each would be as late as the
 * last.
 */
export async function inTurn(distance: () => number, work: () => Promise<void>): Promise<void> {
  if (busy) await new Promise<void>((begin) => waiting.push({ distance, begin }));
  busy = true;
  try {
    await work();
  } finally {
    busy = false;
    const [next] = waiting.sort((a, b) => a.distance() - b.distance());
    if (next) {
      waiting.splice(waiting.indexOf(next), 1);
      // Nobody else may come in between.
      busy = true;
      next.begin();
    }
  }
}
