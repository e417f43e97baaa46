import type { ChartStyle } from './chart-options.ts';
import { ink, rule } from './chart-theme.ts';
import { rewriteNumber } from './number-format.ts';
import type { ChartData } from './series.ts';

const axisLine = { show: true, lineStyle: { color: ink, width: 1 } };
/** Room for the names of level bars, in px: some 17 Han characters. */
const nameRoom = 204;

export function categoryAxis({ x, type, series }: ChartData, style: ChartStyle, level: boolean) {
  const count = x.written.length;
  const across = series.length > 1 && style.legend === 'right' ? 430 : 540;
  const longest = Math.max(...x.written.map((name) => name.length)) * 12 + 4;
  const room = level ? Math.min(nameRoom, longest) : Math.floor(across / count) - 6;
  return {
    type: 'category' as const,
    data: x.written,
    inverse: level,
    ...(style.xName && !level && { name: style.xName, nameLocation: 'middle' as const, nameGap: 28 }),
    nameTextStyle: { color: ink },
    axisLine,
    axisTick: { show: type === 'line', alignWithLabel: true, lineStyle: { color: ink } },
    axisLabel: {
      color: ink,
      // Under bars that go down, not on them.
      ...(!level && { margin: 8 }),
      hideOverlap: !level,
      ...((level || count <= 12) && { interval: 0, width: room, overflow: 'break' as const, lineHeight: 15 }),
    },
  };
}

/** The axis of values; `level` if it lies under level bars. */
export function valueAxis(chart: ChartData, style: ChartStyle, side: 'x' | 'y', level: boolean) {
  const scatter = chart.type === 'scatter';
  const middle = side === 'x';
  const name = middle ? (style.xName ?? chart.x.name) : valueName(chart, style);
  const values = middle ? chart.x.values : chart.series.flatMap((each) => each.values);
  const years = scatter && values.every((value) => Number.isInteger(value) && value >= 1500 && value <= 2100);
  return {
    type: 'value' as const,
    name,
    nameLocation: middle || level ? ('middle' as const) : ('end' as const),
    nameGap: middle || level ? 28 : 14,
    nameTextStyle: { color: ink, align: middle || level ? ('center' as const) : ('left' as const) },
    scale: scatter,
    axisLine: scatter ? axisLine : { show: false },
    axisTick: { show: scatter, lineStyle: { color: ink } },
    axisLabel: {
      color: ink,
      formatter: (value: number) =>
        `${rewriteNumber(plainNumber(value), { group: years ? '' : (style.group ?? ',') })}${chart.percent && !middle ? '%' : ''}`,
    },
    splitLine: {
      show: !middle,
      lineStyle: { color: rule, width: 0.75, type: scatter ? ('dashed' as const) : ('solid' as const) },
    },
  };
}

/** What the values are: 增加值（亿元）. */
function valueName({ series }: ChartData, { yName, units, unitsLine }: ChartStyle): string {
  const name = yName ?? (series.length === 1 ? (series[0]?.name ?? '') : '');
  if (!units) return name;
  return name ? `${name}（${units}）` : unitsLine.replace('{units}', units);
}

/** Without the tail that binary fractions have. */
function plainNumber(value: number): string {
  return String(Number(value.toPrecision(12)));
}
