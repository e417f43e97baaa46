import { changeState } from '../../archive/change-state.ts';
import type { EditionState } from '../../archive/edition.ts';
import { findVersion } from '../../archive/read-version.ts';
import { Failure } from '../../report/failure.ts';
import type { Session } from '../session.ts';
import { archivist } from './add.ts';
import { openToRead } from './open.ts';

/** `kanben archive state ID[@V] STATE`. Returns the exit status. */
export async function setState(
  id: string,
  state: string,
  words: { store: string; reason?: string; user?: string; address?: string },
  { stdout, reporter, language, quiet }: Session,
): Promise<number> {
  const { reason } = words;
  if (state === 'withdrawn' && !reason) {
    throw new Failure(2, {
      zh: '撤回要写明原因：--reason "…"。读者以后会看到它。',
      en: 'To withdraw an edition give the reason: --reason "…". Readers will see it.',
    });
  }
  const store = await openToRead(words.store);
  const found = await findVersion(store, id);
  const made = await changeState(store, found, { state: state as EditionState, reason, user: archivist(words) });
  const name = `${found.publication}@${made.version}`;
  if (reporter === 'json') stdout.write(`${JSON.stringify({ ok: true, exitCode: 0, ...made }, null, 2)}\n`);
  else if (!quiet)
    stdout.write(language === 'zh' ? `已记为 ${name}（${state}）。\n` : `Recorded as ${name} (${state}).\n`);
  return 0;
}
