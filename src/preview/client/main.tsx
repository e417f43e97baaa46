import { render } from 'preact';
import { useEffect } from 'preact/hooks';
import { Compare } from './compare.tsx';
import { EpubView } from './epub-view.tsx';
import { Help } from './help.tsx';
import { listenToKeys } from './keys.ts';
import { model, start } from './model.ts';
import { Pages } from './pages.tsx';
import { Sidebar } from './sidebar.tsx';
import { Status } from './status.tsx';
import { useStore } from './store.ts';
import { Toolbar } from './toolbar.tsx';
import { word } from './words.ts';

function App() {
  const { view, comparing, helping, theme, language, book, online, preview, panel } = useStore(model);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    document.documentElement.lang = language === 'zh' ? 'zh-Hans' : 'en';
  }, [theme, language]);
  return (
    <>
      <Toolbar />
      {!online && (
        <p class="banner" role="alert">
          <strong>{word(language, 'offline')}</strong> {word(language, 'offlineHint')}
        </p>
      )}
      <main class={`${view}${panel ? ' with-sidebar' : ''}`}>
        <Sidebar />
        {comparing ? <Compare /> : view !== 'epub' && <Pages />}
        {!comparing && view !== 'pages' && <EpubView />}
        {!book && (
          <p class={`waiting${preview?.failure ? ' failed' : ''}`} role="status">
            {preview?.failure?.[language] ?? word(language, 'first')}
          </p>
        )}
      </main>
      <Status />
      {helping && <Help />}
    </>
  );
}

const root = document.getElementById('app');
if (root) render(<App />, root);
listenToKeys();
void start();
