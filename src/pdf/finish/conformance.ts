import type { conformances } from '../../book/schema.ts';

/** A standard that a PDF can claim to follow. */
export type Claim = (typeof conformances)[number];

/** How the standards are called in messages. */
export const claimNames: Readonly<Record<Claim, string>> = {
  'a-2a': 'PDF/A-2a',
  'a-3a': 'PDF/A-3a',
  'ua-1': 'PDF/UA-1',
};
