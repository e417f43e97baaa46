import { beforeAll, describe, expect, it } from 'vitest';
import { forOutput } from '../../../src/html/for-output.ts';
import type { TypesetBook } from '../../../src/html/index.ts';
import { composePart, idsOf } from '../../../src/pdf/compose/index.ts';
import { listParts, type Part } from '../../../src/pdf/pages.ts';
import { loadTemplate, type Template } from '../../../src/template/load.ts';
import { typesetFolder } from '../../typeset-folder.ts';

describe('composePart, on the sample', () => {
  let book: TypesetBook;
  let template: Template;
  let parts: Part[];

  beforeAll(async () => {
    const { book: whole } = await typesetFolder('manuscript');
    if (!whole) throw new Error('the sample has errors');
    book = forOutput(whole, 'pdf');
    template = await loadTemplate('report');
    parts = listParts(book, template);
  });

  const bodyOf = (id: string, asked: string[] = []) => {
    const part = parts.find((each) => each.id === id);
    if (!part) throw new Error(`no part ${id}`);
    const folio = (each: string) => {
      asked.push(each);
      return '77';
    };
    return composePart(part, book, template, '', { folio, continued: new Set() }).body;
  };

  it('has every target of the book in one part and no other', () => {
    const owners = new Map<string, string>();
    for (const part of parts) {
      for (const id of idsOf(part, book)) {
        expect(owners.get(id), `${id} in ${part.id}`).toBeUndefined();
        owners.set(id, part.id);
      }
    }
    const lost = [...book.targets.byId.keys()].filter((id) => !owners.has(id));
    expect(lost).toEqual([]);
  });

  it('links inside the part as #id, and to other parts at the address of elsewhere', () => {
    for (const part of parts) {
      const own = idsOf(part, book);
      const body = bodyOf(part.id);
      const inside = [...body.matchAll(/<a [^>]*href="#([^"]+)"/g)].map(([, id]) => decodeURI(id ?? ''));
      expect(inside.filter((id) => !own.has(id))).toEqual([]);
      const outside = [...body.matchAll(/href="https:\/\/elsewhere\.kanben\.invalid\/#([^"]+)"/g)];
      expect(outside.filter(([, id]) => own.has(decodeURI(id ?? '')))).toEqual([]);
    }
    expect(bodyOf('kb-contents')).toMatch(/<li class="level-1"><a href="https:\/\/elsewhere\.kanben\.invalid\/#/);
  });

  it('links every own id for a destination', () => {
    for (const part of parts) {
      const nav = /<nav hidden>(.*)<\/nav>/.exec(bodyOf(part.id))?.[1] ?? '';
      const linked = [...nav.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
      expect(linked).toEqual([...idsOf(part, book)]);
    }
  });

  it('asks for no page number where none is shown', () => {
    const askers = parts.filter(({ id }) => {
      const asked: string[] = [];
      bodyOf(id, asked);
      return asked.length > 0;
    });
    const shown = askers.map(({ id }) => id);
    expect(shown).toContain('kb-contents');
    expect(shown).not.toContain('kb-cover');
    expect(shown.length).toBeLessThan(parts.length / 2);
  });
});
