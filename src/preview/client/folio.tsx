import { useState } from 'preact/hooks';
import { goToFolio, model } from './model.ts';
import { nameOf } from './page-list.ts';
import { useStore } from './store.ts';
import { word } from './words.ts';

/** The folio of the page that is looked at; another can be typed. */
export function Folio() {
  const { pages, current, language } = useStore(model);
  const [typed, setTyped] = useState<string>();
  const [wrong, setWrong] = useState(false);
  const shown = typed ?? (pages.length > 0 ? nameOf(pages[current], current) : '');
  const go = (event: Event) => {
    event.preventDefault();
    const found = goToFolio(shown);
    setWrong(!found);
    if (!found) return;
    setTyped(undefined);
    (document.activeElement as HTMLElement | null)?.blur();
  };
  return (
    <form class="folio" onSubmit={go}>
      <input
        id="folio"
        type="text"
        inputMode="text"
        autocomplete="off"
        aria-label={word(language, 'goto')}
        aria-invalid={wrong}
        title={`${word(language, 'goto')} (G)`}
        value={shown}
        onFocus={(event) => event.currentTarget.select()}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setWrong(false);
        }}
        onBlur={() => {
          setTyped(undefined);
          setWrong(false);
        }}
      />
      <span class="total">
        {current + 1} / {pages.length}
      </span>
    </form>
  );
}
