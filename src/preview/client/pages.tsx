import { useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import { documents } from './documents.ts';
import { model, type Zoom } from './model.ts';
import { Page } from './page.tsx';
import { findAgain, rowsOf } from './page-list.ts';
import { pdfAddress } from './server.ts';
import { useStore } from './store.ts';
import { word } from './words.ts';

/** CSS px between rows, and around all. */
const gap = 20;
/** Rows beside the visible ones that are kept ready. */
const ahead = 1;

interface Anchor {
  key: string;
  at: number;
  /** How far into its row the view begins, in heights of a row. */
  within: number;
}

/** The pages below one another, only those in view drawn. It keeps its place when pages come, go, or change their size. */
export function Pages() {
  const shown = useStore(model);
  const { book, pages, spread, zoom, changed, selected, guides, language, target, preview } = shown;
  const scroller = useRef<HTMLDivElement>(null);
  const anchor = useRef<Anchor>();
  const jumping = useRef(false);
  const size = useSize(scroller);
  const [, moved] = useReducer((count: number) => count + 1, 0);

  useEffect(() => {
    // While it is being read what is new in it.
    if (preview?.part !== undefined) documents.get(pdfAddress(preview.part), true).catch(() => {});
  }, [preview?.part]);

  const geometry = book?.geometry;
  const rows = useMemo(() => rowsOf(pages, spread, geometry?.binding ?? 'left'), [pages, spread, geometry]);
  const scale = geometry && size ? scaleFor(zoom, size, geometry, spread) : 0;
  // Whole pixels, as browsers scroll by them.
  const height = Math.ceil((geometry?.height ?? 0) * scale) + gap;
  const rowOf = (page: number) =>
    Math.max(
      0,
      rows.findIndex((row) => row.includes(page)),
    );
  // What was at the top is there again, whatever has come before it, and however large pages are now.
  const kept = anchor.current;
  const top = kept ? (rowOf(findAgain(pages, kept)) + kept.within) * height : 0;

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !anchor.current || scale === 0) return;
    if (Math.abs(element.scrollTop - top) > 1) element.scrollTop = top;
  }, [rows, scale]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !target || scale === 0) return;
    const start = rowOf(target.page) * height;
    const inside = target.area ? Math.max(0, target.area[1] * scale - element.clientHeight / 3) : 0;
    // A page that is seen whole needs no scrolling within.
    element.scrollTop = start + (height <= element.clientHeight + gap ? 0 : inside);
    jumping.current = true;
    if (target.area && geometry) element.scrollLeft = Math.max(0, target.area[0] * scale - element.clientWidth / 2);
    remember(element.scrollTop, target.page);
  }, [target, scale > 0]);

  const remember = (at: number, page?: number) => {
    if (height <= gap) return;
    // Browsers round the place: what is a hair above a row is that row.
    const row = Math.min(rows.length - 1, Math.floor((at + 2) / height));
    const first = rows[row]?.find((each) => each !== undefined);
    const key = first === undefined ? undefined : pages[first]?.key;
    if (first === undefined || key === undefined) return;
    anchor.current = { key, at: first, within: Math.max(0, at / height - row) };
    moved(undefined as never);
    const middle = Math.min(rows.length - 1, Math.floor((at + Math.min(size?.height ?? 0, height) / 2) / height));
    const seen = rows[middle]?.filter((each) => each !== undefined) ?? [];
    const current = page ?? (seen.includes(model.value.current) ? model.value.current : Math.min(...seen));
    if (Number.isFinite(current)) model.set({ current });
  };

  const onScroll = (event: Event) => {
    const { scrollTop } = event.currentTarget as HTMLElement;
    // The event of a jump of ours says nothing new.
    if (jumping.current) jumping.current = false;
    else remember(scrollTop);
  };

  useEffect(() => {
    if (!anchor.current && scale > 0) remember(scroller.current?.scrollTop ?? 0);
  }, [scale, rows]);

  const from = Math.max(0, Math.floor(top / Math.max(height, 1)) - ahead);
  const to = Math.min(rows.length, Math.ceil((top + (size?.height ?? 0)) / Math.max(height, 1)) + ahead);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section class="pages" ref={scroller} onScroll={onScroll} aria-label={word(language, 'pages')} tabIndex={0}>
      {geometry && scale > 0 && (
        <div
          class="rows"
          style={{
            height: `${rows.length * height + gap}px`,
            minWidth: `${rowWidth(geometry.width, spread) * scale + 16}px`,
          }}
        >
          {rows.slice(from, to).map((row, n) => (
            <div class="row" key={rowKey(row, pages)} style={{ top: `${(from + n) * height + gap}px` }}>
              {row.map((index) => {
                const page = index === undefined ? undefined : pages[index];
                if (index === undefined || !page) {
                  return <div class="nothing" style={{ width: `${geometry.width * scale}px` }} />;
                }
                return (
                  <Page
                    key={page.key}
                    page={page}
                    index={index}
                    scale={scale}
                    geometry={geometry}
                    changed={changed.has(page.key)}
                    selected={selected?.key === page.key ? selected.area : undefined}
                    guides={guides}
                    language={language}
                  />
                );
              })}
            </div>
          ))}
        </div>
      )}
    </section>
  );
}

function rowKey(row: readonly (number | undefined)[], pages: readonly { key: string }[]): string {
  return row.map((index) => (index === undefined ? '' : pages[index]?.key)).join(' ');
}

function rowWidth(width: number, spread: boolean): number {
  return spread ? 2 * width : width;
}

function scaleFor(
  zoom: Zoom,
  { width, height }: { width: number; height: number },
  page: { width: number; height: number },
  spread: boolean,
): number {
  if (typeof zoom === 'number') return zoom;
  const side = width < 600 ? 8 : gap;
  const across = (width - 2 * side) / rowWidth(page.width, spread);
  const scale = zoom === 'width' ? across : Math.min(across, (height - 2 * gap) / page.height);
  return Math.max(0.05, Math.floor(scale * 1000) / 1000);
}

function useSize(element: { current: HTMLElement | null }): { width: number; height: number } | undefined {
  const [size, setSize] = useState<{ width: number; height: number }>();
  useLayoutEffect(() => {
    const watched = element.current;
    if (!watched) return undefined;
    const observer = new ResizeObserver(() => setSize({ width: watched.clientWidth, height: watched.clientHeight }));
    observer.observe(watched);
    return () => observer.disconnect();
  }, []);
  return size;
}

/** The scale that a zoom comes to now, from a page on screen. */
export function scaleNow(): number {
  const page = document.querySelector<HTMLElement>('.pages .page');
  const { book } = model.value;
  return page && book ? page.offsetWidth / book.geometry.width : 1;
}
