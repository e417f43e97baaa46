import type { ContentsEntry } from '../../document/contents.ts';
import { flattenContents } from '../../document/contents.ts';
import type { TypesetBook } from '../../html/index.ts';
import { Failure } from '../../report/failure.ts';
import type { Template } from '../../template/load.ts';
import type { Claim } from '../finish/conformance.ts';
import type { Finding } from '../finish/verify/finding.ts';
import type { PageInfo, Part } from '../pages.ts';
import { type Attachment, attachFiles } from './attachments.ts';
import { catalog } from './catalog.ts';
import { settleClaims, type VerifyBook } from './claims.ts';
import { type CompiledPages, refused } from './compiled.ts';
import { writeDestinations } from './destinations.ts';
import { ObjectTable, writeFile } from './file.ts';
import { groupByFace, writeFonts } from './fonts.ts';
import type { Sheet } from './furniture.ts';
import { writePageLabels } from './labels.ts';
import { infoOf, type Stamp, setMetadata } from './metadata.ts';
import { writeOutline } from './outline.ts';
import { outputIntents } from './output-intent.ts';
import { placeParts } from './place.ts';
import { writeTagTree } from './tags.ts';

/** What assembling is told beyond the parts. */
export interface FinishOptions extends Stamp {
  /** The standards that the file is to claim. */
  claims: readonly Claim[];
  /** Files that go inside, for PDF/A-3. */
  attachments: readonly Attachment[];
  /** Who checks what the book adds to its parts, with a library that joining them does not need. Default: it is loaded here. */
  verify?: VerifyBook | undefined;
}

export interface FinishedPdf {
  bytes: Uint8Array;
  /** What stands in the way of the claims that were wanted and are not in the file. */
  findings: Finding[];
}

/** A part and what it compiled to. */
export interface PlacedPart {
  part: Part;
  compiled: CompiledPages;
}

/**
 * Joins the parts to one PDF: pages, fonts, tags, destinations, outline, labels, metadata. `pages` are all pages of the book,
 * blank ones too; what `sheets` has for a page is laid over it. Same parts, same bytes.
 * @throws Failure (3) when the parts do not fit together: a wrong file is never written.
 */
export async function assemble(
  parts: readonly PlacedPart[],
  sheets: readonly (Sheet | undefined)[],
  pages: readonly PageInfo[],
  book: TypesetBook,
  template: Template,
  options: FinishOptions,
): Promise<FinishedPdf> {
  const table = new ObjectTable();
  const root = table.reserve();
  const placed = placeParts(table, parts, sheets, pages, template);
  mustLead(book.contents, placed.places);
  const furniture = [...new Set(sheets.flatMap((sheet) => sheet?.furniture ?? []))];
  const subsets = [...parts.flatMap(({ compiled }) => compiled.fonts), ...furniture.flatMap(({ fonts }) => fonts)];
  try {
    writeFonts(table, groupByFace(subsets), placed.shared);
  } catch (error) {
    throw refused(fontCulprit(parts, error as Error), error as Error);
  }
  const tags = writeTagTree(table, { ...placed.tags, language: book.config.language });
  const destinations = writeDestinations(table, placed.places);
  const outline = writeOutline(table, book.contents);
  const labels = writePageLabels(table, pages, template.labels);
  const intents = outputIntents(table);
  const files = attachFiles(table, options.attachments, options.modified);
  const info = table.add(infoOf(book.config, options));
  const metadata = table.reserve();
  const entries = {
    pages: placed.root,
    tags,
    destinations,
    outline,
    labels,
    metadata,
    intents,
    files,
    first: placed.first,
  };
  table.set(root, catalog(book, entries, template.page));
  const claim = (claims: readonly Claim[]) => setMetadata(table, metadata, book.config, options, claims);
  const findings = await settleClaims(
    table,
    { root, info },
    placed.findings,
    options.claims,
    claim,
    options.verify ?? verifyHere,
  );
  return { bytes: await writeFile(table, { root, info }), findings };
}

const verifyHere: VerifyBook = async (bytes, claims) =>
  (await import('../finish/verify/index.ts')).verifyBook(bytes, claims);

/** Every entry of the contents leads somewhere. */
function mustLead(contents: readonly ContentsEntry[], places: ReadonlyMap<string, string>): void {
  for (const { id } of flattenContents(contents as ContentsEntry[])) {
    if (places.has(id)) continue;
    throw new Failure(3, { zh: `浏览器没有写出“${id}”的位置。`, en: `The browser wrote no destination for "${id}".` });
  }
}

function fontCulprit(parts: readonly PlacedPart[], error: Error): string {
  const named = parts.find(({ compiled }) => compiled.fonts.some(({ name }) => error.message.includes(name)));
  return named?.part.id ?? 'furniture';
}
