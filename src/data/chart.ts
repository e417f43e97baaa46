import type { EChartsOption, SeriesOption } from 'echarts';
import type { ChartData, Series } from './series.ts';

export const chartSize = { width: 640, height: 360 };

const colours = ['#0f4c5c', '#b23a48', '#c58b2b', '#6b7785'];
const ink = '#333333';
const font = 'Kanben Sans, Noto Sans SC, sans-serif';
const white = 'rgba(255,255,255,0.7)';

/** Fills that can be told apart in grey: plain, slanting lines, dots, lines the other way, level lines. */
const decals = [
  { symbol: 'none' },
  { color: white, dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4 },
  {
    color: white,
    symbol: 'circle',
    symbolSize: 0.8,
    dashArrayX: [
      [8, 8],
      [0, 8, 8, 0],
    ],
    dashArrayY: [6, 0],
  },
  { color: white, dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: Math.PI / 4 },
  { color: white, dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: 0 },
];
// Five of each for four colours: the fifth line is not like the first.
const symbols = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle'];
const strokes: ('solid' | 'dashed' | 'dotted' | number[])[] = ['solid', 'dashed', 'dotted', [10, 3, 2, 3], [14, 4]];

/** Draws a chart as SVG: the same data give the same bytes. */
export async function drawChart(chart: ChartData): Promise<string> {
  // It takes a while to load, and most books have no charts.
  const { init } = await import('echarts');
  const instance = init(null, null, { renderer: 'svg', ssr: true, ...chartSize });
  try {
    instance.setOption(optionOf(chart));
    return plain(instance.renderToSVGString());
  } finally {
    instance.dispose();
  }
}

/** Without what only serves a mouse, and without the counters that grow from one drawing to the next. */
function plain(svg: string): string {
  return svg
    .replace(/<style\s*>.*?<\/style>\s*/gs, '')
    .replace(/<[^>]*>/g, (tag) =>
      tag.replace(/ (?:class|pointer-events|ecmeta_\w+)="[^"]*"/g, '').replace(/( id="|url\(#|href="#)zr\d+-/g, '$1'),
    );
}

function optionOf(chart: ChartData): EChartsOption {
  const { type, series } = chart;
  const legend = series.length > 1;
  const filled = type !== 'line' && type !== 'scatter';
  const common: EChartsOption = {
    animation: false,
    color: colours,
    aria: { enabled: true, label: { enabled: false }, decal: { show: filled, decals: decals as never } },
    textStyle: { fontFamily: font, fontSize: 12, color: ink },
    legend: { show: legend, top: 4, itemWidth: 28, textStyle: { color: ink, fontSize: 12, fontFamily: font } },
    series: type === 'pie' ? pie(chart) : series.map((each, i) => drawn(chart, each, i)),
  };
  if (type === 'pie') return common;
  return {
    ...common,
    grid: { left: 16, right: 32, top: legend ? 64 : 40, bottom: type === 'scatter' ? 32 : 12, containLabel: true },
    xAxis: type === 'scatter' ? valueAxis(chart.x.name, 'middle', false) : categoryAxis(chart),
    yAxis: valueAxis(legend ? '' : (series[0]?.name ?? ''), 'end', chart.percent),
  };
}

const axisLine = { show: true, lineStyle: { color: ink } };

function categoryAxis({ x, type }: ChartData): NonNullable<EChartsOption['xAxis']> {
  const count = x.written.length;
  return {
    type: 'category',
    data: x.written,
    axisLine,
    axisTick: { show: type === 'line', alignWithLabel: true, lineStyle: { color: ink } },
    axisLabel: {
      color: ink,
      hideOverlap: true,
      ...(count <= 12 && { interval: 0, width: Math.floor(540 / count) - 6, overflow: 'breakAll', lineHeight: 15 }),
    },
  };
}

function valueAxis(name: string, nameLocation: 'middle' | 'end', percent: boolean) {
  return {
    type: 'value' as const,
    name,
    nameLocation,
    nameGap: nameLocation === 'middle' ? 28 : 14,
    nameTextStyle: { color: ink, align: nameLocation === 'end' ? ('left' as const) : ('center' as const) },
    scale: nameLocation === 'middle',
    axisLine: nameLocation === 'middle' ? axisLine : { show: false },
    axisTick: { show: nameLocation === 'middle', lineStyle: { color: ink } },
    axisLabel: { color: ink, ...(percent && { formatter: '{value}%' }) },
    splitLine: { show: nameLocation === 'end', lineStyle: { color: '#d5d9de', width: 0.75 } },
  };
}

function drawn({ type, x, series }: ChartData, { name, values, written }: Series, i: number): SeriesOption {
  const few = values.length * series.length <= 16;
  const label = {
    // Labels of several lines would lie on each other.
    show: few && (type !== 'line' || series.length === 1),
    color: ink,
    formatter: ({ dataIndex }: { dataIndex: number }) => written[dataIndex] ?? '',
  };
  if (type === 'line') {
    return {
      ...{ type: 'line', name, data: values, symbolSize: 7, symbol: symbols[i % symbols.length] ?? 'circle' },
      lineStyle: { width: 2, type: strokes[i % strokes.length] ?? 'solid' },
      label: { ...label, position: 'top' },
    };
  }
  if (type === 'scatter') {
    const data = values.map((value, at) => [x.values[at] ?? 0, value]);
    return {
      type: 'scatter',
      name,
      data,
      symbolSize: 9,
      itemStyle: { opacity: 1 },
      symbol: symbols[i % symbols.length] ?? 'circle',
    };
  }
  if (type === 'bar') {
    // The label of a negative value stands below its bar.
    const data = values.map((value) => ({
      value,
      label: { ...label, position: value < 0 ? ('bottom' as const) : ('top' as const) },
    }));
    return { type: 'bar', name, data, barMaxWidth: 56 };
  }
  const totals = values.map((_, at) => series.reduce((sum, each) => sum + Math.abs(each.values[at] ?? 0), 0));
  // A part too thin for its label has none.
  const least = Math.max(...totals) * 0.08;
  const data = values.map((value) => ({
    value,
    label: { ...label, ...inside, show: label.show && Math.abs(value) >= least },
  }));
  const itemStyle = { borderColor: '#ffffff', borderWidth: 1 };
  return { type: 'bar', name, data, itemStyle, stack: 'all', barMaxWidth: 64 };
}

const inside = { position: 'inside' as const, backgroundColor: '#ffffff', padding: [2, 3], fontSize: 11 };

function pie({ x, series }: ChartData): SeriesOption[] {
  const [only] = series;
  return [
    {
      type: 'pie',
      radius: '68%',
      data: (only?.values ?? []).map((value, i) => ({
        value,
        name: x.written[i] ?? '',
        itemStyle: { color: colours[i % colours.length] ?? ink, borderColor: '#ffffff', borderWidth: 1.5 },
      })),
      label: {
        color: ink,
        fontSize: 12,
        formatter: ({ dataIndex }) => `${x.written[dataIndex] ?? ''} ${only?.written[dataIndex] ?? ''}`,
      },
      labelLine: { lineStyle: { color: ink } },
    },
  ];
}
