import { useEffect, useState } from 'preact/hooks';
import type { SearchHit } from '../protocol.ts';
import { goTo, model } from './model.ts';
import { nameOf } from './page-list.ts';
import { search } from './server.ts';
import { closeOnNarrow } from './sidebar.tsx';
import { useStore } from './store.ts';
import { word } from './words.ts';

/** Milliseconds after the last letter. */
const pause = 150;

/** Looks for words on all pages. */
export function SearchPanel() {
  const { query, book, pages, language } = useStore(model);
  const [hits, setHits] = useState<SearchHit[]>();
  const [chosen, setChosen] = useState(-1);
  useEffect(() => {
    if (query.trim() === '') return setHits(undefined);
    let wanted = true;
    const timer = setTimeout(async () => {
      const found = await search(query);
      if (wanted) setHits(found);
    }, pause);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [query, book]);

  const go = (n: number) => {
    const hit = hits?.[n];
    const page = hit && pages[hit.page];
    if (!hit || !page) return;
    setChosen(n);
    model.set({ selected: { key: page.key, area: hit.area } });
    goTo(hit.page, hit.area);
  };
  return (
    <search class="search">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          go(hits?.length ? (chosen + 1) % hits.length : 0);
        }}
      >
        <input
          id="search"
          type="search"
          autocomplete="off"
          placeholder={word(language, 'searchHint')}
          aria-label={word(language, 'searchHint')}
          value={query}
          onInput={(event) => {
            model.set({ query: event.currentTarget.value });
            setChosen(-1);
          }}
        />
      </form>
      <p class="summary" role="status">
        {hits && (hits.length === 0 ? word(language, 'noHits') : `${hits.length} ${word(language, 'hits')}`)}
      </p>
      <ol class="hits">
        {hits?.map((hit, n) => (
          <li key={n}>
            <button
              type="button"
              {...(n === chosen && { 'aria-current': 'true' })}
              onClick={() => {
                go(n);
                closeOnNarrow();
              }}
            >
              <span>
                {hit.before}
                <mark>{hit.text}</mark>
                {hit.after}
              </span>
              <span class="at">{nameOf(pages[hit.page], hit.page)}</span>
            </button>
          </li>
        ))}
      </ol>
    </search>
  );
}
