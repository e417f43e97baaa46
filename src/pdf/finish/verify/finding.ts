/** The two families of standards that a PDF is checked against. */
export type Standard = 'PDF/A' | 'PDF/UA';

/** One thing that a file must not have, or lacks. */
export interface Finding {
  standard: Standard;
  /** Clause of ISO 19005-2 (PDF/A-2; of ISO 19005-3 for PDF/A-3) or of ISO 14289-1 (PDF/UA-1). */
  clause: string;
  /** What is wrong, in a sentence. */
  problem: string;
  /** Page from 1. */
  page?: number;
  /** The object, as `12 0 R`, or its name. */
  object?: string;
}
