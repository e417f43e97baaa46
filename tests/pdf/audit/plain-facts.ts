import type { AuditFacts } from '../../../src/pdf/audit/facts.ts';
import type { PartFacts } from '../../../src/pdf/part-facts.ts';

/** What the audit knows of pages of which nothing is known. */
export const plainAudit: AuditFacts = {
  language: 'zh-Hans',
  writing: 'horizontal-tb',
  fonts: [],
  notes: [],
  lines: { edges: 'gb', hanging: false },
};

/** A chapter of which nothing is known but that it is there. */
export function plainFacts(part: string, language = 'zh-Hans'): PartFacts {
  return { part, kind: 'chapter', language, formulas: [], notes: [], titles: [], audit: plainAudit };
}
