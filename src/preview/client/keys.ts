import { guideKinds } from './guide-menu.tsx';
import { attempt, goTo, goToChanged, type Model, model, prefer, toggleGuide, togglePanel, turn } from './model.ts';
import { undo } from './server.ts';
import { chooseFirst } from './sources.ts';
import { zoomBy } from './zoom.tsx';

type Act = (model: Model) => void;

const focus = (id: string) => {
  const field = document.getElementById(id);
  if (field instanceof HTMLInputElement) field.focus();
};

const themes = { auto: 'light', light: 'dark', dark: 'auto' } as const;

const acts: Readonly<Record<string, Act>> = {
  // In a book that is bound right the next page is to the left.
  ArrowLeft: ({ book }) => turn(book?.geometry.binding === 'right' ? 1 : -1),
  ArrowRight: ({ book }) => turn(book?.geometry.binding === 'right' ? -1 : 1),
  PageUp: () => turn(-1),
  PageDown: () => turn(1),
  Home: () => goTo(0),
  End: ({ pages }) => goTo(pages.length - 1),
  g: () => focus('folio'),
  '/': ({ panel }) => (panel === 'search' ? focus('search') : togglePanel('search')),
  n: () => goToChanged(),
  o: ({ pages, current }) => void chooseFirst(pages[current]),
  c: () => togglePanel('contents'),
  t: () => togglePanel('thumbnails'),
  p: () => togglePanel('problems'),
  s: ({ spread }) => prefer({ spread: !spread }),
  '+': () => zoomBy(1.2),
  '=': () => zoomBy(1.2),
  '-': () => zoomBy(1 / 1.2),
  w: () => prefer({ zoom: 'width' }),
  f: () => prefer({ zoom: 'page' }),
  e: ({ view }) => prefer({ view: view === 'pages' ? 'both' : view === 'both' ? 'epub' : 'pages' }),
  v: ({ comparing }) => model.set({ comparing: !comparing }),
  b: ({ comparing, blinking }) => model.set({ comparing: true, blinking: !comparing || !blinking }),
  u: () => void attempt(undo()),
  d: ({ theme }) => prefer({ theme: themes[theme] }),
  l: ({ language }) => prefer({ language: language === 'zh' ? 'en' : 'zh' }),
  '?': () => model.set({ helping: true }),
  Escape: ({ comparing }) => model.set(comparing ? { comparing: false } : { panel: undefined, selected: undefined }),
};

/** Keys mean something wherever no text is being written. */
export function listenToKeys(): void {
  document.addEventListener('keydown', (event) => {
    const { target, key, ctrlKey, metaKey, altKey } = event;
    const writes =
      target instanceof HTMLElement &&
      target.closest('input:not([type=radio], [type=checkbox]), select, textarea, dialog');
    if (key === 'Escape' && target instanceof HTMLElement) target.blur();
    if ((ctrlKey || metaKey) && key.toLowerCase() === 'f') {
      event.preventDefault();
      acts['/']?.(model.value);
      return;
    }
    if (writes || ctrlKey || metaKey || altKey) return;
    const guide = guideKinds[Number(key) - 1];
    const act = key.length === 1 && guide ? () => toggleGuide(guide) : (acts[key] ?? acts[key.toLowerCase()]);
    if (!act) return;
    event.preventDefault();
    act(model.value);
  });
}
