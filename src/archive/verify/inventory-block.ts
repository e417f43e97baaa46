import type { Findings } from './finding.ts';

export type Block = Record<string, unknown>;

export function isBlock(value: unknown): value is Block {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The entries of a block whose values are lists of paths; others are told of. */
export function pathLists(
  block: Block,
  code: 'E051' | 'E057' | 'E092',
  where: string,
  findings: Findings,
): [digest: string, paths: string[]][] {
  const lists: [string, string[]][] = [];
  for (const [digest, value] of Object.entries(block)) {
    if (Array.isArray(value) && value.every((each) => typeof each === 'string')) lists.push([digest, value]);
    else
      findings.add(
        code,
        where,
        `摘要 ${brief(digest)} 的值应当是路径的列表。`,
        `The value of digest ${brief(digest)} must be a list of paths.`,
      );
  }
  return lists;
}

export function brief(digest: string): string {
  return digest.length > 16 ? `${digest.slice(0, 12)}…` : digest;
}
