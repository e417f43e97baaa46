import { expect, it } from 'vitest';
import { compilePart } from '../../../src/pdf/assemble/compile.ts';
import { assemble, type PlacedPart } from '../../../src/pdf/assemble/index.ts';
import { peek } from '../../../src/pdf/assemble/peek.ts';
import { composePart, composeParts } from '../../../src/pdf/compose/index.ts';
import { listParts, type PageInfo } from '../../../src/pdf/pages.ts';
import { factsOfParts } from '../../../src/pdf/part-facts.ts';
import { plainAudit, plainFacts } from '../audit/plain-facts.ts';
import { outlineOfTags, readTagTree } from '../tag-tree.ts';
import { openWorkshop, stamp } from './assemble-parts.ts';
import { read, seenPages } from './compare.ts';

const known = { folio: () => '7', continued: new Set<string>() };

it.each(['tagged', 'references'])(
  'a manuscript assembled from its parts is what a single print of it is: %s',
  async (name) => {
    const { book, template, fontCss, print, close } = await openWorkshop(name);
    try {
      const list = listParts(book, template);
      const facts = factsOfParts(list, book, template, plainAudit);
      const parts = await Promise.all(
        list.map(async (part): Promise<PlacedPart> => {
          const bytes = await print(composePart(part, book, template, fontCss, known));
          const compiled = await compilePart(bytes, facts.get(part) as never);
          const { count, destinations } = compiled;
          expect(peek(bytes), part.id).toEqual({ count, destinations });
          return { part, compiled };
        }),
      );
      const page: PageInfo = { kind: 'text', side: 'recto', folio: '', head: '', label: '1' };
      const join = (placed: PlacedPart[]) => {
        const pages = placed.flatMap(({ compiled }) => compiled.pages.map(() => page));
        return assemble(placed, [], pages, book, template, { ...stamp, claims: [] });
      };
      const inParts = (await join(parts)).bytes;

      const whole = await print(composeParts(list, book, template, fontCss, known));
      const all = [...facts.values()];
      const together = {
        ...plainFacts('whole', book.config.language),
        formulas: all.flatMap((each) => each.formulas),
        notes: all.flatMap((each) => each.notes),
        titles: all.flatMap((each) => each.titles),
      };
      const [first] = list;
      if (!first) throw new Error('no parts');
      const atOnce = (await join([{ part: first, compiled: await compilePart(whole, together) }])).bytes;

      const foot = (template.page.margins.bottom * 72) / 25.4 - 6;
      const [seen, expected] = [await seenPages(await read(inParts), foot), await seenPages(await read(atOnce), foot)];
      expect(seen).toEqual(expected);
      expect(expected.flatMap(({ links }) => links).length).toBeGreaterThan(8);
      const [ours, theirs] = [await readTagTree(inParts), await readTagTree(atOnce)];
      expect(outlineOfTags(ours)).toBe(outlineOfTags(theirs));
      // Each part numbers its header cells by itself, and objects stand in another order.
      const plain = (tree: typeof ours) =>
        JSON.stringify(tree)
          .replace(/"id":"[^"]*-cell\d+"|"object":\d+/g, '""')
          .replace(/"refs":\[([\d,]*)\]/g, (_, refs: string) => `"refs":${refs.split(',').length}`);
      expect(plain(ours)).toBe(plain(theirs));
      const dests = async (bytes: Uint8Array) => Object.keys(await (await read(bytes)).getDestinations());
      expect(await dests(inParts)).toEqual(await dests(atOnce));
    } finally {
      await close();
    }
  },
);
