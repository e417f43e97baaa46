import { describe, expect, it } from 'vitest';
import { planPages } from '../../../src/pdf/layout/plan.ts';
import type { Item, Measured } from '../../../src/pdf/layout/types.ts';

/** Lines of 10 px, one below the other; `n` a note of that many lines, `a` no break before, `f` a forced one. */
function chapter(lines: string): Measured {
  const marks: Measured['marks'] = [];
  const notes: Measured['notes'] = [];
  const items = lines.split(' ').map((line, i): Item => {
    const length = Number(/\d+/.exec(line)?.[0] ?? 0);
    if (length > 0) {
      const id = `note${notes.length + 1}`;
      marks.push({ id: `mark${notes.length + 1}`, note: id, item: i });
      notes.push({ id, items: stack(length), height: length * 10, gap: 0, nested: [] });
    }
    return { ...at(i), before: line.includes('a') ? 'avoid' : line.includes('f') ? 'forced' : 'auto' };
  });
  return { items, marks, notes, separator: 10 };
}

function at(i: number): Item {
  return { start: i * 10, end: i * 10 + 10, before: 'auto', lead: 0, tail: 0 };
}

function stack(length: number): Item[] {
  return Array.from({ length }, (_, i) => ({ ...at(i), before: i === 1 || i === length - 1 ? 'avoid' : 'auto' }));
}

/** Each page as its lines and the lines of its notes. */
function plan(lines: string, pageHeight = 100): string[] {
  return planPages(chapter(lines), { pageHeight, repeatNotes: true }).map(
    ({ from, to, notes }) =>
      `${from}-${to}${notes.map((piece) => ` ${piece.note} ${piece.from}-${piece.to}`).join('')}`,
  );
}

describe('a page', () => {
  it('takes as many lines as fit', () => {
    expect(plan('. . . . . . . . . . . .')).toEqual(['0-10', '10-12']);
  });

  it('takes fewer for its notes and the rule over them', () => {
    expect(plan('n2 . . . . . . . . .')).toEqual(['0-7 note1 0-2', '7-10']);
  });

  it('leaves a line whose note does not fit to the next', () => {
    expect(plan('. . . . . . . . n2 .')).toEqual(['0-8', '8-10 note1 0-2']);
  });

  it('does not end before what must not be parted, such as a heading from its text', () => {
    expect(plan('. . . . . . . . . . a a .')).toEqual(['0-9', '9-13']);
  });

  it('ends where the style sheet says so', () => {
    expect(plan('. . f . .')).toEqual(['0-2', '2-5']);
  });

  it('splits a long note rather than stay empty, two lines at least on either side', () => {
    expect(plan('. . n12 . . .')).toEqual(['0-6 note1 0-3', '6-6 note1 3-12']);
  });

  it('breaks between what should stay together where nothing else is left', () => {
    expect(plan('. a a a a a a a a a a a')).toEqual(['0-10', '10-12']);
  });

  it('is followed by as many sheets as what is higher than a page takes', () => {
    const tall = chapter('. . .');
    tall.items[1] = { start: 10, end: 260, before: 'auto', lead: 0, tail: 0 };
    tall.items[2] = { start: 260, end: 270, before: 'auto', lead: 0, tail: 0 };
    expect(planPages(tall, { pageHeight: 100, repeatNotes: true }).map(({ sheets }) => sheets)).toEqual([1, 3, 1]);
  });

  it('of notes alone follows a chapter that ends before its notes', () => {
    const pages = plan('n30');
    expect(pages.at(0)).toMatch(/^0-1 note1 0-/);
    expect(pages.at(-1)).toMatch(/^1-1 note1 \d+-30$/);
  });
});
