import type { Check } from './check.ts';

/** Notes at the foot of the page that begin on another page than the one that calls them. */
export const notePages: Check = {
  id: 'print:note-page',
  title: { zh: '注不在当页', en: 'notes on another page' },
  clause: 'CLREQ 3.3.4',
  severity: 'warning',
  *find({ facts, destinations }) {
    for (const { id, mark } of facts.notes) {
      const [called, begins] = [destinations.get(mark), destinations.get(id)];
      if (called === undefined || begins === undefined || called === begins) continue;
      const texts = {
        zh: '注号在这一页，注文却从第 {folio} 页起',
        en: 'a note is called on this page and begins on page {folio}',
      };
      yield { page: called, other: begins, texts };
    }
  },
};
