const accents: Record<string, string> = {
  '"': '\u0308',
  "'": '\u0301',
  '`': '\u0300',
  '^': '\u0302',
  '~': '\u0303',
  '=': '\u0304',
  '.': '\u0307',
  c: '\u0327',
  v: '\u030C',
  u: '\u0306',
  H: '\u030B',
  k: '\u0328',
};
const letters: Record<string, string> = {
  ss: 'ß',
  o: 'ø',
  O: 'Ø',
  ae: 'æ',
  AE: 'Æ',
  oe: 'œ',
  OE: 'Œ',
  aa: 'å',
  AA: 'Å',
  l: 'ł',
  L: 'Ł',
  i: 'i',
  textendash: '–',
  textemdash: '—',
};

/** The text of a BibTeX value: accents composed, braces and commands taken away. */
export function plainText(value: string): string {
  return value
    .replace(/\\(["'`^~=.])\s*\{?\\?([A-Za-z])\}?/g, (_, mark, letter) => `${letter}${accents[mark]}`)
    .replace(/\\([cvuHk])(?:\s*\{([A-Za-z])\}|\s+([A-Za-z]))/g, (_, mark, a, b) => `${a ?? b}${accents[mark]}`)
    .replace(/\\([A-Za-z]+)(?:\s+|\{\})?/g, (_, name) => letters[name] ?? '')
    .replace(/\\([&%$#_{} ])/g, '$1')
    .replace(/(?<!\\)~/g, ' ')
    .replace(/[{}]/g, '')
    .replace(/---/g, '—')
    .replace(/--/g, '–')
    .replace(/\s+/g, ' ')
    .trim()
    .normalize('NFC');
}

/** An address keeps everything but escapes and braces. */
export function plainAddress(value: string): string {
  const bare = /^\\url\{(.*)\}$/s.exec(value.trim())?.[1] ?? value;
  return bare.replace(/\\([&%$#_~])/g, '$1').replace(/[{}\s]/g, '');
}
