import type { Position } from 'unist';
import type { VFile } from 'vfile';
import { nearest } from '../../book/nearest.ts';
import { say } from '../../report/message.ts';
import type { Reference } from './reference.ts';

/** Puts the entries under their keys; one given twice is an error that names the first. */
export function byKey(file: VFile, entries: Reference[]): Map<string, Reference> {
  const references = new Map<string, Reference>();
  for (const entry of entries) {
    const before = references.get(entry.key);
    if (!before) {
      references.set(entry.key, entry);
      continue;
    }
    const line = before.position?.start.line ?? 1;
    const zh = `文献标识“${entry.key}”用了两次，第 ${line} 行已有一条。请改掉一个，或删去一条。`;
    const en = `The key "${entry.key}" is used twice, first on line ${line}. Change or delete one.`;
    say(file, 'bibliography:duplicate-key', { zh, en }, { place: entry.position, severity: 'error' });
  }
  return references;
}

export function unknownType(file: VFile, type: string, known: string[], place: Position | undefined): void {
  const guess = nearest(type, known);
  const zh = `不认识的文献类型“${type}”。${guess ? `是不是“${guess}”？` : `可以用：${known.join('、')}。`}`;
  const en = `Unknown entry type "${type}". ${guess ? `Did you mean "${guess}"?` : `Known: ${known.join(', ')}.`}`;
  say(file, 'bibliography:unknown-type', { zh, en }, { place, severity: 'error', ...(guess && { expected: [guess] }) });
}

export function missing(file: VFile, key: string, field: string, place: Position | undefined): void {
  const zh = `文献“${key}”缺少“${field}”。请加上。`;
  const en = `The entry "${key}" has no "${field}". Add it.`;
  say(file, 'bibliography:missing-field', { zh, en }, { place, severity: 'error' });
}

export function malformed(file: VFile, texts: { zh: string; en: string }, place: Position | undefined): void {
  say(file, 'bibliography:syntax', texts, { place, severity: 'error' });
}
