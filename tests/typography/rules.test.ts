import { readdirSync, readFileSync } from 'node:fs';
import type { Code } from 'mdast';
import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../src/markdown/index.ts';
import { formatMarkdown, preset, type TypographySettings } from '../../src/typography/index.ts';

const folder = new URL('../../docs/rules/', import.meta.url);

/** Only this rule, so that its page tells what it does by itself. */
function only(id: string): TypographySettings {
  const settings: TypographySettings = {};
  for (const rule of preset) settings[rule.id] = rule.id !== id ? 'off' : rule.kind === 'fix' ? 'fix' : 'report';
  return settings;
}

function examples(page: string): { says: string; language: string | undefined; text: string }[] {
  const tree = parseMarkdown(new VFile(page));
  return tree.children
    .filter((node): node is Code => node.type === 'code' && node.lang === 'markdown')
    .map((node) => {
      const [says = '', option] = (node.meta ?? '').split(' ');
      return { says, language: option?.replace('language=', ''), text: node.value };
    });
}

describe('every rule has a page, and its examples hold', () => {
  it('has one page for each rule and none besides', () => {
    const pages = readdirSync(folder).map((name) => name.replace('.md', ''));
    expect(pages.sort()).toEqual(preset.map((rule) => rule.id).sort());
  });

  it('is told of in English, with what becomes of it', () => {
    const page = readFileSync(new URL('../typography.en.md', folder), 'utf8');
    const told = [...page.matchAll(/^\| \[([a-z-]+)\]\(rules\/\1\.md\) \| .+ \| ([a-z ]+) \|$/gm)];
    const done = (rule: (typeof preset)[number]) =>
      rule.kind === 'report' ? 'reported' : rule.scope === 'build' ? 'in print' : 'fixed';
    expect(told.map(([, id, what]) => `${id} ${what}`).sort()).toEqual(
      preset.map((rule) => `${rule.id} ${done(rule)}`).sort(),
    );
  });

  describe.each(preset.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
    const page = readFileSync(new URL(`${id}.md`, folder), 'utf8');
    const found = examples(page);

    it('names its clause and has an example of both kinds', () => {
      expect(found.length).toBeGreaterThanOrEqual(2);
      expect(found.some((one) => one.says === '不改')).toBe(true);
      expect(rule.clause.length).toBeGreaterThan(5);
    });

    it.each(found.map((one, i) => [`${one.says} ${one.text}`, one, i] as const))('%s', (_name, one, i) => {
      const options = { asBuilt: true, language: one.language, settings: only(id) };
      const { output, messages } = formatMarkdown(one.text, options);
      if (one.says === '改前') expect(output).toBe(found[i + 1]?.text);
      else expect(output).toBe(one.text);
      expect(messages.map((message) => message.ruleId)).toEqual(one.says === '报告' ? [id] : []);
    });
  });
});
