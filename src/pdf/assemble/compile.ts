import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  type PDFName,
  type PDFNumber,
  type PDFObject,
  PDFRef,
} from '@cantoo/pdf-lib';
import { auditPart, sheetsOf } from '../audit/part.ts';
import { nameGlyphs } from '../finish/glyph-names.ts';
import { dropLineMarks } from '../finish/line-marks.ts';
import { toName } from '../finish/names.ts';
import { dropReplacements } from '../finish/replacement-texts.ts';
import { mendTags } from '../finish/tags/index.ts';
import { kidsOf } from '../finish/tags/tree.ts';
import { verifyPart } from '../finish/verify/index.ts';
import type { PartFacts } from '../part-facts.ts';
import { compilePage } from './compile-page.ts';
import { type CompiledPages, type CompiledPart, documentTag, refused } from './compiled.ts';
import { shareFonts } from './font-subset.ts';
import { leadLinks, readPlaces } from './links.ts';
import { openPrint } from './open.ts';
import { Relocator } from './relocator.ts';
import { findShared } from './shared.ts';

/**
 * Does the slow work on one part, once for as long as its PDF stays as it is: mends tags and text, checks the result, reads its
 * pages for the audit, and takes it apart into objects that can be put anywhere.
 * @throws Failure (3) when Chromium's PDF is damaged, foreign, shrunk, or has a font whose text is not known.
 */
export async function compilePart(bytes: Uint8Array, facts: PartFacts): Promise<CompiledPart> {
  try {
    const document = await openPrint(bytes);
    leadLinks(document);
    dropLineMarks(document);
    nameGlyphs(document);
    dropReplacements(document);
    mendTags(document, facts);
    return {
      ...takeApart(document),
      audit: auditPart(document, facts.audit, sheetsOf(facts.kind, document.getPageCount())),
    };
  } catch (error) {
    throw refused(facts.part, error as Error);
  }
}

function takeApart(document: PDFDocument): CompiledPages {
  const { context, catalog } = document;
  const structure = catalog.lookup(toName('StructTreeRoot'), PDFDict);
  const top = structure.lookup(toName('K'), PDFDict);
  const parents = numbered(structure.lookup(toName('ParentTree'), PDFDict), 'Nums');
  const keys = parents.map(([key]) => (key as PDFNumber).asNumber());

  const shared = findShared(context);
  const fonts = shareFonts(context, shared);
  const topRef = structure.get(toName('K'));
  if (topRef instanceof PDFRef) shared.set(topRef, documentTag);
  const relocator = new Relocator(context, shared, new Map(keys.map((key, row) => [key, row])));
  const pageList = document.getPages();
  // Pages come first, so that destinations and tags find them numbered in their order.
  for (const page of pageList) relocator.numberOf(page.ref);
  const pages = pageList.map((page) => compilePage(page, relocator));
  const { destinations, places } = readPlaces(document, relocator);
  const tags = kidsOf(top).map((kid) => relocator.write(kid));
  const rows = parents.map(([, value]) => relocator.write(value));
  const ids = structure.has(toName('IDTree'))
    ? named(structure.lookup(toName('IDTree'), PDFDict)).map(([id, tag]): [string, string] => [
        id.toString(),
        relocator.write(tag),
      ])
    : [];
  const roleMap = structure.lookupMaybe(toName('RoleMap'), PDFDict)?.entries() ?? [];
  const findings = verifyPart(document);
  return {
    count: pageList.length,
    destinations,
    places,
    pages,
    ...relocator.finish(new Set(pageList.map((page) => page.ref))),
    fonts,
    tags,
    rows,
    ids,
    roles: roleMap.map(([role, standard]) => [role.decodeText(), (standard as PDFName).decodeText()]),
    findings: findings.map((finding) => relocator.place(finding)),
  };
}

function numbered(tree: PDFDict, key: 'Nums' | 'Names'): [PDFObject, PDFObject][] {
  const list = tree.lookup(toName(key));
  if (!(list instanceof PDFArray)) return [];
  const items = list.asArray();
  return items.flatMap((item, i): [PDFObject, PDFObject][] => (i % 2 === 0 ? [[item, items[i + 1] as PDFObject]] : []));
}

function named(tree: PDFDict): [PDFObject, PDFObject][] {
  const kids = tree.lookup(toName('Kids'));
  if (!(kids instanceof PDFArray)) return numbered(tree, 'Names');
  return kids.asArray().flatMap((_, i) => named(kids.lookup(i, PDFDict)));
}
