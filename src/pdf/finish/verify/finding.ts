import type { Claim } from '../conformance.ts';

/** The two families of standards that a PDF is checked against. */
export type Standard = 'PDF/A' | 'PDF/UA';

/** One thing that a file must not have, or lacks. */
export interface Finding {
  standard: Standard;
  /**
   * Clause of ISO 19005-2 (PDF/A-2; of ISO 19005-3 for PDF/A-3) or of ISO 14289-1 (PDF/UA-1), as veraPDF's profiles number
   * them; `kanben` for what they do not test and we want all the same.
   */
  clause: string;
  /** What is wrong, in a sentence. */
  problem: string;
  /** Page from 1. */
  page?: number;
  /** The object, as `12 0 R`, or its name. */
  object?: string;
}

/** The claims that findings stand against. */
export function failedClaims(findings: readonly Finding[], claims: readonly Claim[]): Claim[] {
  return claims.filter((claim) => findings.some(({ standard }) => standard === standardOf(claim)));
}

/** The family that a claim belongs to. */
export function standardOf(claim: Claim): Standard {
  return claim === 'ua-1' ? 'PDF/UA' : 'PDF/A';
}

/** The clauses of one rule: `a` of PDF/A, `ua` of PDF/UA. */
export interface Clauses {
  a?: string;
  ua?: string;
}

export interface Place {
  page?: number;
  object?: string;
}

/** Takes down what is wrong. The same fault in a thousand places is told of twenty. */
export class Report {
  readonly findings: Finding[] = [];
  private readonly counts = new Map<string, number>();

  add({ a, ua }: Clauses, problem: string, place: Place = {}): void {
    if (a) this.push('PDF/A', a, problem, place);
    if (ua) this.push('PDF/UA', ua, problem, place);
  }

  private push(standard: Standard, clause: string, problem: string, place: Place): void {
    const key = `${standard} ${clause}`;
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    if (count <= 20) this.findings.push({ standard, clause, problem, ...place });
  }
}
