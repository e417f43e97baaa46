/**
 * A PDF file is a list of numbered objects that refer to each other: dictionaries `<</Type /Page /Parent 3 0 R>>`, arrays,
 * names `/Page`, strings, numbers, and streams, which are a dictionary with bytes behind it (ISO 32000-1, 7.3). These
 * functions write them as text, one byte a character.
 */
export function dictionary(entries: Readonly<Record<string, string | number | undefined>>): string {
  const written = Object.entries(entries).flatMap(([key, value]) =>
    value === undefined ? [] : [`/${key} ${String(value)}`],
  );
  return `<<${written.join('')}>>`;
}

export function array(items: Iterable<string | number>): string {
  return `[${[...items].join(' ')}]`;
}

export function reference(number: number): string {
  return `${number} 0 R`;
}

/** A name, its irregular characters as `#25` (ISO 32000-1, 7.3.5): a `%` would begin a comment. */
export function name(text: string): string {
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  return `/${bytes.replace(/[^\w.:+*!,;?@$&='|^`~-]/g, (character) => `#${character.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`)}`;
}

/** A text for people, in UTF-16 with a byte order mark (ISO 32000-1, 7.9.2.2). */
export function text(value: string): string {
  return `<${Buffer.from(`\uFEFF${value}`, 'utf16le').swap16().toString('hex').toUpperCase()}>`;
}

/** A string of ASCII characters as it stands. */
export function ascii(value: string): string {
  return `(${value.replace(/[()\\]/g, '\\$&')})`;
}

/** A date of universal time (ISO 32000-1, 7.9.4). */
export function date(value: Date): string {
  return `(D:${value.toISOString().replace(/\.\d+|[-:T]/g, '')})`;
}

/** Coordinates without noise, as exact as Chromium's own: who draws page and content must round them alike. */
export function decimal(value: number): string {
  return String(Math.round(value * 100_000) / 100_000);
}
