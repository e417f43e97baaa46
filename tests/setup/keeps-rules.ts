import type { Claim } from '../../src/pdf/finish/conformance.ts';
import type { Finding } from '../../src/pdf/finish/verify/finding.ts';
import { verifyPdf } from '../../src/pdf/finish/verify/index.ts';

/** Clauses that a test says its manuscript breaks. */
let broken: readonly string[] = [];

/** From here to the end of the test, PDFs that are built may break these clauses. */
export function mayBreak(...clauses: string[]): void {
  broken = clauses;
}

/** What a file has to say to claim a standard: only a file that claims it is held to it. */
const saying: readonly string[] = ['6.6.4', '5'];

/**
 * Checks a PDF that a test built for PDF/A-2a (-3a, if that is what it claims) and PDF/UA-1.
 * @throws Error with the first findings, unless the test said that there will be some. Files for the printer claim nothing, and are not
 * looked at.
 */
export async function mustKeepRules(name: string, bytes: Uint8Array): Promise<void> {
  if (/\.(print|booklet|2up)\.pdf$/.test(name)) return;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const part = /<pdfaid:part>(\d)/.exec(text)?.[1];
  const claims: Claim[] = [part === '3' ? 'a-3a' : 'a-2a', 'ua-1'];
  const claimed = { 'PDF/A': part !== undefined, 'PDF/UA': text.includes('<pdfuaid:part>') };
  const findings = (await verifyPdf(bytes, claims)).filter(
    ({ standard, clause }) => !broken.includes(clause) && (claimed[standard] || !saying.includes(clause)),
  );
  if (findings.length > 0) throw new Error(`${name} breaks the rules: ${findings.slice(0, 5).map(words).join('; ')}`);
}

function words({ standard, clause, page, object, problem }: Finding): string {
  return [standard, clause, page && `p. ${page}`, object, problem].filter(Boolean).join(' ');
}
