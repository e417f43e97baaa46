import type { Node } from 'unist';
import type { VFile } from 'vfile';
import { nearest } from '../book/nearest.ts';
import { type Bilingual, say } from '../report/message.ts';
import type { AttributeList } from './attribute-list.ts';

/** What an attribute list may hold at one kind of place. */
export interface KnownAttributes {
  /** 图, 表 */
  what: Bilingual;
  classes: readonly string[];
  values: Record<string, ValueRule>;
}

export interface ValueRule {
  allowed: RegExp | readonly string[];
  /** An example, or what it may be. */
  hint: Bilingual;
}

/** A rule for one of a few words. */
export function oneOf(...words: string[]): ValueRule {
  return { allowed: words, hint: { zh: words.join('、'), en: words.join(', ') } };
}

/**
 * The list without what means nothing at this place: that becomes a message, with the nearest thing that does. `others`
 * are names of values that somebody else reads.
 */
export function checkAttributes(
  list: AttributeList,
  known: KnownAttributes,
  file: VFile,
  place: Node,
  others: readonly string[] = [],
): AttributeList {
  const told = { what: known.what, file, place };
  const classes = list.classes.filter((name) => {
    if (known.classes.includes(name)) return true;
    tellUnknown(`.${name}`, known, told, others);
    return false;
  });
  const values = Object.entries(list.values).filter(([name, value]) => {
    if (others.includes(name)) return true;
    const rule = Object.hasOwn(known.values, name) ? known.values[name] : undefined;
    if (!rule) tellUnknown(name, known, told, others);
    else if (!fits(value, rule)) tellValue(name, value, rule, told);
    else return true;
    return false;
  });
  return { ...(list.id && { id: list.id }), classes, values: Object.fromEntries(values) };
}

function fits(value: string, { allowed }: ValueRule): boolean {
  return allowed instanceof RegExp ? allowed.test(value) : allowed.includes(value);
}

interface Told {
  what: Bilingual;
  file: VFile;
  place: Node;
}

function tellUnknown(name: string, known: KnownAttributes, { what, file, place }: Told, others: readonly string[]) {
  const all = [...known.classes.map((each) => `.${each}`), ...others, ...Object.keys(known.values)];
  const guess = nearest(name, all);
  const zh = `${what.zh}没有“${name}”这一项。${guess ? `是不是“${guess}”？` : `可以写：#标识、${all.join('、')}。`}`;
  const en = `A ${what.en} has no attribute "${name}". ${guess ? `Did you mean "${guess}"?` : `Known: #id, ${all.join(', ')}.`}`;
  say(
    file,
    'document:unknown-attribute',
    { zh, en },
    { place, severity: 'error', ...(guess && { expected: [guess] }) },
  );
}

function tellValue(name: string, value: string, { allowed, hint }: ValueRule, { what, file, place }: Told) {
  const guess = allowed instanceof RegExp ? undefined : nearest(value, allowed);
  const zh = `${what.zh}的 ${name} 不能是“${value}”。${guess ? `是不是“${guess}”？` : `可以写：${hint.zh}。`}`;
  const en = `The ${name} of a ${what.en} cannot be "${value}". ${guess ? `Did you mean "${guess}"?` : `Write ${hint.en}.`}`;
  say(file, 'document:attribute-value', { zh, en }, { place, severity: 'error', ...(guess && { expected: [guess] }) });
}
