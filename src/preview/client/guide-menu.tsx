import { Menu } from './menu.tsx';
import { type Guide, model, toggleGuide } from './model.ts';
import { useStore } from './store.ts';
import { word } from './words.ts';

export const guideKinds: readonly Guide[] = ['frame', 'grid', 'baselines', 'trim', 'order', 'fonts'];

export function GuideMenu() {
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
