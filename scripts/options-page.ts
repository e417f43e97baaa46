import { z } from 'zod';
import { bookSchema, chapterSchema } from '../src/book/schema.ts';
import { templateSchema } from '../src/template/schema.ts';

/** The part of JSON Schema that our schemas use. */
interface Schema {
  type?: string;
  description?: string;
  default?: unknown;
  enum?: string[];
  const?: string | number;
  pattern?: string;
  items?: Schema;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
}

/** docs/options.md: every key of book.yaml and of the front matter of a chapter, made from the schema. */
export function optionsPage(): string {
  return `<!-- 由 npm run schema 生成，请勿手改 / made by npm run schema, do not edit -->

# 设置 Options

## book.yaml

书稿文件夹里的 \`book.yaml\` 说明这本书是什么。它是 YAML 1.2 数据；不认识的项是错误。\\
\`book.yaml\` in the manuscript's folder says what the book is. It is YAML 1.2 data; an unknown key is an error.

在编辑器里补全和检查：第一行写 \`# yaml-language-server: $schema=node_modules/kanben/schema.json\`。\\
To complete and check it in an editor, begin the file with the line above.

${table(bookSchema)}
## 章的文件头 Front matter of a chapter

各章开头可以有一段文件头，夹在两行 \`---\` 之间。都可以不写。\\
A chapter may begin with front matter between two lines \`---\`. All keys are optional.

${table(chapterSchema)}`;
}

/** docs/template-options.md: every key of template.yaml, made from the schema. */
export function templateOptionsPage(): string {
  return `<!-- 由 npm run schema 生成，请勿手改 / made by npm run schema, do not edit -->

# 模板的设置 Options of a template

\`template.yaml\` 的各项；怎样做一个模板见 [templates.md](templates.md)。不认识的项是错误。\\
The keys of \`template.yaml\`; see [templates.en.md](templates.en.md) for how to make a template. An unknown key is an error.

${table(templateSchema)}`;
}

function table(schema: z.ZodObject): string {
  const rows = rowsOf(z.toJSONSchema(schema, { io: 'input' }) as Schema, '');
  return [
    '| 项 key | 值 value | 默认 default | 说明 | meaning |',
    '|:--|:--|:--|:--|:--|',
    ...rows.map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`),
    '',
  ].join('\n');
}

function rowsOf({ properties = {}, required = [] }: Schema, prefix: string): string[][] {
  return Object.entries(properties).flatMap(([key, value]) => {
    const name = `${prefix}${key}`;
    const [zh = '', en = ''] = (value.description ?? '').split(/\s*\/ /);
    const fallback =
      value.default !== undefined
        ? `\`${JSON.stringify(value.default)}\``
        : required.includes(key)
          ? '必填 required'
          : '—';
    const row = [`\`${name}\``, valueText(value), fallback, zh, en];
    const kinds = value.items?.anyOf ?? [value.items ?? {}];
    const inner = kinds.flatMap((kind) => rowsOf(kind, `${name}[].`));
    return [row, ...rowsOf(value, `${name}.`), ...inner];
  });
}

function valueText({ type, enum: values, items, pattern, anyOf, const: only }: Schema): string {
  if (only !== undefined) return `\`${only}\``;
  if (anyOf) return anyOf.map(valueText).join(' ');
  if (pattern?.includes('mm')) return pattern.includes('pt') ? '长度 length, `mm` `pt`' : '长度 length, `mm`';
  if (type === 'number' || type === 'integer') return '数 number';
  if (values) return values.map((value) => `\`${value}\``).join(' ');
  if (type === 'array' && items?.enum) return `列表 list: ${valueText(items)}`;
  if (type === 'array') return items?.properties || items?.anyOf ? '列表 list' : '文字的列表 list of text';
  if (type === 'object') return '一组“项: 值” a set of keys';
  if (type === 'boolean') return '`true` `false`';
  if (pattern?.includes('\\d{4}')) return '日期 date, `YYYY-MM-DD`';
  return pattern ? 'ASCII 文字 text' : '文字 text';
}
