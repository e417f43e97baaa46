import type { Guide, Model } from './model.ts';

type Kept = Partial<
  Pick<Model, 'spread' | 'zoom' | 'language' | 'theme' | 'follow' | 'clickOpens' | 'guides' | 'view'>
>;

const name = 'kanben-preview';

/** What the reader chose last time; what cannot be read is as if nothing had been chosen. */
export function kept(): Kept {
  try {
    const { guides, ...rest } = JSON.parse(localStorage.getItem(name) ?? '{}') as Omit<Kept, 'guides'> & {
      guides?: Guide[];
    };
    return { ...rest, ...(guides && { guides: new Set(guides) }) };
  } catch {
    return {};
  }
}

export function keep({ spread, zoom, language, theme, follow, clickOpens, guides, view }: Model): void {
  try {
    const chosen = { spread, zoom, language, theme, follow, clickOpens, guides: [...guides], view };
    localStorage.setItem(name, JSON.stringify(chosen));
  } catch {
    // Storage is switched off: the choice lasts as long as the page.
  }
}
