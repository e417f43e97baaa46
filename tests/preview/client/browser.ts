import { vi } from 'vitest';

/** The little of a browser that the model of the preview asks for, with a server that answers from a table. */
export class FakeBrowser {
  readonly kept = new Map<string, string>();
  readonly asked: string[] = [];
  /** By address; what is not in it is not found. */
  readonly answers = new Map<string, unknown>();
  readonly #listeners = new Map<string, (event: { data: string }) => void>();

  constructor({ wide = true, query = '' } = {}) {
    vi.stubGlobal('window', { matchMedia: () => ({ matches: wide }) });
    vi.stubGlobal('location', { href: `http://127.0.0.1:4000/secret/${query}`, search: query });
    vi.stubGlobal('document', { title: '' });
    vi.stubGlobal('localStorage', {
      getItem: (name: string) => this.kept.get(name) ?? null,
      setItem: (name: string, value: string) => this.kept.set(name, value),
    });
    vi.stubGlobal('fetch', async (address: string, init?: RequestInit) => {
      this.asked.push(init?.body ? `${address} ${init.body}` : address);
      const answer = this.answers.get(address);
      if (answer === 'unreachable') throw new TypeError('fetch failed');
      return answer === undefined ? new Response('', { status: 404 }) : Response.json(answer, statusOf(answer));
    });
    const listeners = this.#listeners;
    vi.stubGlobal(
      'EventSource',
      class {
        addEventListener(name: string, listener: (event: { data: string }) => void) {
          listeners.set(name, listener);
        }
      },
    );
  }

  send(name: string, data?: unknown): void {
    this.#listeners.get(name)?.({ data: JSON.stringify(data) });
  }
}

/** What refuses a request says so in two languages. */
function statusOf(answer: unknown): ResponseInit {
  return { status: answer !== null && typeof answer === 'object' && 'zh' in answer ? 409 : 200 };
}
