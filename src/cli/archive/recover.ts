import { openStore } from '../../archive/store.ts';
import type { Session } from '../session.ts';

const outcomes = {
  finished: { zh: '写入中断，已补完', en: 'was interrupted; finished' },
  undone: { zh: '写入中断，已撤销', en: 'was interrupted; undone' },
  mended: {
    zh: '根清单受损或落后，已从版本文件夹重写',
    en: 'had a damaged root inventory; written again from the version',
  },
} as const;

/** `kanben archive recover`. Returns the exit status. */
export async function recover({ store: folder }: { store: string }, session: Session): Promise<number> {
  const { stdout, reporter, quiet, language } = session;
  const store = await openStore(folder);
  const done = await store.changes.recover();
  if (reporter === 'json') stdout.write(`${JSON.stringify({ ok: true, recovered: done }, null, 2)}\n`);
  else if (!quiet) {
    for (const { publication, version, outcome } of done) {
      stdout.write(`${publication}@${version}  ${outcomes[outcome][language]}\n`);
    }
    if (done.length === 0) stdout.write(language === 'zh' ? '没有要恢复的。\n' : 'There is nothing to recover.\n');
  }
  return 0;
}
