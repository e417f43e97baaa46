import type { SeriesOption } from 'echarts';
import type { ChartStyle } from './chart-options.ts';
import { ink, strokes, symbols } from './chart-theme.ts';
import { rewriteNumber } from './number-format.ts';
import type { ChartData, Series } from './series.ts';

/** So many values can stand at their bars without lying on each other. */
const mostLabels = 16;

export function drawnSeries(chart: ChartData, style: ChartStyle, level: boolean): SeriesOption[] {
  const draw = { bar, stacked, line, scatter, pie: bar }[chart.type];
  return chart.series.map((each, i) => draw(chart, each, i, style, level));
}

function labelOf(chart: ChartData, { written }: Series, style: ChartStyle) {
  const few = written.length * chart.series.length <= mostLabels;
  return {
    show: style.labels === 'all' || (style.labels === 'auto' && few),
    color: ink,
    fontSize: 11,
    formatter: ({ dataIndex }: { dataIndex: number }) => rewriteNumber(written[dataIndex] ?? '', groupOf(style)),
  };
}

function groupOf({ group }: ChartStyle) {
  return group === undefined ? {} : { group };
}

function line(chart: ChartData, each: Series, i: number, style: ChartStyle): SeriesOption {
  const label = labelOf(chart, each, style);
  const single = chart.series.length === 1;
  return {
    ...{
      type: 'line',
      name: each.name,
      data: each.values,
      symbolSize: 7,
      symbol: symbols[i % symbols.length] ?? 'circle',
    },
    lineStyle: { width: 2.2, type: strokes[i % strokes.length] ?? 'solid' },
    // Labels of several lines would lie on each other.
    label: { ...label, show: label.show && (single || style.labels === 'all'), position: 'top' },
  };
}

function scatter({ x }: ChartData, { name, values }: Series, i: number): SeriesOption {
  return {
    type: 'scatter',
    name,
    data: values.map((value, at) => [x.values[at] ?? 0, value]),
    symbolSize: 9,
    itemStyle: { opacity: 1 },
    symbol: symbols[i % symbols.length] ?? 'circle',
  };
}

function bar(chart: ChartData, each: Series, _: number, style: ChartStyle, level: boolean): SeriesOption {
  const label = labelOf(chart, each, style);
  // The label of a negative value stands at the end of its bar, too.
  const [ahead, behind] = level ? (['right', 'left'] as const) : (['top', 'bottom'] as const);
  const data = each.values.map((value) => ({ value, label: { ...label, position: value < 0 ? behind : ahead } }));
  return { type: 'bar', name: each.name, data, barMaxWidth: level ? 18 : 44, barGap: '12%' };
}

function stacked(chart: ChartData, each: Series, _: number, style: ChartStyle, level: boolean): SeriesOption {
  const label = labelOf(chart, each, style);
  const totals = each.values.map((_value, at) =>
    chart.series.reduce((sum, { values }) => sum + Math.abs(values[at] ?? 0), 0),
  );
  // A part too thin for its label has none.
  const least = Math.max(...totals) * 0.08;
  const inside = { position: 'inside' as const, backgroundColor: '#ffffff', padding: [1, 3] };
  const data = each.values.map((value) => ({
    value,
    label: { ...label, ...inside, show: label.show && Math.abs(value) >= least },
  }));
  const itemStyle = { borderColor: '#ffffff', borderWidth: 1 };
  return { type: 'bar', name: each.name, data, itemStyle, stack: 'all', barMaxWidth: level ? 22 : 56 };
}

export function pieSeries({ x, series, percent }: ChartData, style: ChartStyle): SeriesOption[] {
  const [only] = series;
  const total = only?.values.reduce((sum, value) => sum + value, 0) || 1;
  return [
    {
      type: 'pie',
      radius: '70%',
      startAngle: 90,
      data: (only?.values ?? []).map((value, i) => ({
        value,
        name: x.written[i] ?? '',
        itemStyle: { color: style.colours[i % style.colours.length] ?? ink, borderColor: '#ffffff', borderWidth: 1.5 },
      })),
      label: {
        show: style.labels !== 'none',
        color: ink,
        fontSize: 12,
        lineHeight: 17,
        formatter: ({ dataIndex: at }) => {
          const value = `${rewriteNumber(only?.written[at] ?? '', groupOf(style))}${percent ? '' : (style.units ?? '')}`;
          const share = (((only?.values[at] ?? 0) / total) * 100).toFixed(1);
          return percent ? `${x.written[at]}\n${value}` : `${x.written[at]}\n${value}，${share}%`;
        },
      },
      labelLine: { length: 12, length2: 10, lineStyle: { color: ink, width: 0.75 } },
    },
  ];
}
