import type { BookConfig } from '../book/schema.ts';
import type { Words } from './words.ts';

/** The lines of the imprint, in the order of a Chinese 版权页. */
export function imprintLines(config: BookConfig, words: Words): { label: string; value: string }[] {
  const lines = [{ label: words.title, value: config.title }];
  const add = (label: string, value: string | undefined) => {
    if (value) lines.push({ label, value });
  };
  add(words.subtitle, config.subtitle);
  for (const { role, names } of creatorsByRole(config)) add(words.roles[role], names.join('、'));
  add(words.publisher, config.publisher);
  add(words.date, chineseDate(config.date));
  add(words.edition, config.edition);
  for (const { scheme, value } of config.identifiers) {
    add(scheme === 'uri' || scheme === 'other' ? words.identifier : scheme.toUpperCase(), value);
  }
  add(words.rights, config.rights);
  return lines;
}

/** Creators gathered by role; roles in the order in which they first occur. */
export function creatorsByRole(config: BookConfig): { role: keyof Words['roles']; names: string[] }[] {
  const roles = [...new Set(config.creators.map(({ role }) => role))];
  return roles.map((role) => ({
    role,
    names: config.creators.filter((creator) => creator.role === role).map(({ name }) => name),
  }));
}

/** 2025-03-01 → 2025年3月1日. Not by Intl: its output differs between versions of Node. */
export function chineseDate(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${year}年${Number(month)}月${Number(day)}日`;
}
