import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/report/failure.ts';
import { interfaceLanguage } from '../../src/report/language.ts';
import { say } from '../../src/report/message.ts';
import { plainMessage, severityOf } from '../../src/report/reporters/json.ts';
import { pretty } from '../../src/report/reporters/pretty.ts';

const texts = { zh: '引号没有配对。', en: 'A quote has no partner.' };
const file = () => new VFile({ path: 'part/a.md', value: '一\n二三' });
const place = { start: { line: 2, column: 1 }, end: { line: 2, column: 3 } };

describe('messages', () => {
  it('keep both languages, place, rule and what to do', () => {
    const message = say(file(), 'typography:quotes', texts, {
      place: { type: 'text', position: place },
      severity: 'error',
      actual: '“',
      expected: ['“”'],
      note: 'GB/T 15834',
      url: 'https://example.org/',
    });
    expect(plainMessage(message, 'zh')).toEqual({
      file: 'part/a.md',
      line: 2,
      column: 1,
      endLine: 2,
      endColumn: 3,
      severity: 'error',
      rule: 'typography:quotes',
      reason: '引号没有配对。',
      actual: '“',
      expected: ['“”'],
      note: 'GB/T 15834',
      url: 'https://example.org/',
    });
    expect(plainMessage(message, 'en').reason).toBe('A quote has no partner.');
  });

  it('are warnings unless they say otherwise', () => {
    expect(severityOf(say(file(), 'a:b', texts))).toBe('warning');
    expect(severityOf(say(file(), 'a:b', texts, { severity: 'info' }))).toBe('info');
    expect(severityOf(say(file(), 'a:b', texts, { severity: 'error' }))).toBe('error');
  });

  it('leave out what they do not know, and take a point for a place', () => {
    expect(plainMessage(say(file(), 'a:b', texts), 'zh')).toEqual({
      file: 'part/a.md',
      severity: 'warning',
      rule: 'a:b',
      reason: '引号没有配对。',
    });
    const at = say(file(), 'a:b', texts, { place: { line: 1, column: 2 } });
    expect(plainMessage(at, 'zh')).toMatchObject({ line: 1, column: 2 });
    expect(plainMessage(at, 'zh')).not.toHaveProperty('endLine');
    expect(plainMessage(say(new VFile('x'), 'a:b', texts), 'zh').file).toBe('');
  });

  it('of others, without texts, keep their own words', () => {
    expect(plainMessage(new VFile('x').message('words', { source: 'a', ruleId: 'b' }), 'zh')).toMatchObject({
      reason: 'words',
      rule: 'a:b',
    });
  });
});

describe('pretty', () => {
  it('writes one line each, in the language asked for', () => {
    const one = file();
    const messages = [
      say(one, 'a:b', texts, { place, severity: 'error' }),
      say(one, 'c:d', texts, { severity: 'info' }),
    ];
    expect(pretty(messages, 'zh', false)).toBe(
      'part/a.md:2:1  错误  引号没有配对。  a:b\npart/a.md  提示  引号没有配对。  c:d\n',
    );
    expect(pretty(messages.slice(0, 1), 'en', false)).toBe('part/a.md:2:1  error  A quote has no partner.  a:b\n');
    expect(pretty([], 'zh', true)).toBe('');
  });

  it('colours severity and rule only', () => {
    const [warning] = [say(file(), 'a:b', texts)];
    expect(pretty([warning], 'zh', true)).toBe(
      'part/a.md  \u001B[33m警告\u001B[0m  引号没有配对。  \u001B[2ma:b\u001B[0m\n',
    );
  });
});

describe('Failure', () => {
  it('carries exit status, texts, messages and cause', () => {
    const cause = new Error('x');
    const messages = [say(file(), 'a:b', texts)];
    const failure = new Failure(3, texts, { messages, cause });
    expect([failure.exitCode, failure.message, failure.cause, failure.messages]).toEqual([
      3,
      texts.zh,
      cause,
      messages,
    ]);
    expect(new Failure(1, texts).messages).toEqual([]);
  });
});

describe('interfaceLanguage', () => {
  it.each([
    [{}, 'zh'],
    [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'C.UTF-8' }, 'zh'],
    [{ LANG: 'POSIX' }, 'zh'],
    [{ LANG: 'en_GB.UTF-8' }, 'en'],
    [{ LANG: 'ca_ES.UTF-8' }, 'en'],
    [{ LANG: 'zh_TW', LC_MESSAGES: 'en_US' }, 'en'],
    [{ LANG: 'en_US', LC_MESSAGES: 'fr_FR', LC_ALL: 'zh_HK' }, 'zh'],
    [{ LANG: 'en_US', LC_ALL: '' }, 'en'],
  ] as const)('%j → %s', (environment, language) => expect(interfaceLanguage(environment)).toBe(language));
});
