import { useEffect, useRef } from 'preact/hooks';
import { IconButton } from './icons.tsx';
import { model } from './model.ts';
import { useStore } from './store.ts';
import { type Word, word } from './words.ts';

const keys: readonly (readonly [string, Word])[] = [
  ['← → PgUp PgDn', 'turn'],
  ['Home End', 'ends'],
  ['G', 'goto'],
  ['/', 'search'],
  ['N', 'nextChanged'],
  ['O', 'openSource'],
  ['C', 'contents'],
  ['T', 'thumbnails'],
  ['P', 'problems'],
  ['S', 'spread'],
  ['+ −', 'zoom'],
  ['W', 'fitWidth'],
  ['F', 'fitPage'],
  ['1 … 6', 'overlays'],
  ['E', 'epub'],
  ['V', 'compare'],
  ['B', 'blink'],
  ['U', 'undo'],
  ['D', 'theme'],
  ['L', 'language'],
  ['Esc', 'leaveAny'],
];

/** The keys, in a dialog. */
export function Help() {
  const { language } = useStore(model);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const close = () => model.set({ helping: false });
  return (
    <dialog class="help" ref={dialog} onClose={close} aria-label={word(language, 'help')}>
      <div class="heading">
        <h2>{word(language, 'help')}</h2>
        <IconButton icon="close" label={word(language, 'close')} onClick={close} />
      </div>
      <dl>
        {keys.map(([key, what]) => (
          <div key={what}>
            <dt>
              {key.split(' ').map((each) => (
                <kbd key={each}>{each}</kbd>
              ))}
            </dt>
            <dd>{word(language, what)}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
