/** What stands in `{#id .class key=value key="a value"}`. */
export interface AttributeList {
  id?: string;
  classes: string[];
  values: Record<string, string>;
}

const name = '[\\p{L}\\p{N}_][\\p{L}\\p{N}_.:-]*';
const item = `#${name}|\\.${name}|${name}=(?:"[^"\\n]*"|[^\\s"'{}]+)`;
const items = new RegExp(item, 'gu');
const list = `\\{\\s*(?:${item})(?:\\s+(?:${item}))*\\s*\\}`;

/** An attribute list at the end of a text, with the white space before it. */
export const listAtEnd = new RegExp(`[ \\t　]*(${list})[ \\t]*$`, 'u');
/** An attribute list at the start of a text. */
export const listAtStart = new RegExp(`^(${list})`, 'u');

/**
 * Reads an attribute list as pandoc, Quarto and generic directives write it. Text in braces that is no such list, as
 * `{a|b}` or `{x}`, is undefined: it stays text.
 */
export function readAttributeList(written: string): AttributeList | undefined {
  if (!new RegExp(`^${list}$`, 'u').test(written)) return undefined;
  const read: AttributeList = { classes: [], values: {} };
  for (const [one] of written.matchAll(items)) {
    if (one.startsWith('#')) read.id = one.slice(1);
    else if (one.startsWith('.')) read.classes.push(one.slice(1));
    else {
      const at = one.indexOf('=');
      read.values[one.slice(0, at)] = one.slice(at + 1).replace(/^"(.*)"$/, '$1');
    }
  }
  return read;
}
