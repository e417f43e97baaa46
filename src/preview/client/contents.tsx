import type { ContentsView } from '../protocol.ts';
import { goTo, model } from './model.ts';
import { nameOf } from './page-list.ts';
import { closeOnNarrow } from './sidebar.tsx';
import { useStore } from './store.ts';

/** The contents of the book; the entry that is being read is marked. */
export function Contents() {
  const { book, current } = useStore(model);
  if (!book) return null;
  const reached = flat(book.contents).findLast(({ page }) => page <= current);
  return <Entries entries={book.contents} reached={reached} level={1} />;
}

function Entries({
  entries,
  reached,
  level,
}: {
  entries: ContentsView[];
  reached: ContentsView | undefined;
  level: number;
}) {
  const { pages } = model.value;
  return (
    <ol class={`contents level-${level}`}>
      {entries.map((entry) => (
        <li key={`${entry.page} ${entry.text}`}>
          <button
            type="button"
            {...(entry === reached && { 'aria-current': 'location' })}
            onClick={() => {
              goTo(entry.page);
              closeOnNarrow();
            }}
          >
            <span>{entry.text}</span>
            <span class="at">{nameOf(pages[entry.page], entry.page)}</span>
          </button>
          {entry.children.length > 0 && <Entries entries={entry.children} reached={reached} level={level + 1} />}
        </li>
      ))}
    </ol>
  );
}

function flat(entries: readonly ContentsView[]): ContentsView[] {
  return entries.flatMap((entry) => [entry, ...flat(entry.children)]);
}
