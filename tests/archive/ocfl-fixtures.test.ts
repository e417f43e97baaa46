import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskFiles } from '../../src/archive/disk/files.ts';
import { verifyObject } from '../../src/archive/verify/object.ts';

/**
 * The official fixtures (https://github.com/OCFL/fixtures) are not part of this repository. With OCFL_FIXTURES naming a copy,
 * every object is checked, and the table in ocfl-fixtures.md is written again.
 */
const fixtures = process.env.OCFL_FIXTURES ?? '';

describe.skipIf(!existsSync(fixtures))('the official fixtures', () => {
  it('are accepted and rejected as their folders say, with the codes of their names', async () => {
    const rows: string[] = [];
    for (const version of ['1.0', '1.1']) {
      for (const kind of ['good', 'warn', 'bad']) {
        const folder = path.join(fixtures, version, `${kind}-objects`);
        for (const name of (await readdir(folder)).sort()) {
          const { findings } = await verifyObject(diskFiles(path.join(folder, name)), '');
          const codes = (level: string) =>
            [...new Set(findings.filter((finding) => finding.level === level).map(({ code }) => code))].sort();
          const [errors, warnings] = [codes('error'), codes('warning')];
          const named = name.match(/[EW]\d{3}/g) ?? [];
          expect([...errors, ...warnings], name).toEqual(expect.arrayContaining(named));
          if (kind === 'bad') expect(errors, name).not.toEqual([]);
          else expect(errors, name).toEqual([]);
          if (kind === 'good') expect(warnings, name).toEqual([]);
          rows.push(`| ${version} | ${kind} | ${name} | ${errors.join(' ')} | ${warnings.join(' ')} |`);
        }
      }
    }
    const table = ['| OCFL | kind | object | errors | warnings |', '|--|--|--|--|--|', ...rows];
    const note = [
      '# The official OCFL fixtures',
      '',
      'What our validator says of each object of https://github.com/OCFL/fixtures. Written by',
      '`OCFL_FIXTURES=<copy> npx vitest run tests/archive/ocfl-fixtures.test.ts`; the fixtures themselves are not kept here.',
      '',
      ...table,
      '',
    ];
    await writeFile(path.join(import.meta.dirname, 'ocfl-fixtures.md'), note.join('\n'));
  });
});
