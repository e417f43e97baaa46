import { Failure } from '../../report/failure.ts';
import type { Template } from '../../template/load.ts';
import type { Finding } from '../finish/verify/finding.ts';
import type { PageInfo } from '../pages.ts';
import { documentTag } from './compile.ts';
import type { ObjectTable } from './file.ts';
import { type CompiledFurniture, closeContent, layFurniture, openContent, type Sheet } from './furniture.ts';
import type { PlacedPart } from './index.ts';
import { blankPage, pageText } from './pages.ts';
import { type Landing, relocate, splitObjects, type WrittenObjects } from './relocatable.ts';
import { array, dictionary, reference } from './syntax.ts';
import type { BookTags } from './tags.ts';

/** The parts in the object table, and what leads into them. */
export interface PlacedParts {
  /** Number of the root of the page tree, and of the first page. */
  root: number;
  first: number;
  /** Numbers of shared objects, by their key. */
  shared: (key: string) => number;
  tags: Omit<BookTags, 'language'>;
  /** Destinations by id. */
  places: Map<string, string>;
  findings: Finding[];
}

/**
 * Puts the parts' objects into the table one behind the other, with blank pages where `pages` has them, and the furniture laid over.
 * Each part is a node of the page tree.
 * @throws Failure (3) when parts and pages do not agree.
 */
export function placeParts(
  table: ObjectTable,
  parts: readonly PlacedPart[],
  sheets: readonly (Sheet | undefined)[],
  pages: readonly PageInfo[],
  template: Template,
): PlacedParts {
  const numbers = new Map<string, number>();
  const shared = (key: string) => {
    const number = numbers.get(key) ?? table.reserve();
    numbers.set(key, number);
    return number;
  };
  const root = table.reserve();
  const before = table.addData(Buffer.from(openContent), {}, { packed: false });
  const close = table.addData(Buffer.from(closeContent), {}, { packed: false });
  const overlays = new Map<number, number>();
  const after = (shift: number) => {
    const number = overlays.get(shift) ?? table.addData(Buffer.from(layFurniture(shift)), {}, { packed: false });
    overlays.set(shift, number);
    return number;
  };
  const known = new Set<string>();
  const land = (part: WrittenObjects & { rows?: string[] }, row: number): Landing => {
    const objects = splitObjects(part.objects);
    const landing = { base: table.reserve(objects.length), row, shared };
    for (const [i, object] of objects.entries())
      if (object !== '') table.set(landing.base + i, relocate(object, landing));
    for (const [number, stream] of part.streams)
      table.setStream(landing.base + number, { ...stream, dictionary: relocate(stream.dictionary, landing) });
    for (const [key, object] of part.shared) {
      if (known.has(key)) continue;
      known.add(key);
      if (typeof object === 'string') table.set(shared(key), relocate(object, landing));
      else table.setStream(shared(key), { ...object, dictionary: relocate(object.dictionary, landing) });
    }
    return landing;
  };

  const landings = new Map<CompiledFurniture, Landing>();
  const formOf = (index: number): number | undefined => {
    const sheet = sheets[index];
    const form = sheet?.furniture.forms[sheet.form];
    if (!sheet || !form) return undefined;
    const landing = landings.get(sheet.furniture) ?? land(sheet.furniture, 0);
    landings.set(sheet.furniture, landing);
    return table.addStream({ ...form, dictionary: relocate(form.dictionary, landing) });
  };

  const placed: PlacedParts = {
    root,
    first: 0,
    shared,
    tags: { document: shared(documentTag), tags: [], rows: [], ids: [], roles: new Map() },
    places: new Map(),
    findings: [...new Set(sheets.flatMap((sheet) => sheet?.furniture ?? []))].flatMap(
      (furniture) => furniture.findings,
    ),
  };
  const nodes: { number: number; count: number }[] = [];
  let at = 0;
  let row = 0;
  for (const { part, compiled } of parts) {
    const node = table.reserve();
    const kids: number[] = [];
    const [model] = compiled.pages;
    for (; pages[at]?.kind === 'blank' && model && at + compiled.count < pages.length; at++)
      kids.push(table.add(blankPage(model, node)));
    const landing = land(compiled, row);
    for (const finding of compiled.findings) placed.findings.push(shiftFinding(finding, at, landing));
    for (const page of compiled.pages) {
      const shift = shiftOf(pages[at], template);
      const form = formOf(at);
      const number = landing.base + page.number;
      const place = { parent: node, shift, before, after: form === undefined ? close : after(shift), furniture: form };
      table.set(number, relocate(pageText(page, place), landing));
      kids.push(number);
      if (placed.first === 0) placed.first = number;
      at++;
    }
    table.set(
      node,
      dictionary({
        Type: '/Pages',
        Parent: reference(root),
        Count: kids.length,
        Kids: array(kids.map(reference)),
      }),
    );
    nodes.push({ number: node, count: kids.length });
    for (const [id, place] of compiled.places) {
      if (placed.places.has(id)) throw twice(part.id, id);
      placed.places.set(id, relocate(place, landing));
    }
    const moved = (text: string) => relocate(text, landing);
    placed.tags.tags.push(...compiled.tags.map(moved));
    placed.tags.rows.push({ first: row, rows: compiled.rows.map(moved) });
    for (const [id, tag] of compiled.ids) placed.tags.ids.push([id, moved(tag)]);
    for (const [role, standard] of compiled.roles) (placed.tags.roles as Map<string, string>).set(role, standard);
    row += compiled.rows.length;
  }
  if (at !== pages.length) throw miscounted(at, pages.length);
  table.set(root, dictionary({ Type: '/Pages', Count: at, Kids: array(nodes.map(({ number }) => reference(number))) }));
  return placed;
}

function shiftFinding(finding: Finding, pages: number, landing: Landing): Finding {
  const { page, object } = finding;
  return {
    ...finding,
    ...(page !== undefined && { page: page + pages }),
    ...(object !== undefined && { object: relocate(object, landing) }),
  };
}

/** Points by which the paper moves on a verso, in print as a recto: inner and outer margin change places. */
function shiftOf(page: PageInfo | undefined, { page: { margins, binding } }: Template): number {
  if (page?.side !== 'verso' || page.kind === 'cover') return 0;
  const shift = ((margins.inner - margins.outer) * 72) / 25.4;
  return binding === 'left' ? shift : -shift;
}

function twice(part: string, id: string): Failure {
  return new Failure(3, {
    zh: `“${part}”里的“${id}”在书的另一部分也有，链接不知该到哪一处。请改其中一个。`,
    en: `"${id}" in "${part}" is in another part of the book too, and links cannot lead to both. Rename one.`,
  });
}

function miscounted(placed: number, expected: number): Failure {
  return new Failure(3, {
    zh: `各部分共 ${placed} 页，应为 ${expected} 页。请用 --no-cache 再试一次。`,
    en: `The parts have ${placed} pages together, not ${expected}. Try again with --no-cache.`,
  });
}
