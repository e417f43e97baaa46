import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon, IconButton } from './icons.tsx';
import { type Guide, goToFolio, model, prefer, toggleGuide, togglePanel, turn, type View } from './model.ts';
import { nameOf } from './page-list.ts';
import { scaleNow } from './pages.tsx';
import { useStore } from './store.ts';
import { type Word, word } from './words.ts';

/** What stands above the pages. */
export function Toolbar() {
  const { book, language, panel, view, spread, preview, comparing } = useStore(model);
  const say = (key: Word) => word(language, key);
  const troubles = preview?.problems.filter(({ severity }) => severity !== 'info').length ?? 0;
  const rightBound = book?.geometry.binding === 'right';
  return (
    <header class="toolbar">
      <nav class="group panels" aria-label={say('sidebar')}>
        <IconButton
          icon="contents"
          label={say('contents')}
          keys="C"
          pressed={panel === 'contents'}
          onClick={() => togglePanel('contents')}
        />
        <IconButton
          icon="thumbnails"
          label={say('thumbnails')}
          keys="T"
          pressed={panel === 'thumbnails'}
          onClick={() => togglePanel('thumbnails')}
        />
        <IconButton
          icon="search"
          label={say('search')}
          keys="/"
          pressed={panel === 'search'}
          onClick={() => togglePanel('search')}
        />
        <span class="counted">
          <IconButton
            icon="problems"
            label={say('problems')}
            keys="P"
            pressed={panel === 'problems'}
            onClick={() => togglePanel('problems')}
          />
          {troubles > 0 && (
            <span class="count" aria-hidden="true">
              {troubles > 99 ? '99+' : troubles}
            </span>
          )}
        </span>
      </nav>
      <h1 class="title">{book?.title ?? '刊本'}</h1>
      <div class="group turning">
        <IconButton
          icon={rightBound ? 'next' : 'previous'}
          label={say('previous')}
          keys={rightBound ? '→' : '←'}
          onClick={() => turn(-1)}
          class={rightBound ? 'last' : ''}
        />
        <Folio />
        <IconButton
          icon={rightBound ? 'previous' : 'next'}
          label={say('next')}
          keys={rightBound ? '←' : '→'}
          onClick={() => turn(1)}
          class={rightBound ? 'first' : ''}
        />
      </div>
      <div class="group sizing">
        <IconButton icon="minus" label={say('zoomOut')} keys="-" onClick={() => zoomBy(1 / 1.2)} />
        <ZoomChoice />
        <IconButton icon="plus" label={say('zoomIn')} keys="+" onClick={() => zoomBy(1.2)} />
        <IconButton
          icon={spread ? 'spread' : 'single'}
          label={spread ? say('spread') : say('single')}
          keys="S"
          pressed={spread}
          onClick={() => prefer({ spread: !spread })}
        />
      </div>
      <div class="group seeing">
        <GuideMenu />
        <IconButton
          icon="compare"
          label={say('compare')}
          keys="V"
          pressed={comparing}
          onClick={() => model.set({ comparing: !comparing })}
        />
        <ViewChoice view={view} say={say} />
      </div>
      <div class="group last">
        <Menu icon="more" label={say('more')} name="more-menu">
          <More />
        </Menu>
      </div>
    </header>
  );
}

function ViewChoice({ view, say }: { view: View; say: (key: Word) => string }) {
  return (
    <fieldset class="choice">
      <legend class="unseen">{say('pages')} / EPUB</legend>
      {(['pages', 'both', 'epub'] as const).map((each) => (
        <label key={each} class={`view-${each}`}>
          <input type="radio" name="view" checked={view === each} onChange={() => prefer({ view: each })} />
          <span>{say(each)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The folio of the page that is looked at; another can be typed. */
function Folio() {
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

export function zoomBy(factor: number): void {
  const scale = scaleNow() * factor;
  prefer({ zoom: Math.round(Math.max(0.1, Math.min(6, scale)) * 1000) / 1000 });
}

/** CSS px of a pt at the size of the paper. */
const real = 96 / 72;
const percents = [50, 75, 100, 125, 150, 200, 300];

function ZoomChoice() {
  const { zoom, language } = useStore(model);
  const percent = typeof zoom === 'number' ? Math.round((zoom / real) * 100) : undefined;
  return (
    <select
      class="zoom"
      aria-label={word(language, 'zoom')}
      value={String(percent ?? zoom)}
      onChange={(event) => {
        const { value } = event.currentTarget;
        prefer({ zoom: value === 'page' || value === 'width' ? value : (Number(value) / 100) * real });
      }}
    >
      <option value="page">{word(language, 'fitPage')}</option>
      <option value="width">{word(language, 'fitWidth')}</option>
      {[...new Set([...percents, ...(percent === undefined ? [] : [percent])])].map((each) => (
        <option key={each} value={String(each)}>
          {each}%
        </option>
      ))}
    </select>
  );
}

export const guideKinds: readonly Guide[] = ['frame', 'grid', 'baselines', 'trim', 'order', 'fonts'];

function GuideMenu() {
  const { guides, language } = useStore(model);
  return (
    <Menu icon="guides" label={word(language, 'overlays')} name="guide-menu" on={guides.size > 0}>
      {guideKinds.map((guide, n) => (
        <label class="tick" key={guide}>
          <input type="checkbox" checked={guides.has(guide)} onChange={() => toggleGuide(guide)} />
          <span>{word(language, guide)}</span>
          <kbd>{n + 1}</kbd>
        </label>
      ))}
    </Menu>
  );
}

function More() {
  const { language, follow, clickOpens, theme, view, guides, spread } = useStore(model);
  const say = (key: Word) => word(language, key);
  const themes = ['auto', 'light', 'dark'] as const;
  return (
    <>
      <div class="narrow-only">
        <ViewChoice view={view} say={say} />
        <label class="tick">
          <input type="checkbox" checked={spread} onChange={() => prefer({ spread: !spread })} />
          <span>{say('spread')}</span>
        </label>
        {guideKinds.map((guide) => (
          <label class="tick" key={guide}>
            <input type="checkbox" checked={guides.has(guide)} onChange={() => toggleGuide(guide)} />
            <span>{say(guide)}</span>
          </label>
        ))}
        <button type="button" class="item" onClick={() => model.set({ comparing: true })}>
          <span>{say('compare')}</span>
        </button>
        <hr />
      </div>
      <label class="tick follow">
        <input type="checkbox" checked={follow} onChange={() => prefer({ follow: !follow })} />
        <span>{say('follow')}</span>
      </label>
      <label class="tick">
        <input type="checkbox" checked={clickOpens} onChange={() => prefer({ clickOpens: !clickOpens })} />
        <span>{say('clickOpens')}</span>
      </label>
      <hr />
      <button
        type="button"
        class="item"
        onClick={() => prefer({ theme: themes[(themes.indexOf(theme) + 1) % 3] ?? 'auto' })}
      >
        <span>{say('theme')}</span>
        <kbd>D</kbd>
      </button>
      <button type="button" class="item" onClick={() => prefer({ language: language === 'zh' ? 'en' : 'zh' })}>
        <span>{say('language')}</span>
        <kbd>L</kbd>
      </button>
      <button type="button" class="item" onClick={() => model.set({ helping: true })}>
        <span>{say('help')}</span>
        <kbd>?</kbd>
      </button>
    </>
  );
}

interface MenuProps {
  icon: 'guides' | 'more';
  label: string;
  name: string;
  on?: boolean;
  children: ComponentChildren;
}

/** A button with a panel below it, which a click elsewhere or Escape closes. */
function Menu({ icon, label, name, on = false, children }: MenuProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    const leave = (event: Event) => {
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !root.current?.contains(event.target as Node))
        setOpen(false);
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('keydown', leave);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('keydown', leave);
    };
  }, [open]);
  return (
    <div class={`menu ${name}`} ref={root}>
      <button
        type="button"
        class={`icon-button${on ? ' on' : ''}`}
        aria-label={label}
        title={label}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name={icon} />
      </button>
      {open && <div class="panel">{children}</div>}
    </div>
  );
}
