import { decodeNamedCharacterReference } from 'decode-named-character-reference';
import type { Text } from 'mdast';

const reference = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z][\dA-Za-z]{0,30}));/y;
const asciiPunctuation = /[!-/:-@[-`{-~]/;

/**
 * Where each UTF-16 unit of a text node was written: `offsets[i]` is the source offset of `value[i]`, and the last entry
 * that of the end. Escapes, character references, line prefixes (`> `, indents) and stripped line-end spaces are followed.
 *
 * Returns `undefined` when the value cannot be found in the source: then nothing may be written back to it.
 */
export function sourceOffsets(text: Text, source: string): number[] | undefined {
  const { value, position } = text;
  if (position?.start.offset === undefined) return undefined;
  const offsets: number[] = [];
  let at = position.start.offset;
  for (let i = 0; i < value.length; ) {
    const unit = value[i] as string;
    if (value[i - 1] === '\n' || value[i - 1] === '\r') at = skip(source, at, unit, /[ \t>]/);
    if (unit === '\n' || unit === '\r') at = skip(source, at, unit, /[ \t]/);
    const decoded = decodeAt(source, at);
    if (decoded && value.startsWith(decoded.value, i)) {
      for (const _ of decoded.value) offsets.push(at);
      while (offsets.length < i + decoded.value.length) offsets.push(at);
      i += decoded.value.length;
      at += decoded.length;
      continue;
    }
    if (source[at] === '\\' && source[at + 1] === unit && asciiPunctuation.test(unit)) {
      offsets.push(at);
      at += 2;
    } else if (source[at] === unit || (source[at] === '\0' && unit === '\uFFFD')) {
      offsets.push(at);
      at += 1;
    } else {
      return undefined;
    }
    i += 1;
  }
  offsets.push(at);
  return offsets;
}

/** Passes over characters of `what` that the parser dropped before `unit`. */
function skip(source: string, at: number, unit: string, what: RegExp): number {
  let next = at;
  while (source[next] !== unit && what.test(source[next] ?? '')) next++;
  return source[next] === unit ? next : at;
}

function decodeAt(source: string, at: number): { value: string; length: number } | undefined {
  if (source[at] !== '&') return undefined;
  reference.lastIndex = at;
  const found = reference.exec(source);
  if (!found) return undefined;
  const [written, decimal, hexadecimal, name] = found;
  const code = decimal ? Number.parseInt(decimal, 10) : hexadecimal ? Number.parseInt(hexadecimal, 16) : undefined;
  const value = code === undefined ? decodeNamedCharacterReference(name ?? '') : fromCode(code);
  return value === false ? undefined : { value, length: written.length };
}

function fromCode(code: number): string {
  return code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? '\uFFFD' : String.fromCodePoint(code);
}
