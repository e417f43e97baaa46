import { describe, expect, it } from 'vitest';
import { ruleIds, typographySchema } from '../../src/book/typography-options.ts';
import { formatMarkdown, preset, type TypographySettings } from '../../src/typography/index.ts';

function formatted(source: string, settings: TypographySettings): string {
  return formatMarkdown(source, { settings }).output;
}

describe('settings', () => {
  it('switch a rule off, or make it report', () => {
    expect(formatted('《甲》、《乙》', { 'enumeration-comma': 'off' })).toBe('《甲》、《乙》');
    const { output, messages } = formatMarkdown('你好,世界', { settings: { 'half-width-marks': 'report' } });
    expect(output).toBe('你好,世界');
    expect(messages.map((message) => [message.ruleId, message.expected])).toEqual([['half-width-marks', ['，']]]);
  });

  it('type spaces, keep them, or leave them to the layout', () => {
    const source = '用 **Bold**写`code`，见3 个𠮷A';
    expect(formatted(source, { spacing: 'insert' })).toBe('用 **Bold** 写 `code`，见 3 个𠮷 A');
    expect(formatted(source, { profile: 'spaced' })).toBe('用 **Bold** 写 `code`，见 3 个𠮷 A');
    expect(formatMarkdown(source, { asBuilt: true, settings: { spacing: 'keep' } }).output).toBe(source);
    expect(formatMarkdown(source, { asBuilt: true }).output).toBe('用**Bold**写`code`，见3个𠮷A');
  });

  it('follow a profile', () => {
    expect(formatted('他說“好”，《甲》、《乙》', { profile: 'taiwan' })).toBe('他說「好」，《甲》、《乙》');
    const { messages } = formatMarkdown('2026年03月01日', { settings: { profile: 'official' } });
    expect(messages.map((message) => message.ruleId)).toEqual(['official-dates']);
  });

  it('have a schema that knows every rule and nothing else', () => {
    expect([...ruleIds].sort()).toEqual(preset.map((rule) => rule.id).sort());
    const schema = typographySchema;
    expect(schema.safeParse({ profile: 'gb', spacing: 'keep', quotes: 'report' }).success).toBe(true);
    expect(schema.safeParse({ qoutes: 'off' }).success).toBe(false);
    expect(schema.safeParse({ quotes: 'warn' }).success).toBe(false);
  });
});

describe('comments', () => {
  it.each([
    ['<!-- kanben-disable -->\n\n甲,"乙"\n\n<!-- kanben-enable -->\n\n甲,乙', '甲,"乙"', '甲，乙'],
    ['<!-- kanben-disable quotes -->\n\n甲,"乙"', '甲，"乙"', '甲，"乙"'],
    ['<!-- kanben-disable-next-line half-width-marks -->\n甲,"乙"\n甲,乙', '甲,“乙”', '甲，乙'],
    ['甲,乙 <!-- kanben-disable-line -->\n丙,丁', '甲,乙', '丙，丁'],
    ['<!-- kanben-disable-next-block -->\n\n- 甲,乙\n- 丙,丁\n\n戊,己', '丙,丁', '戊，己'],
  ])('%j', (source, kept, changed) => {
    const { output } = formatMarkdown(source);
    expect(output).toContain(kept);
    expect(output).toContain(changed);
  });
});
