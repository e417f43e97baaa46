import { prefer, type View } from './model.ts';
import type { Word } from './words.ts';

export function ViewChoice({ view, say }: { view: View; say: (key: Word) => string }) {
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
