import type { Reach, Shown } from '../html/locators.ts';

/** The places of an index entry in a book without pages: the sections that they stand in, each once. */
export function showSections(reaches: Reach[]): Shown[] {
  const shown = new Map<string, Shown>();
  for (const { from, to } of reaches) {
    const ends = from.place === to.place ? [from.place] : [from.place, to.place];
    const name = ends.join('–');
    const before = shown.get(name);
    if (before) before.main ||= from.main;
    else {
      shown.set(name, {
        from: { id: from.id, text: from.place },
        ...(ends.length > 1 && { to: { id: to.id, text: to.place } }),
        main: from.main,
      });
    }
  }
  return [...shown.values()];
}
