import { describe, expect, it } from 'vitest';
import { planPages } from '../../../src/pdf/layout/plan.ts';
import { planChapter } from '../../../src/pdf/layout/plan-chapter.ts';
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
  return { items, marks, notes, separator: 10, row: 0 };
}

function at(i: number): Item {
  return { start: i * 10, end: i * 10 + 10, before: 'auto', lead: 0, tail: 0 };
}

function stack(length: number): Item[] {
  return Array.from({ length }, (_, i) => ({ ...at(i), before: i === 1 || i === length - 1 ? 'avoid' : 'auto' }));
}

/** Each page as its lines and the lines of its notes. */
function plan(lines: string, planned: typeof planPages = planPages): string[] {
  return planned(chapter(lines), { pageHeight: 100, repeatNotes: true }).map(
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

  it('gives the rest of the page that a chapter ends on to a note that goes on', () => {
    const pages = plan('n30 . . . . . . . .');
    expect(pages.slice(0, 2)).toEqual(['0-7 note1 0-2', '7-9 note1 2-9']);
  });

  it('of notes alone follows a chapter that ends before its notes', () => {
    const pages = plan('n30');
    expect(pages.at(0)).toMatch(/^0-1 note1 0-/);
    expect(pages.at(-1)).toMatch(/^1-1 note1 \d+-30$/);
  });
});

describe('a hole', () => {
  it('is left where a page is planned by itself', () => {
    expect(plan('. . . . . n2 a a . . .')).toEqual(['0-5', '5-11 note1 0-2']);
  });

  it('is closed by ending the page before earlier', () => {
    expect(plan('. . . . . . . . . . . . . . . . . a a a a a a . .')).toEqual(['0-10', '10-16', '16-25']);
    expect(plan('. . . . . . . . . . . . . . . . . a a a a a a . .', planChapter)).toEqual(['0-8', '8-16', '16-25']);
  });

  it('is closed by a note of which a single line goes on, if by nothing else', () => {
    expect(plan('. . . . . n2 a a . . .', planChapter)).toEqual(['0-8 note1 0-1', '8-11 note1 1-2']);
  });
});

describe('a figure', () => {
  /** Lines of 10 px; `F` and `T` figures of five lines that may move, of two kinds, `G` one of six, `P` one of a page; `h` a section's heading, `b` in a frame. */
  function withFigures(lines: string, options: { acrossSections?: boolean } = {}): string[] {
    const measured = chapter(lines);
    let top = 0;
    for (const [i, line] of lines.split(' ').entries()) {
      const item = measured.items[i] as Item;
      const kind = /[FGPT]/.exec(line)?.[0];
      const high = { G: 60, P: 100 }[kind ?? ''] ?? 50;
      Object.assign(item, { start: top, end: top + (kind ? high : 10) });
      top = item.end;
      if (kind) Object.assign(item, { figure: kind, float: { id: `${kind}${i}`, height: high, closes: high } });
      if (line.includes('h')) item.section = true;
      if (line.includes('b')) item.boxed = true;
    }
    return planPages(measured, { pageHeight: 100, repeatNotes: true, ...options }).map(
      ({ from, to, floats, notes, textHeight }) =>
        `${floats.map((item) => `[${item}]`).join('')}${from}-${to} ${textHeight}${notes.map(({ note }) => ` ${note}`).join('')}`,
    );
  }

  it('moves to the head of the next page where it would leave a hole', () => {
    expect(withFigures('. . . . . . F . . . . . . . .')).toEqual(['0-11 100', '[6]11-15 40']);
  });

  it('stays where the hole would be small', () => {
    expect(withFigures('. . . . . . . . F . . . . . .')).toEqual(['0-8 80', '8-14 100', '14-15 10']);
  });

  it('stays where nothing behind it could stand below it on the next page', () => {
    expect(withFigures('. . . . . . F . .')).toEqual(['0-6 60', '6-9 70']);
    expect(withFigures('. . . . . . F . . f . .')).toEqual(['0-6 60', '6-9 70', '9-12 30']);
  });

  it('leaves a line to the page below it', () => {
    expect(withFigures('. . . . . . F . . . .')).toEqual(['0-10 90', '[6]10-11 10']);
  });

  it('takes what must stand in front of it no further than the text behind it', () => {
    expect(withFigures('. . . . . . . aF . . . . .')).toEqual(['0-11 100', '[7]11-13 20']);
  });

  it('moves past the heading of the next section only if allowed', () => {
    const text = '. . . . . . F h a . . . . .';
    expect(withFigures(text)).toEqual(['0-6 60', '6-12 100', '12-14 20']);
    expect(withFigures(text, { acrossSections: true })).toEqual(['0-11 100', '[6]11-14 30']);
  });

  it('does not move behind the next of its kind: that moves with it, to the page after where both do not fit', () => {
    expect(withFigures('. . . . . . F . F . . . . . . . .')).toEqual(['0-12 100', '[6][8]12-12 0', '12-17 50']);
    expect(withFigures('. . . . . . F . F F . . . . . . . . .')).toEqual([
      '0-13 100',
      '[6][8]13-13 0',
      '[9]13-18 50',
      '18-19 10',
    ]);
  });

  it('at the head of a page moves on where it does not fit below those that stand there', () => {
    expect(withFigures('. . . . . . G . . . . G . . . . . . . . .')).toEqual([
      '0-11 100',
      '[6]12-16 40',
      '[11]16-20 40',
      '20-21 10',
    ]);
  });

  it('does not move before what goes on in a frame or a table', () => {
    expect(withFigures('. . . . . . F . b b b b b b b b')).toEqual(['0-6 60', '6-12 100', '12-16 40']);
  });

  it('that takes a page stands on it before the text in front of it, where no text behind it may come up', () => {
    expect(withFigures('. . . . . . . . . . . . P h a . . .')).toEqual(['0-10 100', '[12]10-10 0', '10-18 70']);
  });

  it('that waits does not part what has a frame', () => {
    const text = '. . . . . . . . . . . P . . b b b b b b b b b b b';
    expect(withFigures(text)).toEqual(['0-10 100', '[11]10-10 0', '10-21 100', '21-25 40']);
  });

  it('takes the notes of its caption with it', () => {
    expect(withFigures('. . . . . . nF1 . . . . . . .')).toEqual(['0-11 100', '[6]11-14 30 note1']);
  });
});
