import type { Html, Nodes, Parents, Root } from 'mdast';
import { visit } from '../tree/visit.ts';

/** Rules switched off for a part of the source. `rules` undefined means all. */
interface Off {
  rules: ReadonlySet<string> | undefined;
  start: number;
  end: number;
}

export type Switches = (ruleId: string, offset: number) => boolean;

const comment = /^<!--\s*kanben-(disable|enable)(-next-line|-line|-next-block)?(?:\s+([\w\s,-]*?))?\s*-->$/;

/**
 * Reads the comments that switch rules off: `kanben-disable` until `kanben-enable` or the end, `kanben-disable-line`,
 * `kanben-disable-next-line` and `kanben-disable-next-block`, each with names of rules or for all. Returns `undefined`
 * if there are none, which is the usual case.
 */
export function switchesOf(tree: Root, source: string): Switches | undefined {
  if (!source.includes('<!-- kanben-') && !source.includes('<!--kanben-')) return undefined;
  const offs: Off[] = [];
  visit(tree, 'html', (node: Html, index, parent) => {
    const found = comment.exec(node.value.trim());
    const start = node.position?.start.offset;
    if (!found || start === undefined) return;
    const [, verb, where, names] = found;
    const rules = names?.trim() ? new Set(names.trim().split(/[\s,]+/)) : undefined;
    if (verb === 'enable') close(offs, rules, start);
    else offs.push({ rules, ...reach(where, node, index, parent, source) });
  });
  return (ruleId, offset) =>
    offs.some((off) => offset >= off.start && offset < off.end && (!off.rules || off.rules.has(ruleId)));
}

/** Ends what is still open; naming rules ends only the comments that name them. */
function close(offs: Off[], rules: ReadonlySet<string> | undefined, at: number): void {
  for (const off of offs) {
    if (off.end !== Number.POSITIVE_INFINITY) continue;
    if (!rules || (off.rules && [...off.rules].every((id) => rules.has(id)))) off.end = at;
  }
}

function reach(
  where: string | undefined,
  node: Html,
  index: number | undefined,
  parent: Parents | undefined,
  source: string,
): { start: number; end: number } {
  const from = node.position?.start.offset ?? 0;
  const to = node.position?.end.offset ?? from;
  if (where === '-line') return { start: source.lastIndexOf('\n', from) + 1, end: lineEnd(source, to) };
  if (where === '-next-line') {
    const next = lineEnd(source, to) + 1;
    return { start: next, end: lineEnd(source, next) };
  }
  if (where === '-next-block') {
    const block: Nodes | undefined = parent?.children[(index ?? 0) + 1];
    return { start: block?.position?.start.offset ?? to, end: block?.position?.end.offset ?? to };
  }
  return { start: to, end: Number.POSITIVE_INFINITY };
}

function lineEnd(source: string, from: number): number {
  const end = source.indexOf('\n', from);
  return end < 0 ? source.length : end;
}
