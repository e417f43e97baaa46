import type { z } from 'zod';
import type { Bilingual } from '../report/message.ts';
import { nearest } from './nearest.ts';

/** What is wrong with the value at the place of a zod issue, and how to write it. `root` names the whole. */
export function explainIssue(issue: z.core.$ZodIssue, data: unknown, root: Bilingual): Bilingual {
  const value = valueAt(data, issue.path);
  const name = issue.path.join('.');
  if (issue.path.length === 0) {
    return {
      zh: `${root.zh}应当是一组“项: 值”，现在是 ${shown(value)}。`,
      en: `${root.en} must be a set of keys, but is ${shown(value)}.`,
    };
  }
  if (isMissing(issue, data)) return { zh: `缺少“${name}”。请加上这一项。`, en: `Missing "${name}". Add this key.` };
  if (value === null) {
    return { zh: `“${name}”后面是空的。请写上值。`, en: `"${name}" is empty. Write a value.` };
  }
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue, name, value);
    case 'invalid_value': {
      const values = issue.values.map(String);
      const guess = nearest(String(value), values);
      return {
        zh: `“${name}”不能是 ${shown(value)}，可以是：${values.join('、')}。${guess ? `是不是想写“${guess}”？` : ''}`,
        en: `"${name}" cannot be ${shown(value)}; it can be: ${values.join(', ')}.${guess ? ` Did you mean "${guess}"?` : ''}`,
      };
    }
    case 'invalid_key': {
      const name = String(issue.path.at(-1));
      const format = issue.path[0] === 'editions' ? formats.edition : formats.name;
      return { zh: `“${name}”不能作名字。${format.zh}`, en: `"${name}" cannot be a name. ${format.en}` };
    }
    case 'too_small':
    case 'too_big':
      if (typeof value === 'number') return outOfRange(issue, name, value);
      return { zh: `“${name}”不能为空。`, en: `"${name}" must not be empty.` };
    default: {
      const format = formatOf(issue, value);
      return {
        zh: `“${name}”的写法不对：${shown(value)}。${format?.zh ?? ''}`,
        en: `"${name}" is not written right: ${shown(value)}.${format ? ` ${format.en}` : ''}`,
      };
    }
  }
}

function outOfRange(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig, name: string, value: number): Bilingual {
  const [zh, en, limit] =
    issue.code === 'too_small'
      ? [issue.inclusive ? '最小' : '要大于', issue.inclusive ? 'at least' : 'more than', issue.minimum]
      : ['最大', 'at most', issue.maximum];
  return {
    zh: `“${name}”不能是 ${value}，${zh} ${limit}。`,
    en: `"${name}" cannot be ${value}; it must be ${en} ${limit}.`,
  };
}

/** Whether the issue says that a key is not there at all. */
export function isMissing(issue: z.core.$ZodIssue, data: unknown): boolean {
  return issue.code === 'invalid_type' && issue.path.length > 0 && valueAt(data, issue.path) === undefined;
}

function wrongType(issue: z.core.$ZodIssueInvalidType, name: string, value: unknown): Bilingual {
  const [zh, en] = typeNames[issue.expected] ?? [issue.expected, issue.expected];
  if (isNestedPart(issue.path, value)) return nestedPart;
  const hint = typeHint(issue, value);
  return {
    zh: `“${name}”应当是${zh}，现在是 ${shown(value)}。${hint?.zh ?? ''}`,
    en: `"${name}" must be ${en}, but is ${shown(value)}.${hint ? ` ${hint.en}` : ''}`,
  };
}

/** A part within a part of book.yaml. */
function isNestedPart(path: readonly PropertyKey[], value: unknown): boolean {
  return path.length === 4 && path[0] === 'chapters' && typeof value === 'object' && value !== null;
}

const nestedPart = {
  zh: '编里不能再分编，只能列各章的文件。请把里面的一编移出来。',
  en: 'A part cannot hold a part, only chapter files. Move the inner one out.',
};

const typeNames: Record<string, [string, string]> = {
  string: ['文字', 'text'],
  array: ['列表', 'a list'],
  object: ['一组“项: 值”', 'a set of keys'],
  boolean: [' true 或 false', 'true or false'],
  number: ['数字', 'a number'],
};

function typeHint(issue: z.core.$ZodIssueInvalidType, value: unknown): Bilingual | undefined {
  if (issue.path.at(-1) === 'date') return formats.date;
  const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  if (issue.expected === 'string' && plain) {
    return { zh: `请加上引号："${value}"。`, en: `Put it in quotes: "${value}".` };
  }
  if (issue.expected === 'boolean' && typeof value === 'string') return { zh: '不要加引号。', en: 'Without quotes.' };
  if (issue.expected !== 'array' || (!plain && typeof value !== 'object')) return undefined;
  const list = shown([value]);
  return { zh: `请写成列表：${list}。`, en: `Write a list: ${list}.` };
}

const formats = {
  id: { zh: '只用 ASCII 字母、数字和 . _ -，以字母或数字开头。', en: 'Use ASCII letters, digits and . _ - only.' },
  chapterId: { zh: '只用 ASCII 字母、数字和 _ -，以字母或数字开头。', en: 'Use ASCII letters, digits and _ - only.' },
  date: { zh: '请写成 2025-03-01 的样子。', en: 'Write it like 2025-03-01.' },
  edition: {
    zh: '只用 ASCII 字母、数字和 _ -，以字母或数字开头；default 指书本身。',
    en: 'Use ASCII letters, digits and _ -; default is the book itself.',
  },
  name: { zh: '不要有空格、点和括号。', en: 'Without spaces, dots and brackets.' },
  exceptions: {
    zh: '请写一组“原词: 换成”，或 CSV 文件的路径。',
    en: 'Write a set of "word: conversion", or the path of a CSV file.',
  },
  conformance: {
    zh: 'none 要单独写；a-2a 与 a-3a 只能选一个。',
    en: 'Write none alone; choose one of a-2a and a-3a.',
  },
  noSuchDay: { zh: '没有这一天。', en: 'There is no such day.' },
};

function formatOf(issue: z.core.$ZodIssue, value: unknown): Bilingual | undefined {
  const key = issue.path.at(-1);
  if (key === 'date') return issue.code === 'custom' ? formats.noSuchDay : formats.date;
  if (key === 'exceptions') return formats.exceptions;
  if (key === 'conformance') return formats.conformance;
  if (key !== 'id') return undefined;
  const dots = issue.code === 'invalid_format' && 'pattern' in issue && String(issue.pattern).includes('._');
  return dots || typeof value !== 'string' ? formats.id : formats.chapterId;
}

export function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (value as Record<PropertyKey, unknown> | null | undefined)?.[step],
    data,
  );
}

/** A value as JSON, short enough for a message. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 60 ? `${text.slice(0, 58)}…` : text;
}
