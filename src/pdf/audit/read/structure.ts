import { PDFDict, type PDFDocument, PDFName, PDFNumber, type PDFObject, PDFRef } from '@cantoo/pdf-lib';
import { nameText, toName } from '../../finish/names.ts';
import { kidsOf } from '../../finish/tags/tree.ts';

/** A paragraph, heading, cell or the like: the smallest block that a piece of text belongs to. */
export interface Block {
  /** `P`, `H2`, `TD`, `Caption` …: the structure type (ISO 32000-1, 14.8.4). */
  role: string;
  /** The types of what it stands in, from the outermost. */
  within: readonly string[];
}

/** Where a piece of marked content belongs. */
export interface Owner {
  block: Block;
  /** The types between the block and the content: `Link`, `Ruby`, `RT`, `Formula` … */
  inline: readonly string[];
  /** Its place in the order of reading, among all pieces of the file. */
  order: number;
}

type Holder = Omit<Owner, 'order'>;

const blockTypes: ReadonlySet<string> = new Set(
  'Document Part Art Sect Div Aside BlockQuote Caption TOC TOCI Index P Title H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Note FENote Figure Formula NonStruct'.split(
    ' ',
  ),
);

/** Types that are blocks or stand in a line, as their surroundings have it. */
const sometimesInline: ReadonlySet<string> = new Set(['Formula', 'NonStruct', 'Lbl', 'Figure', 'Note', 'FENote']);
const lineHolders: ReadonlySet<string> = new Set('P Title H H1 H2 H3 H4 H5 H6 Caption TD TH LBody TOCI'.split(' '));

/** Which block each piece of marked content belongs to: by page, then by MCID. Empty if the file is not tagged. */
export function readStructure(document: PDFDocument): Map<PDFRef, Map<number, Owner>> {
  const { context, catalog } = document;
  const owners = new Map<PDFRef, Map<number, Owner>>();
  const root = catalog.lookupMaybe(toName('StructTreeRoot'), PDFDict);
  const seen = new Set<PDFDict>();
  let count = 0;

  const read = (value: PDFObject, page: PDFRef | undefined, owner: Holder): void => {
    const object = context.lookup(value);
    if (object instanceof PDFNumber) {
      own(page, object.asNumber(), owner);
      return;
    }
    if (!(object instanceof PDFDict) || seen.has(object)) return;
    const pageOf = object.get(toName('Pg'));
    const at = pageOf instanceof PDFRef ? pageOf : page;
    const type = object.get(toName('S'));
    if (type === undefined) {
      const mcid = object.get(toName('MCID'));
      if (mcid instanceof PDFNumber) own(at, mcid.asNumber(), owner);
      return;
    }
    seen.add(object);
    const role = type instanceof PDFName ? nameText(type) : '';
    const inner = below(owner, role);
    for (const kid of kidsOf(object)) read(kid, at, inner);
  };

  const own = (page: PDFRef | undefined, mcid: number, owner: Holder): void => {
    if (!page) return;
    const known = owners.get(page) ?? new Map<number, Owner>();
    owners.set(page, known.set(mcid, { ...owner, order: count++ }));
  };

  if (root) for (const kid of kidsOf(root)) read(kid, undefined, { block: { role: '', within: [] }, inline: [] });
  return owners;
}

function below({ block, inline }: Holder, role: string): Holder {
  const isBlock = blockTypes.has(role) && !(sometimesInline.has(role) && lineHolders.has(block.role));
  if (isBlock && inline.length === 0) {
    return { block: { role, within: [...block.within, ...(block.role ? [block.role] : [])] }, inline: [] };
  }
  // Says of itself that it means nothing.
  return role === 'NonStruct' ? { block, inline } : { block, inline: [...inline, role] };
}
