import { toHtml } from 'hast-util-to-html';
import { describe, expect, it } from 'vitest';
import { bookFolder, typesetFolder } from '../typeset-folder.ts';

describe('typeset', () => {
  it('has nothing to say of the sample report', async () => {
    const { book, messages } = await typesetFolder('manuscript');
    expect(messages.map(String)).toEqual([]);
    expect(book?.chapters.filter((chapter) => chapter.number !== undefined).length).toBeGreaterThanOrEqual(5);
    expect(book?.html.flatMap((chapter) => chapter.notes).length).toBeGreaterThanOrEqual(15);
  });

  it('gives every id once, and every link inside the book its target', async () => {
    const { book } = await typesetFolder('manuscript');
    const html = (book?.html ?? [])
      .map(({ title, body, notes }) => toHtml([...title, ...body, ...notes.flatMap((note) => note.content)]))
      .join('');
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(ids.length).toBeGreaterThan(50);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    // Chapters and notes get their ids where the outputs place them.
    const known = new Set([
      ...ids,
      ...(book?.chapters ?? []).flatMap(({ id, notes }) => [id, ...notes.map((note) => note.id)]),
    ]);
    const hrefs = [...html.matchAll(/ href="#([^"]*)"/g)].map(([, id]) => id);
    expect(hrefs.length).toBeGreaterThan(30);
    expect(hrefs.filter((id) => !known.has(id))).toEqual([]);
    expect([...(book?.targets.byId.keys() ?? [])].filter((id) => !known.has(id))).toEqual([]);
  });

  it('gives the same twice', async () => {
    const [one, two] = [await typesetFolder('manuscript'), await typesetFolder('manuscript')];
    const text = ({ book }: typeof one) =>
      JSON.stringify(book?.html.map(({ title, body, notes }) => [title, body, notes]));
    expect(text(one)).toBe(text(two));
  });

  it('has no book while book.yaml has errors, and checks the chapters all the same', async () => {
    const { book, messages } = await typesetFolder(bookFolder('bad/several'));
    expect(book).toBeUndefined();
    expect([...new Set(messages.map((message) => message.file))]).toEqual([
      'book.yaml',
      'a.md',
      'b.md',
      'c.md',
      'd.md',
    ]);
  });

  it('has a book when only chapters have errors', async () => {
    const { book, messages } = await typesetFolder(bookFolder('bad/second-title'));
    expect(book?.config.title).toBe('书');
    expect(messages.some((message) => message.fatal)).toBe(true);
  });
});
