import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy, PDFWorker } from 'pdfjs-dist';
import worker from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = worker;

/** How many PDFs are held open: the one that is shown, the one before, a draft and some of its pages, and an earlier edition. */
const most = 5;

/** The PDFs that pages are drawn from, by address; those not used for longest are closed. */
class Documents {
  readonly #open = new Map<string, Promise<PDFDocumentProxy>>();

  /** `whole`: a short one, fetched at once. */
  get(address: string, whole = false): Promise<PDFDocumentProxy> {
    const known = this.#open.get(address);
    this.#open.delete(address);
    const document = known ?? (whole ? loadWhole(address) : load(address));
    this.#open.set(address, document);
    document.catch(() => this.#open.delete(address));
    for (const old of [...this.#open.keys()].slice(0, -most)) {
      const closing = this.#open.get(old);
      this.#open.delete(old);
      closing?.then((each) => each.loadingTask.destroy()).catch(() => {});
    }
    return document;
  }
}

/** What no document may do. */
const settings = { enableXfa: false, isEvalSupported: false };

/** One thread for all documents: starting one takes longer than reading a page. */
let thread: PDFWorker | undefined;

async function loadWhole(address: string): Promise<PDFDocumentProxy> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  thread ??= new PDFWorker();
  return getDocument({ ...settings, data: new Uint8Array(await response.arrayBuffer()), worker: thread }).promise;
}

/** Only the pieces that the shown pages need are fetched. */
function load(url: string): Promise<PDFDocumentProxy> {
  thread ??= new PDFWorker();
  return getDocument({
    ...settings,
    url,
    worker: thread,
    disableAutoFetch: true,
    disableStream: true,
    rangeChunkSize: 1 << 18,
  }).promise;
}

export const documents = new Documents();
