import { randomBytes } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { JailedFiles } from '../book/files.ts';
import { loadBook } from '../book/load.ts';
import type { InterfaceLanguage } from '../report/language.ts';
import { loadClient } from './client-files.ts';
import { EditionSource } from './edition-source.ts';
import { editorAddress } from './editor-address.ts';
import { Fixes } from './fixes.ts';
import type { PreviewState } from './protocol.ts';
import { serve } from './server.ts';
import { Session } from './session.ts';
import { watchFolder } from './watch.ts';

export type { PreviewState } from './protocol.ts';

export interface PreviewOptions {
  /** The manuscript's folder. */
  folder: string;
  /** The name of an edition in book.yaml. Default: the book itself. */
  edition?: string | undefined;
  /** Overrides `template` of book.yaml. */
  template?: string | undefined;
  /** The first port to try; a taken one gives way to the next. Default: 4180. 0: any that is free. */
  port?: number;
  /** Where `kanben build` writes, to compare with. Default: `dist` in the working directory. */
  out?: string;
  /** The archive to compare with. Default: `archive` in the working directory. */
  store?: string;
  /** `vscode`, `cursor`, `vim` …, `none`, or an address with {file} and {line}. Default: `vscode`. */
  editor?: string;
  /** Language of the interface. Default: `zh`. */
  language?: InterfaceLanguage;
  /** Told of every change of what is shown. */
  listener?: (state: PreviewState) => void;
}

export interface Preview {
  /** Address with its secret: whoever has it can read the book and apply fixes. */
  url: string;
  port: number;
  /** Ends server, watch and browser. */
  close(): Promise<void>;
}

/**
 * Shows the pages of a manuscript in a browser tab and keeps them up with the text: watch → build → serve.
 * @throws Failure (2) if there is no book in the folder; (3) if no port is free.
 */
export async function openPreview(options: PreviewOptions): Promise<Preview> {
  const { folder, edition, template, out = 'dist', store = 'archive', language = 'zh' } = options;
  const editor = editorAddress(options.editor ?? 'vscode');
  await loadBook(folder, edition);
  const root = await realpath(folder);
  const client = await loadClient();
  const source = new EditionSource({ folder: root, edition, template });
  const session = new Session(source, root);
  const fixes = new Fixes(await JailedFiles.open(root));
  const token = randomBytes(24).toString('base64url');
  const settings = { language, folder: root, editor };
  if (options.listener) session.listen(options.listener);
  const server = await serve(
    { session, fixes, client, earlier: { out, store }, settings, token },
    options.port ?? 4180,
  );
  const watched = await watchFolder(root, [out, store], (paths) => void session.build(paths)).catch(async (error) => {
    await server.close();
    throw error;
  });
  void session.build();
  return {
    url: `http://127.0.0.1:${server.port}/${token}/`,
    port: server.port,
    close: async () => {
      await watched.close();
      await server.close();
      await session.close();
      await source.close();
    },
  };
}
