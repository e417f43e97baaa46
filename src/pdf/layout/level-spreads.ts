import { blankOn, emptiness, type Patience } from './fill-holes.ts';
import type { Changes, Study } from './page-start.ts';
import { type Plan, planOn } from './plan.ts';
import type { PlannedPage } from './types.ts';

/** A page ends so many lines earlier at most than it could. */
const mostEarlier = 3;

/** What is to be avoided, against a page with one line blank; two lines count four times as much, and so on. */
const costs = { unequal: 16, split: 20, torn: 100 };

/** So many ways to plan the pages up to one are kept, besides the one that goes on as the pages were. */
const mostPaths = 3;

/** A way to plan the first pages. */
interface Path extends Plan {
  /** How many sheets lie in front of the next page, counted from a verso. */
  sheets: number;
  cost: number;
}

/**
 * Facing pages of equal depth: where one of two is left short, as a single line or a heading must not stand at its foot, the other
 * ends some lines earlier, or both do, so that their last lines stand at one height. A page that has notes ends with them, at the
 * foot: it is as deep as a full one. `first`: the side of the leaf that the chapter begins on.
 *
 * To end a page earlier moves all that follow. So the ways to plan the pages up to a spread are compared by what they cost, of
 * those that go on alike behind it only the best is kept, and the next spread is planned in several ways behind each.
 *
 * The chapter takes as many sheets as before, on whichever side it begins: the pages behind it stay where they are. Nor are there
 * more holes, nor notes that go on overleaf. Where that cannot be had, pages stay unequal.
 */
export function levelSpreads(study: Study, plan: Plan, first: 'recto' | 'verso', patience: Patience): Plan {
  const isNoWorse = comparedWith(study, plan);
  const ends: Path[] = [];
  let paths: Path[] = [{ pages: [], changes: plan.changes, sheets: first === 'verso' ? 0 : 1, cost: 0 }];
  while (paths.length > 0) {
    const found = new Map<string, Path>();
    for (const path of paths) {
      const next = waysOn(study, path, patience);
      if (next.length === 0) ends.push(path);
      for (const one of next) {
        const key = endOf(one);
        if (one.cost < (found.get(key)?.cost ?? Number.POSITIVE_INFINITY)) found.set(key, one);
      }
    }
    const cheapest = [...found.values()].sort((a, b) => a.cost - b.cost);
    paths = cheapest.filter((path, i) => i < mostPaths || goesOnAs(path, plan));
  }
  return ends.sort((a, b) => a.cost - b.cost).find(isNoWorse) ?? plan;
}

/** The ways to plan what follows: both pages of a spread, or a recto alone with which the chapter begins. */
function waysOn(study: Study, path: Path, patience: Patience): Path[] {
  const number = path.pages.length;
  const isVerso = path.sheets % 2 === 0;
  const ways: Path[] = [];
  for (const verso of endings(study, path, patience)) {
    const left = verso.pages[number];
    if (!left) return [];
    const sheets = path.sheets + left.sheets;
    const alone = { ...verso, sheets, cost: path.cost + costOf(study, left) };
    if (!isVerso || left.sheets > 1 || !goesOn(study, left)) {
      // It faces nothing: there is nothing to gain if it ends earlier.
      return [alone];
    }
    for (const recto of endings(study, verso, patience)) {
      const right = recto.pages[number + 1];
      if (!right) return [alone];
      const unequal = right.sheets === 1 && goesOn(study, right) && !isLevel(study, left, right) ? costs.unequal : 0;
      const cost = alone.cost + costOf(study, right) + unequal;
      ways.push({ ...recto, sheets: sheets + right.sheets, cost });
    }
  }
  return ways;
}

/** A plan with one page more: as it is, and with that page some lines shorter. */
function* endings(study: Study, { pages, changes }: Plan, patience: Patience): Generator<Plan> {
  const number = pages.length;
  const before = changes.earlier.get(number) ?? 0;
  const ends = new Set<number>();
  for (let lines = 0; lines <= mostEarlier; lines++) {
    if (lines > 0 && patience.items <= 0) return;
    const other: Changes = { ...changes, earlier: new Map(changes.earlier).set(number, before + lines) };
    const used = lines === 0 ? changes : other;
    const tried = planOn(study, used, pages, number + 1);
    const last = tried[number];
    patience.items -= (last?.to ?? 0) - (last?.from ?? 0);
    if (lines > 0 && last && (ends.has(last.to) || blankLines(study, last) > mostEarlier + 0.5)) continue;
    if (last) ends.add(last.to);
    yield { pages: tried, changes: used };
  }
}

function costOf(study: Study, page: PlannedPage): number {
  const { items } = study.measured;
  const split = page.notes.filter(({ from }) => from > 0).length * costs.split;
  const torn = items[page.to]?.before === 'avoid' ? costs.torn : 0;
  return split + torn + (goesOn(study, page) ? blankLines(study, page) ** 2 : 0);
}

function blankLines(study: Study, page: PlannedPage): number {
  return blankOn(study, page) / (study.measured.row || study.options.pageHeight);
}

/** Whether a page has text that goes on behind it: it does not end a chapter or stand in front of a forced break. */
function goesOn({ measured: { items } }: Study, { textHeight, to }: PlannedPage): boolean {
  const next = items[to];
  return textHeight > 0 && next !== undefined && next.before !== 'forced';
}

function isLevel(study: Study, left: PlannedPage, right: PlannedPage): boolean {
  const [one, other] = [left, right].map((page) => (page.notesHeight > 0 ? 0 : blankLines(study, page)));
  return Math.abs((one ?? 0) - (other ?? 0)) < 0.5;
}

/** What decides all that follows: the number of the page, where the text goes on, what waits. */
function endOf({ pages }: Plan): string {
  const last = pages.at(-1);
  return JSON.stringify([pages.length, last?.to, last?.onward]);
}

/** Whether what follows is as it was before. */
function goesOnAs({ pages }: Plan, plan: Plan): boolean {
  return endOf({ ...plan, pages: plan.pages.slice(0, pages.length) }) === endOf({ ...plan, pages });
}

/** Tells of a plan whether it takes as many sheets as another, and has no more holes, divided notes or torn pages. */
function comparedWith(study: Study, plan: Plan): (other: Plan) => boolean {
  const { items } = study.measured;
  const facts = ({ pages }: Plan) => ({
    sheets: pages.reduce((sum, page) => sum + page.sheets, 0),
    split: pages.flatMap(({ notes }) => notes).filter(({ from }) => from > 0).length,
    torn: pages.filter(({ to }) => items[to]?.before === 'avoid').length,
    empty: emptiness(study, pages),
  });
  const had = facts(plan);
  return (other) => {
    const { sheets, split, torn, empty } = facts(other);
    return sheets === had.sheets && split <= had.split && torn <= had.torn && empty <= had.empty;
  };
}
