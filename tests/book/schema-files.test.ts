import { expect, it } from 'vitest';
import { optionsPage, templateOptionsPage } from '../../scripts/options-page.ts';
import { bookJsonSchema } from '../../src/book/json-schema.ts';

// `npm run schema` writes both files again.

it('keeps schema.json as the schema says', async () => {
  await expect(`${JSON.stringify(bookJsonSchema(), null, 2)}\n`).toMatchFileSnapshot('../../schema.json');
});

it('keeps docs/options.md as the schema says', async () => {
  await expect(optionsPage()).toMatchFileSnapshot('../../docs/options.md');
});

it('keeps docs/template-options.md as the schema says', async () => {
  await expect(templateOptionsPage()).toMatchFileSnapshot('../../docs/template-options.md');
});

it('describes every key in both languages', () => {
  const undescribed: string[] = [];
  const look = (schema: { properties?: object; items?: { anyOf?: object[] } }, prefix: string) => {
    for (const [key, value] of Object.entries(schema.properties ?? {})) {
      if (!/^.*\p{Script=Han}.* \/ .*[a-z].*$/u.test(value.description ?? '')) undescribed.push(prefix + key);
      for (const kind of value.items?.anyOf ?? [value.items ?? value]) look(kind, `${prefix}${key}.`);
    }
  };
  look(bookJsonSchema(), '');
  expect(undescribed).toEqual([]);
});
