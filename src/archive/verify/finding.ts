import type { Bilingual } from '../../report/message.ts';

/** E and W: the validation codes of OCFL 1.1 (https://ocfl.io/1.1/spec/validation-codes.html); K: what only our editions promise. */
export type Code = `${'E' | 'W' | 'K'}${number}`;

export interface Finding {
  code: Code;
  level: 'error' | 'warning';
  /** The file or folder, relative to the storage root, or to the object if that is all that is looked at. */
  path: string;
  texts: Bilingual;
}

const mild: readonly Code[] = ['K004', 'K005'];

/** Gathers what is wrong with one object or root; what is said twice of one place is kept once. */
export class Findings {
  readonly list: Finding[] = [];
  readonly #seen = new Set<string>();

  add(code: Code, path: string, zh: string, en: string): void {
    const key = JSON.stringify([code, path, zh]);
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.list.push({
      code,
      level: code.startsWith('W') || mild.includes(code) ? 'warning' : 'error',
      path,
      texts: { zh, en },
    });
  }

  get errors(): number {
    return this.list.filter(({ level }) => level === 'error').length;
  }
}
