import type { VFile } from 'vfile';
import { z } from 'zod';
import { type Bilingual, say } from '../report/message.ts';
import { explainIssue, isMissing } from './invalid-values.ts';
import { nearest } from './nearest.ts';
import { openYaml, type YamlPlace, type YamlSource } from './yaml-source.ts';
import { plainData, reportSyntax } from './yaml-syntax.ts';

/**
 * Reads YAML 1.2 data by a zod schema. Every problem becomes a message with its line: broken syntax, an unknown key (with
 * the nearest known one), a wrong type, a missing key. Returns undefined if there was an error.
 */
export function readYaml<S extends z.ZodObject>(file: VFile, place: YamlPlace, schema: S): z.infer<S> | undefined {
  const source = openYaml(file, place);
  if (reportSyntax(file, source)) return undefined;
  const plain = plainData(file, source);
  if (!plain) return undefined;
  const result = schema.safeParse(plain.data);
  if (result.success) return result.data as z.infer<S>;
  const root: Bilingual = /\.ya?ml$/.test(file.path)
    ? { zh: `“${file.basename}”`, en: `"${file.basename}"` }
    : { zh: '文件头', en: 'The front matter' };
  for (const issue of result.error.issues.flatMap(withinUnion)) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) unknownKey(file, key, issue.path, schema, source);
    } else {
      const missing = isMissing(issue, plain.data);
      const start = missing && issue.path.length === 1;
      say(file, missing ? 'book:missing-key' : 'book:invalid-value', explainIssue(issue, plain.data, root), {
        place: (start ? undefined : source.value(issue.path)) ?? source.range(0, 0),
        severity: 'error',
      });
    }
  }
  return undefined;
}

/** What is wrong with a value that may be of several kinds: the problems of the kind that it is. */
function withinUnion(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const ofKind = (problem: z.core.$ZodIssue) => problem.code !== 'invalid_type' || problem.path.length > 0;
  const kind = issue.errors.find((problems) => problems.every(ofKind)) ?? issue.errors[0] ?? [];
  return kind.flatMap(withinUnion).map((problem) => ({ ...problem, path: [...issue.path, ...problem.path] }));
}

/** The value of one key if it alone is right, whatever is wrong with the rest; no messages. */
export function readKey<T extends z.ZodType>(
  file: VFile,
  place: YamlPlace,
  key: string,
  schema: T,
): z.infer<T> | undefined {
  const { document } = openYaml(file, place);
  if (document.errors.length > 0) return undefined;
  try {
    const data = document.toJS({ maxAliasCount: 100 }) as Record<string, unknown> | undefined;
    return schema.safeParse(data?.[key]).data;
  } catch {
    return undefined;
  }
}

function unknownKey(file: VFile, key: string, path: PropertyKey[], schema: z.ZodObject, source: YamlSource): void {
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
    { place: source.key(path, key), severity: 'error', actual: key, ...(guess && { expected: [guess] }) },
  );
}

/** The keys that may stand in the object at `path`, read from the schema itself. */
function knownKeys(schema: z.ZodType, path: PropertyKey[]): string[] {
  let at: unknown = schema;
  for (const step of path) {
    at = asObject(unwrap(at));
    const { element, valueType, shape } = at as Partial<z.ZodArray & z.ZodRecord & z.ZodObject>;
    at = typeof step === 'number' ? element : (valueType ?? shape?.[String(step)]);
  }
  return Object.keys((asObject(unwrap(at)) as z.ZodObject).shape ?? {});
}

/** Of the kinds that a value may have, the one with keys. */
function asObject(schema: unknown): unknown {
  return schema instanceof z.ZodUnion ? schema.options.find((kind) => kind instanceof z.ZodObject) : schema;
}

function unwrap(schema: unknown): unknown {
  let at = schema as { unwrap?: () => unknown; element?: unknown };
  while (at.unwrap && at.element === undefined) at = at.unwrap() as typeof at;
  return at;
}
