import { useEffect, useRef, useState } from 'preact/hooks';
import type { EarlierEdition } from '../protocol.ts';
import { documents } from './documents.ts';
import { IconButton } from './icons.tsx';
import { type Model, model } from './model.ts';
import type { ShownPage } from './page-list.ts';
import { nameOf } from './page-list.ts';
import { earlierAddress, listEarlier, pdfAddress } from './server.ts';
import { useStore } from './store.ts';
import { type Word, word } from './words.ts';

/** Milliseconds that each of two pages is seen while blinking. */
const blinkTime = 700;

/** The page that is looked at beside the same of an earlier edition, or in turn with it. */
export function Compare() {
  const { language, pages, current, blinking } = useStore(model);
  const say = (key: Word) => word(language, key);
  const [editions, setEditions] = useState<EarlierEdition[]>();
  const [chosen, setChosen] = useState<string>();
  const [old, setOld] = useState(false);
  useEffect(() => {
    listEarlier().then((found) => setEditions(found ?? []));
  }, []);
  useEffect(() => {
    if (!blinking) return undefined;
    const timer = setInterval(() => setOld((before) => !before), blinkTime);
    return () => clearInterval(timer);
  }, [blinking]);
  const page = pages[current];
  const edition = chosen ?? editions?.[0]?.name;
  const kind = blinking ? 'blinking' : 'beside';
  return (
    <section class="compare" aria-label={say('compare')}>
      <div class="heading">
        <label>
          <span>{say('compareWith')}</span>
          <select
            value={edition}
            disabled={!editions?.length}
            onChange={(event) => setChosen(event.currentTarget.value)}
          >
            {editions?.map(({ name, texts }) => (
              <option key={name} value={name}>
                {texts[language]}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          class="toggle"
          aria-pressed={blinking}
          title="B"
          onClick={() => model.set({ blinking: !blinking })}
        >
          {say('blink')}
        </button>
        <IconButton icon="close" label={say('close')} keys="Esc" onClick={() => model.set({ comparing: false })} />
      </div>
      {editions?.length === 0 && <p class="summary">{say('noEarlier')}</p>}
      {page && edition && (
        <div class={`${kind}${blinking && old ? ' old' : ''}`}>
          <figure class="earlier">
            <Picture page={page} pages={pages} edition={edition} language={language} />
            <figcaption>{say('before')}</figcaption>
          </figure>
          <figure class="present">
            <Picture page={page} pages={pages} language={language} />
            <figcaption>
              {say('now')} · {nameOf(page, current)}
            </figcaption>
          </figure>
        </div>
      )}
    </section>
  );
}

interface PictureProps {
  page: ShownPage;
  pages: readonly ShownPage[];
  /** Without one, the page as it is now. */
  edition?: string;
  language: Model['language'];
}

function Picture({ page, pages, edition, language }: PictureProps) {
  const holder = useRef<HTMLDivElement>(null);
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    let stopped = false;
    const draw = async () => {
      const document = await documents.get(edition ? earlierAddress(edition) : pdfAddress(page.revision));
      const at = edition ? findSame(page, pages, await document.getPageLabels()) : page.index;
      if (stopped) return;
      setMissing(at === undefined || at >= document.numPages);
      if (at === undefined || at >= document.numPages) return holder.current?.replaceChildren();
      const drawn = await document.getPage(at + 1);
      const viewport = drawn.getViewport({ scale: 1.6 * Math.min(devicePixelRatio, 2) });
      const canvas = window.document.createElement('canvas');
      canvas.width = Math.floor(viewport.width);
      canvas.height = Math.floor(viewport.height);
      canvas.setAttribute('role', 'img');
      canvas.setAttribute('aria-label', word(language, edition ? 'before' : 'now'));
      await drawn.render({ canvas, viewport }).promise;
      if (!stopped) holder.current?.replaceChildren(canvas);
    };
    draw().catch(() => {
      if (!stopped) setMissing(true);
    });
    return () => {
      stopped = true;
    };
  }, [page.digest, page.key, edition]);
  return (
    <div class="picture-holder">
      <div ref={holder} />
      {missing && <p class="summary">{word(language, 'noSuchPage')}</p>}
    </div>
  );
}

/** The page of another edition that has the same label: of pages without one, the one that is as many before the next with one. */
function findSame(page: ShownPage, pages: readonly ShownPage[], labels: readonly string[] | null): number | undefined {
  const at = pages.indexOf(page);
  if (!labels) return at;
  if (page.label !== '') {
    const found = labels.indexOf(page.label);
    return found < 0 ? undefined : found;
  }
  return at;
}
