import { useEffect } from 'preact/hooks';
import { Contents } from './contents.tsx';
import { IconButton } from './icons.tsx';
import { model } from './model.ts';
import { Problems } from './problems.tsx';
import { SearchPanel } from './search-panel.tsx';
import { useStore } from './store.ts';
import { Thumbnails } from './thumbnails.tsx';
import { word } from './words.ts';

const panels = { contents: Contents, thumbnails: Thumbnails, search: SearchPanel, problems: Problems };

/** One of the panels beside the pages; on a narrow screen it lies above them. */
export function Sidebar() {
  const { panel, language } = useStore(model);
  useEffect(() => {
    if (panel === 'search') document.getElementById('search')?.focus();
  }, [panel]);
  if (!panel) return null;
  const Panel = panels[panel];
  const title = word(language, panel);
  return (
    <aside class={`sidebar ${panel}-panel`} aria-label={title}>
      <div class="heading">
        <h2>{title}</h2>
        <IconButton
          icon="close"
          label={word(language, 'close')}
          keys="Esc"
          onClick={() => model.set({ panel: undefined })}
        />
      </div>
      <div class="body">
        <Panel />
      </div>
    </aside>
  );
}

/** On a narrow screen what was chosen is to be seen. */
export function closeOnNarrow(): void {
  if (window.matchMedia('(max-width: 700px)').matches) model.set({ panel: undefined });
}
