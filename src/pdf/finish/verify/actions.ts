import { PDFArray, type PDFDict, type PDFObject } from '@cantoo/pdf-lib';
import { toName } from '../names.ts';
import { dictAt, dictOf, label, nameOf, type Subject } from './subject.ts';

const permitted: ReadonlySet<string> = new Set(['GoTo', 'GoToR', 'GoToE', 'Thread', 'URI', 'Named', 'SubmitForm']);
const namedPermitted: ReadonlySet<string> = new Set(['NextPage', 'PrevPage', 'FirstPage', 'LastPage']);

/** Nothing in an archive runs: links lead to places and addresses, and that is all (ISO 19005-2, 6.5). */
export function checkActions({ document, pages, report }: Subject): void {
  const { catalog, context } = document;
  const checkAction = (value: PDFObject | undefined, place: { page?: number; object?: string }, depth = 0): void => {
    const action = dictOf(value);
    if (!action || depth > 50) return;
    const kind = nameOf(action.lookup(toName('S')));
    if (!permitted.has(kind)) report.add({ a: '6.5.1' }, `the action ${kind} is not permitted`, place);
    const named = nameOf(action.lookup(toName('N')));
    if (kind === 'Named' && !namedPermitted.has(named))
      report.add({ a: '6.5.1' }, `the named action ${named} is not permitted`, place);
    const next = action.lookup(toName('Next'));
    for (const each of next instanceof PDFArray ? next.asArray() : next ? [next] : [])
      checkAction(context.lookup(each), place, depth + 1);
  };
  const open = catalog.lookup(toName('OpenAction'));
  if (!(open instanceof PDFArray)) checkAction(open, { object: 'OpenAction' });
  if (catalog.has(toName('AA'))) report.add({ a: '6.5.2' }, 'the catalog has additional actions');
  const scripts = dictAt(dictAt(catalog, 'Names'), 'JavaScript');
  if (scripts) report.add({ a: '6.5.1' }, 'the file has JavaScript');
  for (const [i, page] of pages.entries()) {
    if (page.node.has(toName('AA'))) report.add({ a: '6.5.2' }, 'the page has additional actions', { page: i + 1 });
    for (const value of page.node.Annots()?.asArray() ?? []) {
      checkAction(dictAt(dictOf(context.lookup(value)), 'A'), { page: i + 1, object: label(value) });
    }
  }
  const seen = new Set<PDFDict>();
  const walkOutline = (item: PDFDict | undefined): void => {
    for (let each = item; each && !seen.has(each); each = dictAt(each, 'Next')) {
      seen.add(each);
      checkAction(dictAt(each, 'A'), { object: 'outline' });
      walkOutline(dictAt(each, 'First'));
    }
  };
  walkOutline(dictAt(dictAt(catalog, 'Outlines'), 'First'));
}
