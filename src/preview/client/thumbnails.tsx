import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { documents } from './documents.ts';
import { goTo, model } from './model.ts';
import { nameOf, type ShownPage } from './page-list.ts';
import { pdfAddress } from './server.ts';
import { closeOnNarrow } from './sidebar.tsx';
import { useStore } from './store.ts';
import { word } from './words.ts';

const width = 104;
const columns = 2;
/** Room for the folio below. */
const foot = 26;

/** The first page is a recto, and so stands alone. */
const rowOf = (index: number) => Math.floor((index + 1) / columns);

/** Small pages, two in a row; only those in view are drawn. */
export function Thumbnails() {
  const { book, pages, current, changed, language } = useStore(model);
  const list = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 800 });
  const geometry = book?.geometry;
  const pageHeight = geometry ? Math.round((width * geometry.height) / geometry.width) : 0;
  const height = pageHeight + foot;

  useLayoutEffect(() => {
    const scroller = list.current?.parentElement;
    if (!scroller) return undefined;
    const look = () => setView({ top: scroller.scrollTop, height: scroller.clientHeight });
    look();
    scroller.addEventListener('scroll', look, { passive: true });
    return () => scroller.removeEventListener('scroll', look);
  }, []);
  useEffect(() => {
    const scroller = list.current?.parentElement;
    const at = rowOf(current) * height;
    if (scroller && (at < scroller.scrollTop || at + height > scroller.scrollTop + scroller.clientHeight)) {
      scroller.scrollTop = at - scroller.clientHeight / 3;
    }
  }, [current, height]);

  const from = Math.max(0, (Math.floor(view.top / height) - 1) * columns);
  const to = Math.ceil((view.top + view.height) / height + 1) * columns;
  const rightBound = geometry?.binding === 'right';
  return (
    <div
      class="thumbnails"
      ref={list}
      dir={rightBound ? 'rtl' : 'ltr'}
      style={{ height: `${(rowOf(pages.length - 1) + 1) * height}px` }}
    >
      {geometry &&
        pages.slice(from, to).map((page, n) => {
          const index = from + n;
          const name = nameOf(page, index);
          return (
            <button
              type="button"
              key={page.key}
              class={`thumbnail${changed.has(page.key) ? ' changed' : ''}`}
              style={{
                top: `${rowOf(index) * height}px`,
                [rightBound ? 'right' : 'left']: `${((index + 1) % columns) * 50}%`,
              }}
              {...(index === current && { 'aria-current': 'page' })}
              aria-label={`${word(language, 'page')} ${name}`}
              onClick={() => {
                goTo(index);
                closeOnNarrow();
              }}
            >
              <Picture page={page} scale={width / geometry.width} width={width} height={pageHeight} />
              <span>{name}</span>
            </button>
          );
        })}
    </div>
  );
}

interface PictureProps {
  page: ShownPage;
  scale: number;
  width: number;
  height: number;
}

function Picture({ page, scale, width, height }: PictureProps) {
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let stop = () => {};
    let stopped = false;
    const draw = async () => {
      const document = await documents.get(pdfAddress(page.revision));
      const drawn = await document.getPage(page.index + 1);
      if (stopped) return;
      const density = Math.min(devicePixelRatio, 2);
      const viewport = drawn.getViewport({ scale: scale * density });
      const canvas = window.document.createElement('canvas');
      canvas.width = Math.round(viewport.width);
      canvas.height = Math.round(viewport.height);
      const task = drawn.render({ canvas, viewport });
      stop = () => task.cancel();
      await task.promise;
      if (!stopped) holder.current?.replaceChildren(canvas);
      drawn.cleanup();
    };
    draw().catch(() => {});
    return () => {
      stopped = true;
      stop();
    };
  }, [page.digest]);
  return <div class="picture" ref={holder} style={{ width: `${width}px`, height: `${height}px` }} />;
}
