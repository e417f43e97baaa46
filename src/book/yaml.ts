import type { Point, Position } from 'unist';
import type { VFile } from 'vfile';
import { location } from 'vfile-location';
import { isCollection, isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { say } from '../report/message.ts';
import { nearest } from './nearest.ts';

export interface YamlPlace {
  /** The YAML text. */
  text: string;
  /** Offset of `text` in the file (front matter does not begin at 0). */
  offset: number;
}

/**
 * Reads YAML 1.2 data by a zod schema. Every problem becomes a message with its line: broken syntax, an unknown key (with
 * the nearest known one), a wrong type, a missing key. Returns undefined if there was an error.
 */
export function readYaml<S extends z.ZodObject>(file: VFile, place: YamlPlace, schema: S): z.infer<S> | undefined {
  const { text, offset } = place;
  // schema core, no custom tags: plain data, nothing is constructed. maxAliasCount bounds "billion laughs".
  const document = parseDocument(text, { lineCounter: new LineCounter(), prettyErrors: false, uniqueKeys: true });
  const places = location(file);
  const at = (from: number, to: number): Position | undefined => {
    const start: Point | undefined = places.toPoint(from + offset);
    const end: Point | undefined = places.toPoint(Math.max(from, to) + offset);
    return start && end ? { start, end } : undefined;
  };
  for (const problem of document.errors) {
    say(file, 'book:yaml-syntax', yamlProblem(problem.code, problem.message), {
      place: at(...problem.pos),
      severity: 'error',
    });
  }
  if (document.errors.length > 0) return undefined;

  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (error) {
    const zh = `YAML 的别名展开过多，疑似恶意内容：${(error as Error).message}`;
    say(
      file,
      'book:yaml-syntax',
      { zh, en: `YAML aliases expand too far: ${(error as Error).message}` },
      { severity: 'error' },
    );
    return undefined;
  }
  const result = schema.safeParse(data);
  if (result.success) return result.data as z.infer<S>;

  const nodeAt = (path: PropertyKey[]): Node | undefined => {
    for (let length = path.length; length >= 0; length--) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (isScalar(node) || isCollection(node)) return node;
    }
    return undefined;
  };
  const positionOf = (node: Node | null | undefined): Position | undefined =>
    node?.range ? at(node.range[0], node.range[1]) : undefined;

  for (const issue of result.error.issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys)
        unknownKey(file, key, issue.path, schema, keyPosition(nodeAt(issue.path), key, positionOf));
    } else {
      const missing = issue.code === 'invalid_type' && valueAt(data, issue.path) === undefined;
      const place = missing && issue.path.length === 1 ? undefined : positionOf(nodeAt(issue.path));
      say(file, missing ? 'book:missing-key' : 'book:invalid-value', explain(issue, data), {
        place: place ?? at(0, 0),
        severity: 'error',
      });
    }
  }
  return undefined;
}

function keyPosition(
  map: Node | undefined,
  key: string,
  positionOf: (node: Node) => Position | undefined,
): Position | undefined {
  if (!isMap(map)) return undefined;
  const pair = map.items.find((item) => isScalar(item.key) && item.key.value === key);
  return isScalar(pair?.key) ? positionOf(pair.key) : undefined;
}

function unknownKey(
  file: VFile,
  key: string,
  path: PropertyKey[],
  schema: z.ZodObject,
  place: Position | undefined,
): void {
  const known = knownKeys(schema, path);
  const guess = nearest(key, known);
  const name = [...path, key].join('.');
  say(
    file,
    'book:unknown-key',
    {
      zh: `不认识的项“${name}”。${guess ? `是不是想写“${guess}”？` : `可以写的有：${known.join('、')}。`}`,
      en: `Unknown key "${name}". ${guess ? `Did you mean "${guess}"?` : `Known keys: ${known.join(', ')}.`}`,
    },
    { place, severity: 'error', actual: key, ...(guess && { expected: [guess] }) },
  );
}

/** The keys that may stand in the object at `path`, read from the schema itself. */
function knownKeys(schema: z.ZodType, path: PropertyKey[]): string[] {
  let at: unknown = schema;
  for (const step of path) {
    at = unwrap(at);
    at = typeof step === 'number' ? (at as z.ZodArray).element : (at as z.ZodObject).shape[String(step)];
  }
  return Object.keys((unwrap(at) as z.ZodObject).shape ?? {});
}

function unwrap(schema: unknown): unknown {
  let at = schema as { unwrap?: () => unknown; element?: unknown };
  while (at.unwrap && at.element === undefined) at = at.unwrap() as typeof at;
  return at;
}

function valueAt(data: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>((value, step) => (value as Record<PropertyKey, unknown> | undefined)?.[step], data);
}

function explain(issue: z.core.$ZodIssue, data: unknown): { zh: string; en: string } {
  const name = issue.path.join('.') || 'book.yaml';
  const value = valueAt(data, issue.path);
  if (issue.code === 'invalid_type' && value === undefined) {
    return { zh: `缺少“${name}”。请加上这一项。`, en: `Missing "${name}". Add this key.` };
  }
  const shown = JSON.stringify(value);
  switch (issue.code) {
    case 'invalid_type': {
      const [zh, en] = typeNames[issue.expected] ?? [issue.expected, issue.expected];
      return { zh: `“${name}”应当是${zh}，现在是 ${shown}。`, en: `"${name}" must be ${en}, but is ${shown}.` };
    }
    case 'invalid_value': {
      const values = issue.values.map(String);
      const guess = nearest(String(value), values);
      return {
        zh: `“${name}”不能是 ${shown}，可以是：${values.join('、')}。${guess ? `是不是想写“${guess}”？` : ''}`,
        en: `"${name}" cannot be ${shown}; it can be: ${values.join(', ')}.${guess ? ` Did you mean "${guess}"?` : ''}`,
      };
    }
    case 'too_small':
      return { zh: `“${name}”不能为空。`, en: `"${name}" must not be empty.` };
    default:
      return {
        zh: `“${name}”的写法不对：${shown}。${formats[String(issue.path.at(-1))]?.zh ?? ''}`,
        en: `"${name}" is not written right: ${shown}. ${formats[String(issue.path.at(-1))]?.en ?? ''}`,
      };
  }
}

const typeNames: Record<string, [string, string]> = {
  string: ['文字', 'text'],
  array: ['列表', 'a list'],
  object: ['一组“项: 值”', 'a set of keys'],
  boolean: ['true 或 false', 'true or false'],
  number: ['数字', 'a number'],
};

const formats: Record<string, { zh: string; en: string }> = {
  id: { zh: '只用 ASCII 字母、数字和 . _ -，以字母或数字开头。', en: 'Use ASCII letters, digits and . _ -.' },
  date: { zh: '写成 2025-03-01 的样子。', en: 'Write it like 2025-03-01.' },
};

function yamlProblem(code: string, message: string): { zh: string; en: string } {
  const zh: Record<string, string> = {
    DUPLICATE_KEY: '同一项写了两次，请删去一处',
    TAB_AS_INDENT: '缩进用了制表符，请改用空格',
    BAD_INDENT: '缩进不对，请与上面同级的项对齐',
    MISSING_CHAR: '少了一个字符（引号、括号或冒号后的空格）',
    BLOCK_AS_IMPLICIT_KEY: '冒号的位置不对：一行里写了两项，或值里的冒号没有用引号括起来',
    MULTILINE_IMPLICIT_KEY: '项的名字跨了行，多半是上一行少了冒号或引号',
    UNEXPECTED_TOKEN: '这里多了字符',
  };
  return { zh: `YAML 读不懂：${zh[code] ?? message}。`, en: `Broken YAML: ${message}` };
}
