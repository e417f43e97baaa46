import { TextLayer } from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Area, BlockView, Geometry } from '../protocol.ts';
import { documents } from './documents.ts';
import { Guides } from './guides.tsx';
import { type Guide, goTo, type Model, model } from './model.ts';
import { nameOf, type ShownPage } from './page-list.ts';
import * as server from './server.ts';
import { chooseAt } from './sources.ts';
import { inTurn } from './turns.ts';
import { word } from './words.ts';

interface PageProps {
  page: ShownPage;
  index: number;
  /** CSS px a pt. */
  scale: number;
  geometry: Geometry;
  changed: boolean;
  selected: Area | undefined;
  guides: ReadonlySet<Guide>;
  language: Model['language'];
}

/** One page: its picture, its text to select and to be read aloud, and guides above. */
export function Page({ page, index, scale, geometry, changed, selected, guides, language }: PageProps) {
  const paper = useRef<HTMLDivElement>(null);
  const [blocks, setBlocks] = useState<BlockView[]>();
  /** Whether the PDF was gone before the page was drawn: then a newer one has it. */
  const [lost, setLost] = useState(false);
  const { revision, digest } = page;
  const at = useRef(index);
  at.current = index;
  const away = () => Math.abs(at.current - model.value.current);
  const needsBlocks = guides.has('baselines') || guides.has('fonts');

  useEffect(
    () => (paper.current ? draw(paper.current, page, scale, away, () => setLost(true)) : undefined),
    [digest, scale, lost && revision],
  );
  useEffect(() => {
    if (!needsBlocks) return undefined;
    let wanted = true;
    server.readBlocks(revision, page.index).then((read) => {
      if (wanted && read) setBlocks(read);
    });
    return () => {
      wanted = false;
    };
  }, [revision, digest, needsBlocks]);

  const [width, height] = [geometry.width * scale, geometry.height * scale];
  const name = `${word(language, 'page')} ${nameOf(page, index)}`;
  const state = [page.kind === 'blank' ? word(language, 'blank') : '', changed ? word(language, 'changed') : ''];
  const label = [name, ...state.filter(Boolean)].join('，');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the key O does the same without a pointer
    <article
      class={`page ${page.side}${changed ? ' changed' : ''}${page.draft ? ' draft' : ''}`}
      style={{ width: `${width}px`, height: `${height}px` }}
      aria-label={label}
      data-page={index}
      data-key={page.key}
      onClick={(event) => clicked(event, page, scale)}
    >
      <div class="paper" ref={paper} />
      {selected && <div class="selected" style={boxStyle(selected, scale)} />}
      {guides.size > 0 && <Guides page={page} scale={scale} geometry={geometry} guides={guides} blocks={blocks} />}
    </article>
  );
}

export function boxStyle([x, y, width, height]: Area, scale: number): Record<string, string> {
  const px = (length: number) => `${length * scale}px`;
  return { left: px(x), top: px(y), width: px(width), height: px(height) };
}

/** Device pixels that a canvas may have: more costs memory that nobody sees. */
const mostPixels = 16e6;

/**
 * Draws a page, and puts it in the place of the picture there before; returns what stops that. `away`: how far it is from what is
 * looked at.
 */
function draw(
  paper: HTMLDivElement,
  { revision, index, draft }: ShownPage,
  scale: number,
  away: () => number,
  failed: () => void,
): () => void {
  let stopped = false;
  let stop = () => {};
  const work = async () => {
    if (stopped) return;
    const document = await documents.get(server.pdfAddress(revision), draft);
    const page = await document.getPage(index + 1);
    if (stopped) return;
    const viewport = page.getViewport({ scale });
    const density = Math.min(devicePixelRatio, Math.sqrt(mostPixels / (viewport.width * viewport.height)));
    const canvas = window.document.createElement('canvas');
    canvas.width = Math.floor(viewport.width * density);
    canvas.height = Math.floor(viewport.height * density);
    canvas.ariaHidden = 'true';
    const task = page.render({ canvas, viewport, transform: [density, 0, 0, density, 0, 0] });
    const layer = window.document.createElement('div');
    layer.className = 'textLayer';
    layer.style.setProperty('--total-scale-factor', String(scale));
    const text = new TextLayer({ textContentSource: page.streamTextContent(), container: layer, viewport });
    stop = () => {
      task.cancel();
      text.cancel();
    };
    await Promise.all([task.promise, text.render()]);
    if (stopped) return;
    paper.replaceChildren(canvas, layer, ...(await linksOf(page, viewport)));
    paper.dataset.revision = String(revision);
    page.cleanup();
  };
  inTurn(away, work).catch((error) => {
    if (stopped || ['RenderingCancelledException', 'AbortException'].includes((error as Error).name)) return;
    console.warn(error);
    failed();
  });
  return () => {
    stopped = true;
    stop();
  };
}

type PdfPage = Awaited<ReturnType<Awaited<ReturnType<typeof documents.get>>['getPage']>>;

/** The links of a page: those within the book turn its pages, those to the web open a tab that learns nothing of us. */
async function linksOf(page: PdfPage, viewport: ReturnType<PdfPage['getViewport']>): Promise<HTMLAnchorElement[]> {
  const annotations = (await page.getAnnotations()) as {
    subtype: string;
    rect: number[];
    url?: string;
    dest?: unknown;
  }[];
  return annotations.flatMap(({ subtype, rect, url, dest }) => {
    if (subtype !== 'Link' || (!dest && !/^(?:https?|mailto):/i.test(url ?? ''))) return [];
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = viewport.convertToViewportRectangle(rect);
    const link = window.document.createElement('a');
    link.className = 'link';
    Object.assign(link.style, {
      left: `${Math.min(x1, x2)}px`,
      top: `${Math.min(y1, y2)}px`,
      width: `${Math.abs(x2 - x1)}px`,
      height: `${Math.abs(y2 - y1)}px`,
    });
    link.tabIndex = -1;
    if (dest) {
      link.href = '#';
      link.addEventListener('click', (event) => {
        event.preventDefault();
        event.stopPropagation();
        void followLink(dest);
      });
    } else {
      Object.assign(link, { href: url, target: '_blank', rel: 'noopener noreferrer' });
      link.addEventListener('click', (event) => event.stopPropagation());
    }
    return [link];
  });
}

async function followLink(dest: unknown): Promise<void> {
  const { book } = model.value;
  if (!book) return;
  const document = await documents.get(server.pdfAddress(book.revision));
  const found = typeof dest === 'string' ? await document.getDestination(dest) : (dest as unknown[]);
  const target = found?.[0];
  if (typeof target === 'object' && target !== null)
    goTo(await document.getPageIndex(target as { num: number; gen: number }));
}

function clicked(event: MouseEvent, page: ShownPage, scale: number): void {
  // Text that is being selected, and links, mean something else.
  if (event.button !== 0 || event.defaultPrevented || !window.getSelection()?.isCollapsed) return;
  const bounds = (event.currentTarget as HTMLElement).getBoundingClientRect();
  void chooseAt(page, (event.clientX - bounds.left) / scale, (event.clientY - bounds.top) / scale);
}
