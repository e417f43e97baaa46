import { Failure } from '../../report/failure.ts';
import type { Template } from '../../template/load.ts';
import type { Finding } from '../finish/verify/finding.ts';
import type { PageInfo } from '../pages.ts';
import { documentTag } from './compiled.ts';
import type { ObjectTable } from './file.ts';
import { type CompiledFurniture, closeContent, layFurniture, openContent, type Sheet } from './furniture.ts';
import { Ground } from './ground.ts';
import type { PlacedPart } from './index.ts';
import { blankPage, offsetOf, pageText, spareOf } from './pages.ts';
import { type Landing, relocate } from './relocatable.ts';
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
 * Puts the parts' objects into the table one behind the other, with blank pages behind them where `pages` has them,
 * and the furniture laid over. Each part is a node of the page tree.
 * @throws Failure (3) when parts and pages do not agree.
 */
export function placeParts(
  table: ObjectTable,
  parts: readonly PlacedPart[],
  sheets: readonly (Sheet | undefined)[],
  pages: readonly PageInfo[],
  template: Template,
): PlacedParts {
  const ground = new Ground(table);
  const root = table.reserve();
  const before = table.addData(Buffer.from(openContent), {}, { packed: false });
  const close = table.addData(Buffer.from(closeContent), {}, { packed: false });
  const overlays = new Map<number, number>();
  const after = (shift: number) => {
    const number = overlays.get(shift) ?? table.addData(Buffer.from(layFurniture(shift)), {}, { packed: false });
    overlays.set(shift, number);
    return number;
  };
  const landings = new Map<CompiledFurniture, Landing>();
  const formOf = (index: number): number | undefined => {
    const sheet = sheets[index];
    const form = sheet?.furniture.forms[sheet.form];
    if (!sheet || !form) return undefined;
    const landing = landings.get(sheet.furniture) ?? ground.land(sheet.furniture, 0);
    landings.set(sheet.furniture, landing);
    const number = table.reserveForParts();
    table.setStream(number, { ...form, dictionary: relocate(form.dictionary, landing) });
    return number;
  };

  const placed: PlacedParts = {
    root,
    first: 0,
    shared: ground.shared,
    tags: { document: ground.shared(documentTag), tags: [], rows: [], ids: [], roles: new Map() },
    places: new Map(),
    findings: [],
  };
  const nodes: number[] = [];
  let at = 0;
  let row = 0;
  for (const { part, compiled } of parts) {
    const node = table.reserveForParts();
    const kids: number[] = [];
    const landing = ground.land(compiled, row);
    for (const finding of compiled.findings) placed.findings.push(shiftFinding(finding, at, landing));
    for (const page of compiled.pages) {
      const spare = spareOf(page, template.page);
      const shift = offsetOf(page, pages[at]?.side ?? 'recto', template.page);
      const form = formOf(at);
      const number = landing.base + page.number;
      const place = {
        parent: node,
        shift,
        spare,
        before,
        after: form === undefined ? close : after(shift),
        furniture: form,
      };
      table.set(number, relocate(pageText(page, place), landing));
      kids.push(number);
      if (placed.first === 0) placed.first = number;
      at++;
    }
    const [model] = compiled.pages;
    for (; pages[at]?.kind === 'blank' && model; at++) {
      const blank = table.reserveForParts();
      table.set(blank, blankPage({ ...model, width: model.width - spareOf(model, template.page) }, node));
      kids.push(blank);
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
    nodes.push(node);
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
  for (const [furniture, landing] of landings) {
    for (const finding of furniture.findings) {
      const sheet = sheets.findIndex((each) => each?.furniture === furniture && each.form + 1 === finding.page);
      placed.findings.push(shiftFinding(finding, sheet + 1 - (finding.page ?? 0), landing));
    }
  }
  if (at !== pages.length) throw miscounted(at, pages.length);
  table.set(root, dictionary({ Type: '/Pages', Count: at, Kids: array(nodes.map(reference)) }));
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
