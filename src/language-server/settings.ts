import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { TypographyOptions, TypographySettings } from '../typography/index.ts';

/**
 * Language and settings of the manuscript that `file` belongs to: those of the nearest `book.yaml` above it. An editor
 * shows messages while book.yaml is being written too, so what cannot be read is passed over; `check` reports it.
 */
export function settingsFor(file: string): TypographyOptions {
  for (let folder = path.dirname(path.resolve(file)); ; folder = path.dirname(folder)) {
    const found = read(path.join(folder, 'book.yaml'));
    if (found) return found;
    if (path.dirname(folder) === folder) return {};
  }
}

function read(file: string): TypographyOptions | undefined {
  let data: unknown;
  try {
    data = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : {};
  }
  if (typeof data !== 'object' || data === null) return {};
  const { language, typography } = data as { language?: unknown; typography?: unknown };
  return {
    ...(typeof language === 'string' && { language }),
    ...(typeof typography === 'object' && typography !== null && { settings: typography as TypographySettings }),
  };
}
