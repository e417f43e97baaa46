import { type KanbenMessage, withoutRepeats } from '../report/message.ts';
import { plainMessage, severityOf } from '../report/reporters/json.ts';
import type { Problem } from './protocol.ts';

/** Messages as the panel lists them. */
export function viewProblems(messages: readonly KanbenMessage[]): Problem[] {
  return withoutRepeats([...messages]).map(viewProblem);
}

function viewProblem(message: KanbenMessage): Problem {
  const { file, line, column, rule, note, actual, expected } = plainMessage(message, 'zh');
  const fixable = rule.startsWith('typography:') && expected?.length === 1;
  return {
    file,
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
    severity: severityOf(message),
    rule,
    texts: message.texts ?? { zh: message.reason, en: message.reason },
    ...(note && { note }),
    ...(actual !== undefined && { actual }),
    ...(fixable && { replacement: expected?.[0] ?? '' }),
    ...(message.page !== undefined && { page: message.page }),
  };
}
