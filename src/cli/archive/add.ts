import { hostname, userInfo } from 'node:os';
import { addEdition } from '../../archive/add.ts';
import type { EditionState } from '../../archive/edition.ts';
import { silent } from '../../report/progress.ts';
import { sourceDate } from '../build.ts';
import { formatMessages, sourcesIn } from '../messages.ts';
import { progressLine } from '../progress-line.ts';
import type { Session } from '../session.ts';

export interface AddWords {
  store: string;
  from?: string;
  edition?: string;
  publication?: string;
  state: EditionState;
  reason?: string;
  user?: string;
  address?: string;
}

/** `kanben archive add [DIR]`. Returns the exit status. */
export async function add(folder: string, words: AddWords, session: Session): Promise<number> {
  const { stdout, stderr, quiet, reporter, language } = session;
  const progress = quiet || reporter !== 'pretty' ? { ...silent, done: () => {} } : progressLine(stderr, language);
  const { store, from, edition, publication, state, reason } = words;
  const added = await addEdition({
    folder,
    store,
    from,
    edition,
    publication,
    state,
    reason,
    user: archivist(words),
    modified: sourceDate(process.env.SOURCE_DATE_EPOCH),
    progress,
    signal: session.signal,
  }).finally(() => progress.done());
  const { version, isNew, added: bytes } = added;
  if (reporter === 'json') {
    const report = { ok: true, exitCode: 0, publication: added.publication, version, isNew, bytes };
    stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    return 0;
  }
  (reporter === 'pretty' ? stderr : stdout).write(
    formatMessages(added.messages, session, stderr.isTTY, sourcesIn(folder)),
  );
  if (quiet) return 0;
  const name = `${added.publication}@${version}`;
  const size = (bytes / 1e6).toFixed(2);
  const zh = isNew ? `已存为 ${name}，新占 ${size} MB。\n` : `与 ${name} 完全相同，没有新建版本。\n`;
  const en = isNew ? `Archived as ${name}; ${size} MB added.\n` : `The same as ${name}; no new version was made.\n`;
  stdout.write(language === 'zh' ? zh : en);
  return 0;
}

/** Who archives: as asked, else the login name at this machine. */
export function archivist({ user, address }: Pick<AddWords, 'user' | 'address'>): { name: string; address: string } {
  const login = loginName();
  return { name: user ?? login, address: address ?? `mailto:${encodeURIComponent(login)}@${hostname()}` };
}

function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    // In a container a user may have a number only.
    return 'kanben';
  }
}
