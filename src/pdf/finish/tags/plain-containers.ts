import type { PDFDocument } from '@cantoo/pdf-lib';
import { toName } from '../names.ts';
import { groupTypes, inlineTypes } from './structure-types.ts';
import { type Kid, newTag, type Tag } from './tree.ts';

/**
 * Chromium tags every run of text and every div as NonStruct, "no structure": half of all its tags. A reader has to walk
 * over them, so they go: text goes up into what it belongs to, a div of text becomes a paragraph, one with a language of its
 * own a division, and any other dissolves into its surroundings. Text that stands in a group of blocks without a paragraph
 * of its own gets one.
 */
export function dissolvePlainContainers(document: PDFDocument, tag: Tag): void {
  for (const kid of tag.kids) if (kid.kind === 'tag') dissolvePlainContainers(document, kid);
  const group = groupTypes.has(tag.role);
  const loose = tag.kids.some((kid) => isInline(kid) || isTextRun(kid));
  const several = tag.kids.length > 1;
  const kids = tag.kids.flatMap((kid): Kid[] => {
    if (kid.kind !== 'tag' || kid.role !== 'NonStruct') return [kid];
    if (!isBare(kid)) {
      if (!kid.kids.every(isInline)) kid.role = 'Div';
      return [kid];
    }
    const text = kid.kids.length > 0 && kid.kids.every(isInline) && !isTextRun(kid);
    if (text && (group || (several && !loose && holdsBlocks.has(tag.role)))) {
      kid.role = 'P';
      return [kid];
    }
    return kid.kids;
  });
  tag.kids = group ? gatherLooseText(document, kids) : kids;
}

const holdsBlocks: ReadonlySet<string> = new Set(['LI', 'LBody', 'TD', 'TH', 'Note', 'Caption', 'TOCI']);

/** Only text in it, as the browser's text nodes are tagged. */
function isTextRun(kid: Kid): boolean {
  return (
    kid.kind === 'tag' &&
    kid.role === 'NonStruct' &&
    kid.kids.length > 0 &&
    kid.kids.every((each) => each.kind === 'content')
  );
}

function isInline(kid: Kid): boolean {
  return kid.kind !== 'tag' || inlineTypes.has(kid.role);
}

/** It says nothing beyond its type. */
function isBare({ dict }: Tag): boolean {
  return ['Lang', 'Alt', 'ActualText', 'ID', 'A', 'C', 'E', 'T'].every((key) => !dict.has(toName(key)));
}

function gatherLooseText(document: PDFDocument, kids: Kid[]): Kid[] {
  const gathered: Kid[] = [];
  let paragraph: Tag | undefined;
  for (const kid of kids) {
    if (!isInline(kid) || (kid.kind === 'tag' && kid.role === 'Formula')) {
      paragraph = undefined;
      gathered.push(kid);
    } else if (paragraph && !isListing(kid)) {
      paragraph.kids.push(kid);
    } else {
      const started = newTag(document, 'P', [kid]);
      gathered.push(started);
      paragraph = isListing(kid) ? undefined : started;
    }
  }
  return gathered;
}

/** Code in lines stands in a paragraph by itself. */
function isListing(kid: Kid): boolean {
  return (
    kid.kind === 'tag' && kid.role === 'Code' && kid.kids.some((line) => line.kind === 'tag' && line.role === 'Span')
  );
}
