import type { Claim } from '../finish/conformance.ts';
import { type Finding, failedClaims } from '../finish/verify/finding.ts';
import { type ObjectTable, writeFile } from './file.ts';

/** Checks a file that has all the objects of a book but those of its parts. */
export type VerifyBook = (bytes: Uint8Array, claims: readonly Claim[]) => Promise<Finding[]>;

/**
 * Writes only those claims that the file keeps; what stands in the way of the others. The parts were checked when they were
 * compiled (`ofParts`). What the book adds (catalog, metadata, fonts, trees) is checked as a small file of its own: to read
 * the whole file once more would take longer than to write it.
 */
export async function settleClaims(
  table: ObjectTable,
  trailer: { root: number; info: number },
  ofParts: readonly Finding[],
  wanted: readonly Claim[],
  claim: (claims: readonly Claim[]) => void,
  verify: VerifyBook,
): Promise<Finding[]> {
  const against = (findings: readonly Finding[]) =>
    findings.filter((finding) => failedClaims([finding], wanted).length > 0);
  const without = (findings: readonly Finding[]) => {
    const failed = failedClaims(findings, wanted);
    return wanted.filter((each) => !failed.includes(each));
  };
  const found = against(ofParts);
  claim(without(found));
  if (without(found).length === 0) return found;
  const light = await writeFile(table, trailer, { parts: false });
  found.push(...against(await verify(light, without(found))));
  claim(without(found));
  return found;
}
