import { VFile } from 'vfile';
import { type KanbenMessage, say } from '../../report/message.ts';
import { type Claim, claimNames } from './conformance.ts';
import { type Finding, failedClaims } from './verify/finding.ts';

/** A warning for each standard that the file was to follow and does not, with the clauses and the first places. */
export function droppedClaims(findings: readonly Finding[], claims: readonly Claim[]): KanbenMessage[] {
  const file = new VFile({ path: 'book.yaml' });
  for (const claim of failedClaims(findings, claims)) {
    const own = findings.filter((finding) => failedClaims([finding], [claim]).length > 0);
    const clauses = [...new Set(own.map((finding) => finding.clause))];
    const first = own[0] as Finding;
    const at = first.page ? { zh: `第 ${first.page} 页：`, en: `page ${first.page}: ` } : { zh: '', en: '' };
    const name = claimNames[claim];
    const zh = `PDF 有 ${own.length} 处不合 ${name}（${clauses.join('、')} 条），没有写上这项声明。${at.zh}${first.problem}`;
    const en = `The PDF breaks ${name} in ${own.length} ${own.length === 1 ? 'place' : 'places'} (clause ${clauses.join(', ')}), so the claim is not written. ${at.en}${first.problem}`;
    say(file, 'print:conformance', { zh, en }, { note: own.slice(0, 20).map(describe).join('\n') });
  }
  return file.messages as KanbenMessage[];
}

function describe({ clause, problem, page, object }: Finding): string {
  return [clause, page && `p. ${page}`, object, problem].filter(Boolean).join(' · ');
}
