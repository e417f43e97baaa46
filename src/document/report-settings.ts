import type { VFile } from 'vfile';
import { openYaml } from '../book/yaml-source.ts';
import { say } from '../report/message.ts';
import type { Template } from '../template/load.ts';
import type { Book } from './index.ts';
import { noteSettings } from './note-settings.ts';

/** Settings of book.yaml and the template that this book cannot follow. */
export function reportSettings({ config, lists }: Book, template: Template, file: VFile): void {
  const source = openYaml(file, { text: String(file), offset: 0 });
  for (const { kind, entries, title } of lists) {
    if (entries.length > 0) continue;
    const place = source.value(['lists', config.lists.indexOf(kind)]);
    const zh = `lists 里写了 ${kind}，但全书没有可列的，不印“${title}”。请删去这一项。`;
    const en = `Under lists there is ${kind}, but the book has none; the list is left out. Delete it.`;
    say(file, 'document:empty-list', { zh, en }, { place });
  }
  if (config.notes.numbering !== 'page' || noteSettings(config, template).place === 'page') return;
  const zh =
    '注排在章末，不能按页编号，这里按章编号。请把 notes.numbering 写成 chapter 或 book，或把 notes.place 写成 page。';
  const en =
    'Notes at the end of the chapter cannot be numbered by page, and are numbered by chapter here. Set notes.numbering to chapter or book, or notes.place to page.';
  say(file, 'document:notes-by-page', { zh, en }, { place: source.value(['notes', 'numbering']) });
}
