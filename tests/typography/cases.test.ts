import { readFileSync } from 'node:fs';
import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../src/markdown/index.ts';
import { formatMarkdown } from '../../src/typography/index.ts';

interface Case {
  id: string;
  rule: string;
  input: string;
  expected: string;
  lang?: string;
  check?: 'html';
  diagnostics?: string[];
}

const { cases } = JSON.parse(readFileSync(new URL('cases.json', import.meta.url), 'utf8')) as { cases: Case[] };

function html(source: string): string {
  const tree = parseMarkdown(new VFile(source));
  const processor = unified().use(remarkRehype).use(rehypeStringify);
  return processor.stringify(processor.runSync(tree)).trim();
}

describe('the public cases, as built', () => {
  it.each(cases.map((one) => [`${one.id} ${one.rule}`, one] as const))('%s', (_name, one) => {
    const { output, messages } = formatMarkdown(one.input, { asBuilt: true, ...(one.lang && { language: one.lang }) });
    expect(one.check === 'html' ? html(output) : output.replace(/\n$/, '')).toBe(one.expected);
    const ids = messages.map((message) => message.ruleId);
    for (const id of one.diagnostics ?? []) expect(ids).toContain(id.split('.')[1]);
    expect(formatMarkdown(output, { asBuilt: true, ...(one.lang && { language: one.lang }) }).output).toBe(output);
  });
});
