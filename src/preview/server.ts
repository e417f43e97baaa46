import { createAdaptorServer } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { Failure } from '../report/failure.ts';
import type { ClientFile } from './client-files.ts';
import { type EarlierFolders, listEarlier, readEarlier } from './earlier-editions.ts';
import type { Fixes } from './fixes.ts';
import { guard, protective } from './guard.ts';
import { viewBlocks } from './page-views.ts';
import type { PreviewState, Settings, SourcePlace } from './protocol.ts';
import { searchPages } from './search.ts';
import type { Session } from './session.ts';

export interface ServerParts {
  session: Session;
  fixes: Fixes;
  client: ReadonlyMap<string, ClientFile>;
  earlier: EarlierFolders;
  settings: Settings;
  token: string;
}

export interface RunningServer {
  port: number;
  close(): Promise<void>;
}

/** How many ports are tried after the one that was asked for. */
const mostPorts = 50;

/** Serves the preview to this machine alone, on the first free port from `first` on. @throws Failure (3) */
export async function serve(parts: ServerParts, first: number): Promise<RunningServer> {
  let port = first;
  const streams = new Set<() => void>();
  const app = routes(parts, () => port, streams);
  const server = createAdaptorServer({ fetch: app.fetch });
  const listen = (at: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(at, '127.0.0.1', () => {
        server.removeListener('error', reject);
        resolve();
      });
    });
  for (;;) {
    try {
      await listen(port);
      break;
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code === 'EADDRINUSE' && port < first + mostPorts && port < 65535) port++;
      else throw cannotListen(port, code, cause);
    }
  }
  const address = server.address();
  if (address && typeof address === 'object') port = address.port;
  return {
    port,
    close: () => {
      for (const end of streams) end();
      return new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
    },
  };
}

function routes(parts: ServerParts, port: () => number, streams: Set<() => void>): Hono {
  const { session, fixes, client, earlier, settings, token } = parts;
  const app = new Hono({ strict: true });
  const goto = new Set<(place: SourcePlace) => void>();
  app.use(protective());
  app.use(guard(token, port));
  const own = app.basePath(`/${token}`);

  own.get('/settings.json', (c) => c.json(settings));
  own.get('/events', (c) =>
    streamSSE(c, async (stream) => {
      let newest: PreviewState | undefined = session.state;
      let place: SourcePlace | undefined;
      let open = true;
      let wake = () => {};
      const end = () => {
        open = false;
        wake();
      };
      const leave = session.listen((state) => {
        newest = state;
        wake();
      });
      const follow = (to: SourcePlace) => {
        place = to;
        wake();
      };
      goto.add(follow);
      streams.add(end);
      stream.onAbort(end);
      while (open) {
        // States that a slow reader has missed are of no use to it.
        const [state, to] = [newest, place];
        newest = undefined;
        place = undefined;
        if (state) await stream.writeSSE({ event: 'state', data: JSON.stringify(state) });
        if (to) await stream.writeSSE({ event: 'goto', data: JSON.stringify(to) });
        if (open && !newest && !place)
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
      leave();
      goto.delete(follow);
      streams.delete(end);
    }),
  );

  const shown = (c: Context) => {
    const revision = Number(c.req.param('revision'));
    return session.bookOf(revision) ?? session.partOf(revision);
  };
  own.get('/books/:revision/view.json', (c) => {
    const found = shown(c);
    return found ? c.json(found.view) : c.notFound();
  });
  own.get('/books/:revision/pages.pdf', (c) => {
    const found = shown(c);
    return found ? pdf(c, found.pdf) : c.notFound();
  });
  own.get('/books/:revision/pages/:page/blocks.json', (c) => {
    const found = shown(c);
    if (!found) return c.notFound();
    const page = Number(c.req.param('page'));
    return c.json(viewBlocks(found.layout, page, found.places.placesOn(page)));
  });
  own.get('/books/:revision/book.epub', (c) => {
    const bytes = session.epubOf(Number(c.req.param('revision')));
    return bytes ? c.body(Buffer.from(bytes), 200, { 'content-type': 'application/epub+zip' }) : c.notFound();
  });
  own.get('/search.json', (c) => c.json(session.book ? searchPages(session.book.layout, c.req.query('q') ?? '') : []));
  own.get('/printed.json', (c) => {
    const place = placeOf(c);
    return c.json((place && session.printed(place)) ?? null);
  });
  own.post('/goto', (c) => {
    const place = placeOf(c);
    if (!place) return c.text('file and line', 400);
    for (const follow of goto) follow(place);
    return c.body(null, 204);
  });

  const mend = async (c: Context, work: () => Promise<void>) => {
    try {
      await work();
      return c.body(null, 204);
    } catch (error) {
      if (error instanceof Failure) return c.json(error.texts, 409);
      throw error;
    } finally {
      session.undoable = fixes.undoable;
    }
  };
  own.post('/fix', async (c) => {
    const asked: unknown = await c.req.json().catch(() => undefined);
    const request = fixOf(asked);
    return request ? mend(c, () => fixes.apply(request)) : c.text('file', 400);
  });
  own.post('/undo', (c) => mend(c, () => fixes.undo()));

  own.get('/earlier.json', async (c) => c.json(session.book ? await listEarlier(session.book.built.id, earlier) : []));
  own.get('/earlier/:name', async (c) => {
    const id = session.book?.built.id;
    const bytes = id === undefined ? undefined : await readEarlier(id, c.req.param('name'), earlier);
    return bytes ? pdf(c, bytes) : c.notFound();
  });

  own.get('*', (c) => {
    const file = client.get(c.req.path.slice(token.length + 2) || 'index.html');
    return file ? c.body(new Uint8Array(file.bytes), 200, { 'content-type': file.type }) : c.notFound();
  });
  return app;
}

/** A PDF, or the piece of it that is asked for: PDF.js reads of a large one only what it shows. */
function pdf(c: Context, bytes: Uint8Array): Response {
  const headers = { 'content-type': 'application/pdf', 'accept-ranges': 'bytes' };
  const range = /^bytes=(\d+)-(\d*)$/.exec(c.req.header('range') ?? '');
  if (!range) return c.body(Buffer.from(bytes), 200, { ...headers, 'content-length': String(bytes.length) });
  const from = Number(range[1]);
  const to = Math.min(bytes.length - 1, range[2] ? Number(range[2]) : bytes.length - 1);
  if (from > to) return c.body(null, 416, { 'content-range': `bytes */${bytes.length}` });
  return c.body(Buffer.from(bytes.subarray(from, to + 1)), 206, {
    ...headers,
    'content-range': `bytes ${from}-${to}/${bytes.length}`,
    'content-length': String(to + 1 - from),
  });
}

function placeOf(c: Context): SourcePlace | undefined {
  const [file, line] = [c.req.query('file'), Number(c.req.query('line'))];
  return file && Number.isInteger(line) && line > 0 ? { file, line } : undefined;
}

function fixOf(asked: unknown) {
  if (typeof asked !== 'object' || asked === null) return undefined;
  const { file, rule, line, actual } = asked as Record<string, unknown>;
  const isText = (value: unknown): value is string | undefined => value === undefined || typeof value === 'string';
  if (typeof file !== 'string' || !isText(rule) || !isText(actual)) return undefined;
  return { file, rule, actual, line: typeof line === 'number' ? line : undefined };
}

function cannotListen(port: number, code: string | undefined, cause: unknown): Failure {
  return new Failure(
    3,
    {
      zh: `端口 ${port} 用不了（${code}）。请用 --port 另选一个 1024 到 65535 之间的。`,
      en: `Port ${port} cannot be used (${code}). Choose another between 1024 and 65535 with --port.`,
    },
    { cause },
  );
}
