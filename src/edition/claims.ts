import { VFile } from 'vfile';
import type { BookConfig } from '../book/schema.ts';
import { type Claim, claimNames } from '../pdf/finish/conformance.ts';
import { checkLicences } from '../pdf/font-licences.ts';
import type { LoadedFace } from '../pdf/fonts.ts';
import { type KanbenMessage, say } from '../report/message.ts';

/**
 * The standards that the PDF can follow: those of book.yaml, but none with a font that may not be embedded, and not PDF/UA with
 * a picture that nobody described (ISO 14289-1, 7.3). `found` is what is known of the manuscript by now.
 */
export function possibleClaims(
  { pdf }: BookConfig,
  faces: readonly LoadedFace[],
  found: readonly KanbenMessage[],
): { claims: Claim[]; messages: KanbenMessage[] } {
  const wanted = pdf.conformance.filter((claim) => claim !== 'none');
  const licences = checkLicences(faces);
  if (wanted.length === 0 || licences.length > 0) return { claims: [], messages: wanted.length === 0 ? [] : licences };
  const undescribed = found.filter((message) => message.ruleId === 'image-alt').length;
  if (undescribed === 0 || !wanted.includes('ua-1')) return { claims: wanted, messages: [] };
  const file = new VFile({ path: 'book.yaml' });
  const zh = `有 ${undescribed} 张图片没有替代文字，PDF 没有写上 ${claimNames['ua-1']} 的声明（7.3 条）。请补上替代文字。`;
  const en = `${undescribed} ${undescribed === 1 ? 'image has' : 'images have'} no alternative text, so the PDF does not claim ${claimNames['ua-1']} (clause 7.3). Write it.`;
  say(file, 'print:conformance', { zh, en });
  return { claims: wanted.filter((claim) => claim !== 'ua-1'), messages: file.messages as KanbenMessage[] };
}
