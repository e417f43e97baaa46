import { model, prefer } from './model.ts';
import { scaleNow } from './pages.tsx';
import { useStore } from './store.ts';
import { word } from './words.ts';

export function zoomBy(factor: number): void {
  const scale = scaleNow() * factor;
  prefer({ zoom: Math.round(Math.max(0.1, Math.min(6, scale)) * 1000) / 1000 });
}

/** CSS px of a pt at the size of the paper. */
const real = 96 / 72;
const percents = [50, 75, 100, 125, 150, 200, 300];

export function ZoomChoice() {
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
