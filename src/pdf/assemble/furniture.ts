import type { Finding } from '../finish/verify/finding.ts';
import type { FontSubset } from './font-subset.ts';
import { furnitureName } from './pages.ts';
import type { CompiledStream, WrittenObjects } from './relocatable.ts';
import { decimal } from './syntax.ts';

/** Running heads and folios as drawings that can be laid over pages. Plain data. */
export interface CompiledFurniture extends WrittenObjects {
  /** One for each sheet of the print, in order. */
  forms: CompiledStream[];
  fonts: FontSubset[];
  findings: Finding[];
}

/** One sheet of a print of furniture. */
export interface Sheet {
  furniture: CompiledFurniture;
  /** Index among its forms. */
  form: number;
}

/** Before a page's own content: its graphics state is kept, for Chromium does not put it back. */
export const openContent = 'q\n';

/** After a page's own content. */
export const closeContent = '\nQ\n';

/**
 * After the content of a page with furniture: the form is laid over it, where the paper lies, and marked as an artifact of
 * pagination (ISO 32000-1, 14.8.2.2), so that it is neither read aloud nor part of the text.
 */
export function layFurniture(shift: number): string {
  return `\nQ\n/Artifact <</Type /Pagination>> BDC\nq 1 0 0 1 ${decimal(shift)} 0 cm /${furnitureName} Do Q\nEMC\n`;
}
