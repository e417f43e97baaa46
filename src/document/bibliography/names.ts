import type { Name, Tongue } from './reference.ts';

const others: Record<Tongue, string> = { zh: '等', ja: '他', ru: 'и др.', other: 'et al.' };

/** Up to three names, then 等 or et al. as the entry's language has it (GB/T 7714—2015, 8.1.2). */
export function nameList(names: readonly Name[], tongue: Tongue): string {
  const named = names.slice(0, 3).map(fullName);
  const more = names.length > 3 || names.slice(0, 3).some(isOthers);
  const shown = named.filter((name) => name !== 'others');
  return [...shown, ...(more ? [others[tongue]] : [])].join(', ');
}

/** The first name as a citation by author and year shows it, with 等 or et al. for all others (9.3.1). */
export function citedName(names: readonly Name[], tongue: Tongue): string {
  const [first, second] = names;
  if (!first) return anonymous(tongue);
  const name = 'literal' in first || isHan(first) ? fullName(first) : first.family.toUpperCase();
  return second ? `${name} ${others[tongue]}` : name;
}

/** What stands for an author who is not known. */
export function anonymous(tongue: Tongue): string {
  return tongue === 'zh' || tongue === 'ja' ? '佚名' : 'Anon';
}

function isOthers(name: Name): boolean {
  return 'literal' in name && name.literal === 'others';
}

function isHan({ family }: { family: string }): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(family);
}

/** 张三; HAWKING S W; PEEBLES P Z, Jr (8.1.1): family name in capitals, given names as letters without stops. */
function fullName(name: Name): string {
  if ('literal' in name) return name.literal;
  const { family, given, suffix } = name;
  // 昂温 G: the name of a foreigner in Chinese keeps a space before its letters.
  if (isHan(name)) return /^[A-Z]/.test(given) ? `${family} ${initials(given)}` : `${family}${given}`;
  const main = [family.toUpperCase(), initials(given)].filter(Boolean).join(' ');
  return suffix ? `${main}, ${suffix.replace(/\.$/, '')}` : main;
}

function initials(given: string): string {
  return given
    .split(/[\s.‐-]+/u)
    .filter(Boolean)
    .map((part) => (/^\p{Lu}{2,3}$/u.test(part) ? [...part].join(' ') : [...part][0]?.toUpperCase()))
    .join(' ');
}
