import { Folio } from './folio.tsx';
import { GuideMenu } from './guide-menu.tsx';
import { IconButton } from './icons.tsx';
import { Menu } from './menu.tsx';
import { model, prefer, togglePanel, turn } from './model.ts';
import { More } from './more.tsx';
import { useStore } from './store.ts';
import { ViewChoice } from './view-choice.tsx';
import { type Word, word } from './words.ts';
import { ZoomChoice, zoomBy } from './zoom.tsx';

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
