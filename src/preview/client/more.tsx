import { guideKinds } from './guide-menu.tsx';
import { model, prefer, toggleGuide } from './model.ts';
import { useStore } from './store.ts';
import { ViewChoice } from './view-choice.tsx';
import { type Word, word } from './words.ts';

/** What is seldom wanted; on a narrow screen also what the toolbar has no room for. */
export function More() {
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
