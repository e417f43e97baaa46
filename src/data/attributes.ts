import type { LeafDirective } from 'mdast-util-directive';
import type { VFile } from 'vfile';
import { nearest } from '../book/nearest.ts';
import type { AttributeList } from '../markdown/attribute-list.ts';
import { checkAttributes, type KnownAttributes } from '../markdown/known-attributes.ts';
import { tableAttributes } from '../markdown/table-options.ts';
import { type Bilingual, say } from '../report/message.ts';
import { brief } from './brief.ts';
import { chartAttributes } from './chart-options.ts';
import { columnAttributes } from './columns.ts';
import { type ChartRequest, type ChartType, chartTypes } from './series.ts';

/** What each directive must say. */
const required: Record<string, readonly string[]> = {
  table: ['src', 'caption'],
  chart: ['src', 'type', 'x', 'y', 'caption'],
};

/** What it may say besides. */
const optional: Record<string, KnownAttributes> = {
  table: {
    ...tableAttributes,
    what: { zh: '::table ', en: '::table' },
    values: { ...tableAttributes.values, ...columnAttributes },
  },
  chart: { what: { zh: '::chart ', en: '::chart' }, classes: ['landscape'], values: chartAttributes },
};

/** The names of the directives that are made from data files. */
export const dataDirectives = Object.keys(required);

export function isDataDirective(node: LeafDirective): boolean {
  return Object.hasOwn(required, node.name);
}

export interface DataRequest {
  src: string | undefined;
  caption: string;
  /** What may be said of a table or chart, checked. */
  options: AttributeList;
  /** What to draw, if the directive is a chart that says enough. */
  chart: ChartRequest | undefined;
}

/** Reads the attributes of `::table` or `::chart`; what is missing or unknown is an error. */
export function readAttributes(node: LeafDirective, file: VFile): DataRequest {
  const { id = '', class: classes, ...written } = node.attributes ?? {};
  const given = new Map(Object.entries(written).map(([name, value]) => [name, (value ?? '').trim()]));
  const names = required[node.name] ?? [];
  const tell = (rule: string, texts: Bilingual, expected?: string) =>
    say(file, `data:${rule}`, texts, { place: node, severity: 'error', ...(expected && { expected: [expected] }) });
  const list = {
    ...(id && { id }),
    classes: (classes ?? '').split(/\s+/).filter(Boolean),
    values: Object.fromEntries(given),
  };
  const options = checkAttributes(list, optional[node.name] as KnownAttributes, file, node, names);
  if (node.children.length > 0) {
    const zh = `::${node.name} 不用方括号。请把标题写成 {caption="…"}。`;
    const en = `A ::${node.name} has no brackets. Write its caption as {caption="…"}.`;
    tell('brackets', { zh, en });
  }
  const missing = names.filter((name) => !given.get(name));
  if (missing.length > 0) {
    const example = node.name === 'chart' ? 'type=bar x=列名 y=列名 ' : '';
    const zh = `::${node.name} 没有写 ${missing.join('、')}。写法：::${node.name}{src=data/表.csv ${example}caption="标题"}。`;
    const en = `The ::${node.name} lacks ${missing.join(', ')}. Write ::${node.name}{src=data/a.csv ${example.replaceAll('列名', 'column')}caption="…"}.`;
    tell('missing-attribute', { zh, en });
  }
  const type = given.get('type');
  const known = chartTypes.find((name): name is ChartType => name === type);
  if (node.name === 'chart' && type && !known) {
    const guess = nearest(type, chartTypes);
    const zh = `不认识的图形“${brief(type)}”。${guess ? `是不是“${guess}”？` : `可以用：${chartTypes.join('、')}。`}`;
    const en = `Unknown chart type "${brief(type)}". ${guess ? `Did you mean "${guess}"?` : `Known: ${chartTypes.join(', ')}.`}`;
    tell('unknown-chart', { zh, en }, guess);
  }
  const { x, y } = { x: given.get('x'), y: given.get('y') };
  const caption = given.get('caption') ?? '';
  const chart = node.name === 'chart' && known && x && y ? { type: known, caption, x, y } : undefined;
  return { src: given.get('src') || undefined, caption, options, chart };
}
