import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageFolder } from '../package-folder.ts';

/** Unicode's own table, as it was published; its licence stands beside it. */
const file = path.join(packageFolder, 'data/unicode/EquivalentUnifiedIdeograph.txt');

let table: ReadonlyMap<string, string> | undefined;

/**
 * The ideograph that a sign for a radical (U+2E80–2FDF) or for a stroke (U+31C0–31E3) looks like, as the property
 * Equivalent_Unified_Ideograph has it (UAX #44); undefined if there is none. The table is read when it is first needed.
 */
export function equivalentIdeograph(sign: string): string | undefined {
  table ??= readTable(readFileSync(file, 'utf8'));
  return table.get(sign);
}

/** Lines are `2E8C..2E8D ; 5C0F # comment`. */
function readTable(text: string): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const [, from = '', to = from, ideograph = ''] of text.matchAll(
    /^([\dA-F]+)(?:\.\.([\dA-F]+))?\s*;\s*([\dA-F]+)/gm,
  )) {
    for (let code = Number.parseInt(from, 16); code <= Number.parseInt(to, 16); code++)
      pairs.set(String.fromCodePoint(code), String.fromCodePoint(Number.parseInt(ideograph, 16)));
  }
  return pairs;
}
