import { strFromU8, unzipSync } from 'fflate';
import { EPUB } from 'foliate-js/epub.js';
import 'foliate-js/view.js';
import type { View } from 'foliate-js/view.js';
import type { ReaderOrder } from './epub-view.tsx';
import { epubAddress } from './server.ts';

/** Shows one EPUB by foliate-js, in a frame of the preview, which says which and how. */

const place = document.getElementById('book') as HTMLElement;
let view: View | undefined;
let shown: number | undefined;
let order: ReaderOrder = { epub: undefined, size: 100, dark: false };
let working = Promise.resolve();

/** What is changed in the pages of the book: size and colours, as reading systems do. Notes pop up there, so they are not shown. */
function styles({ size, dark }: ReaderOrder): string {
  return `@namespace epub "http://www.idpf.org/2007/ops";
    html { font-size: ${size}%; color-scheme: ${dark ? 'dark' : 'light'} }
    ${dark ? 'html, body { color: #d8d4cc !important; background: none !important } a { color: #8ab4f8 }' : ''}
    aside[epub|type~="footnote"] { display: none }`;
}

async function open(epub: number): Promise<void> {
  const response = await fetch(epubAddress(epub));
  // A newer one has come.
  if (!response.ok) return;
  const book = await unpack(await response.arrayBuffer());
  const before = view;
  const at = before?.lastLocation?.cfi;
  const next = document.createElement('foliate-view') as View;
  place.append(next);
  await next.open(book);
  next.renderer.setAttribute('max-column-count', '1');
  next.renderer.setAttribute('gap', '8%');
  next.renderer.setStyles?.(styles(order));
  await next.init(at ? { lastLocation: at } : {});
  next.addEventListener('load', (event) => {
    const { doc } = (event as CustomEvent<{ doc: Document }>).detail;
    doc.addEventListener('keydown', turn);
  });
  next.addEventListener('external-link', (event) => event.preventDefault());
  before?.close();
  before?.remove();
  view = next;
  shown = epub;
  place.dataset.epub = String(epub);
}

/** The book from its files, as foliate-js asks for them. */
function unpack(epub: ArrayBuffer): Promise<EPUB> {
  const files = unzipSync(new Uint8Array(epub));
  return new EPUB({
    entries: [],
    loadText: (name) => (files[name] ? strFromU8(files[name]) : null),
    loadBlob: (name, type) =>
      files[name] ? new Blob([files[name] as Uint8Array<ArrayBuffer>], { type: type ?? '' }) : null,
    getSize: (name) => files[name]?.length ?? 0,
  }).init();
}

function turn({ key }: KeyboardEvent): void {
  if (key === 'ArrowLeft' || key === 'PageUp') void view?.goLeft();
  else if (key === 'ArrowRight' || key === 'PageDown') void view?.goRight();
}

function follow(next: ReaderOrder): void {
  order = next;
  document.documentElement.classList.toggle('dark', next.dark);
  working = working
    .then(async () => {
      if (order.epub !== undefined && order.epub !== shown) await open(order.epub);
      view?.renderer.setStyles?.(styles(order));
    })
    .catch((error) => console.warn(error));
}

window.addEventListener('message', ({ origin, source, data }: MessageEvent<ReaderOrder>) => {
  if (origin === location.origin && source === window.parent && typeof data === 'object') follow(data);
});
document.addEventListener('keydown', turn);
window.parent.postMessage('ready', location.origin);
