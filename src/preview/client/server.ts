import type { Bilingual } from '../../report/message.ts';
import type {
  BlockView,
  BookView,
  EarlierEdition,
  PartView,
  PreviewState,
  PrintedPlace,
  Problem,
  SearchHit,
  Settings,
  SourcePlace,
} from '../protocol.ts';

/** What the server offers; all addresses are relative to the page, whose own begins with the secret. */

async function get<T>(address: string): Promise<T | undefined> {
  const response = await fetch(address).catch(() => undefined);
  return response?.ok ? ((await response.json()) as T) : undefined;
}

export const readSettings = () => get<Settings>('settings.json');
export const readBook = (revision: number) => get<BookView>(`books/${revision}/view.json`);
export const readPart = (revision: number) => get<PartView>(`books/${revision}/view.json`);
export const readBlocks = (revision: number, page: number) =>
  get<BlockView[]>(`books/${revision}/pages/${page}/blocks.json`);
export const search = (words: string) => get<SearchHit[]>(`search.json?q=${encodeURIComponent(words)}`);
export const listEarlier = () => get<EarlierEdition[]>('earlier.json');
export const findPrinted = ({ file, line }: SourcePlace) =>
  get<PrintedPlace | null>(`printed.json?file=${encodeURIComponent(file)}&line=${line}`);

export const pdfAddress = (revision: number) => new URL(`books/${revision}/pages.pdf`, location.href).href;
export const earlierAddress = (name: string) => new URL(`earlier/${name}`, location.href).href;
export const epubAddress = (revision: number) => `books/${revision}/book.epub`;

/** Fixes one problem, or with a file alone all that can be fixed in it. Returns why not, if so. */
export function fix({
  file,
  rule,
  line,
  actual,
}: Pick<Problem, 'file'> & Partial<Problem>): Promise<Bilingual | undefined> {
  return post('fix', { file, rule, line, actual });
}

export function undo(): Promise<Bilingual | undefined> {
  return post('undo', {});
}

async function post(address: string, body: object): Promise<Bilingual | undefined> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => undefined);
  if (response?.ok) return undefined;
  if (response?.status === 409) return (await response.json()) as Bilingual;
  return { zh: '预览没有回应。', en: 'The preview does not answer.' };
}

export interface Hearing {
  state(state: PreviewState): void;
  goto(place: SourcePlace): void;
  /** Whether the server is there. */
  online(online: boolean): void;
}

/** Listens to the server; the browser connects again by itself. */
export function listen(hearing: Hearing): void {
  const source = new EventSource('events');
  source.addEventListener('open', () => hearing.online(true));
  source.addEventListener('error', () => hearing.online(false));
  source.addEventListener('state', ({ data }) => hearing.state(JSON.parse(data) as PreviewState));
  source.addEventListener('goto', ({ data }) => hearing.goto(JSON.parse(data) as SourcePlace));
}
