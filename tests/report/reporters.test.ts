import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../src/markdown/index.ts';
import { displayWidth } from '../../src/report/display-width.ts';
import type { KanbenMessage } from '../../src/report/message.ts';
import { excerpt } from '../../src/report/reporters/excerpt.ts';
import { github } from '../../src/report/reporters/github.ts';
import { pretty } from '../../src/report/reporters/pretty.ts';
import { sarif } from '../../src/report/reporters/sarif.ts';
import { checkTypography } from '../../src/typography/index.ts';

const source = '# 标题\r\n\r\n𠮷野家👨‍👩‍👧说,好：100%\r\n';

function messages(): KanbenMessage[] {
  const file = new VFile({ path: '稿/一,二.md', value: source });
  checkTypography(parseMarkdown(file), file);
  return file.messages as KanbenMessage[];
}

describe('reporters', () => {
  it('puts the caret under the place as a terminal shows it', () => {
    const [, line, marks] = pretty(messages(), 'zh', false, () => source).split('\n');
    const before = (line ?? '').slice(0, (line ?? '').indexOf(','));
    expect(marks).toBe(`${' '.repeat(displayWidth(before))}^`);
    expect(displayWidth('𠮷野家👨‍👩‍👧说')).toBe(10);
  });

  it('cuts long lines around the place', () => {
    const line = `${'𠮷'.repeat(300)},${'文'.repeat(300)}`;
    const { text, marks } = excerpt(line, 601, 602);
    expect(text.length).toBeLessThan(100);
    expect(displayWidth(text.slice(0, text.indexOf(',')))).toBe(marks.indexOf('^'));
  });

  it('speaks the language of the interface', () => {
    expect(pretty(messages(), 'en', false)).toContain('warning  Chinese text takes ，');
  });

  it('escapes what GitHub would read as syntax', () => {
    expect(github(messages(), 'zh')).toMatch(
      /^::warning file=稿\/一%2C二\.md,line=3,col=14,endColumn=15,title=typography%3Ahalf-width-marks::/,
    );
  });

  it('writes SARIF 2.1.0 with a fix and an encoded address', () => {
    const log = JSON.parse(sarif(messages(), 'zh', '1.2.3'));
    const [run] = log.runs;
    expect(log.version).toBe('2.1.0');
    expect(run.tool.driver.rules.map((rule: { id: string }) => rule.id)).toEqual(['typography:half-width-marks']);
    const [result] = run.results;
    expect(result.ruleId).toBe(run.tool.driver.rules[result.ruleIndex].id);
    const { artifactLocation, region } = result.locations[0].physicalLocation;
    expect(decodeURIComponent(artifactLocation.uri)).toBe('稿/一,二.md');
    expect(region).toEqual({ startLine: 3, startColumn: 14, endLine: 3, endColumn: 15 });
    expect(result.fixes[0].artifactChanges[0].replacements[0].insertedContent.text).toBe('，');
  });
});
