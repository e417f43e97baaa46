import { editorLink } from './editor.ts';
import { Icon } from './icons.tsx';
import { goToChanged, model } from './model.ts';
import { useStore } from './store.ts';
import { type Word, word } from './words.ts';

/** What stands below the pages: how things are, where the chosen paragraph was written. */
export function Status() {
  const { preview, online, language, selected, settings, changed } = useStore(model);
  const say = (key: Word) => word(language, key);
  const place = selected?.place;
  const link = place && editorLink(settings, place);
  const name = place && `${place.file}:${place.line}`;
  const state: Word = !online
    ? 'offline'
    : preview?.part !== undefined
      ? 'draft'
      : preview?.building
        ? 'building'
        : preview?.failure
          ? 'stale'
          : 'upToDate';
  return (
    <footer class="status">
      <span class={`state ${state}`} role="status" data-state={state}>
        {say(state)}
      </span>
      {preview?.failure && (
        <button type="button" class="why" onClick={() => model.set({ panel: 'problems' })}>
          {preview.failure[language].split('\n')[0]}
        </button>
      )}
      <span class="space" />
      {changed.size > 0 && (
        <button type="button" class="changes" title={`${say('nextChanged')} (N)`} onClick={goToChanged}>
          {say('changed')} {changed.size}
        </button>
      )}
      {name &&
        (link ? (
          <a class="source" href={link} title={say('openSource')}>
            <Icon name="source" />
            {name}
          </a>
        ) : (
          <span class="source">{name}</span>
        ))}
    </footer>
  );
}
