import type { EChartsOption } from 'echarts';
import { categoryAxis, valueAxis } from './chart-axes.ts';
import type { ChartStyle } from './chart-options.ts';
import { drawnSeries, pieSeries } from './chart-series.ts';
import { decals, fontFamily, ink } from './chart-theme.ts';
import type { ChartData } from './series.ts';

/** px; a picture of the measure of A4 is set at about 0.87 of it, so that 12 px are 8 pt. */
const width = 640;
const height = 360;
/** Of one bar in a chart of level bars, and of what is above and below them. */
const barRoom = 22;
const groupGap = 14;

/** The size of a drawing in px. Level bars take the height that they need. */
export function chartSize({ x, series, type }: ChartData, style: ChartStyle): { width: number; height: number } {
  if (!isLevel(type, style)) return { width, height };
  const bars = type === 'stacked' ? 1 : series.length;
  const rows = x.written.length * (bars * barRoom + groupGap);
  return { width, height: Math.max(160, rows + marginTop(series.length, style) + 44) };
}

/** Draws a chart as SVG: the same data give the same bytes. */
export async function drawChart(chart: ChartData, style: ChartStyle): Promise<string> {
  // It takes a while to load, and most books have no charts.
  const { init } = await import('echarts');
  const instance = init(null, null, { renderer: 'svg', ssr: true, ...chartSize(chart, style) });
  try {
    instance.setOption(optionOf(chart, style));
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

function isLevel(type: ChartData['type'], { direction }: ChartStyle): boolean {
  return direction === 'horizontal' && (type === 'bar' || type === 'stacked');
}

function optionOf(chart: ChartData, style: ChartStyle): EChartsOption {
  const { type, series } = chart;
  const filled = type !== 'line' && type !== 'scatter';
  const common: EChartsOption = {
    animation: false,
    color: [...style.colours],
    aria: {
      enabled: true,
      label: { enabled: false },
      decal: { show: filled, decals: decals(style.colours.length) as never },
    },
    textStyle: { fontFamily, fontSize: 12, color: ink },
    legend: legend(chart, style),
    series: type === 'pie' ? pieSeries(chart, style) : drawnSeries(chart, style, isLevel(type, style)),
  };
  if (type === 'pie') return common;
  const level = isLevel(type, style);
  const across = type === 'scatter' ? valueAxis(chart, style, 'x', false) : categoryAxis(chart, style, level);
  const up = valueAxis(chart, style, 'y', level);
  return {
    ...common,
    grid: {
      left: 14,
      right: series.length > 1 && style.legend === 'right' ? 120 : level ? 44 : 24,
      top: level && (series.length === 1 || style.legend !== 'top') ? 12 : marginTop(series.length, style),
      bottom:
        (series.length > 1 && style.legend === 'bottom' ? 36 : 10) +
        (level || type === 'scatter' || style.xName ? 24 : 0),
      containLabel: true,
    },
    xAxis: level ? up : across,
    yAxis: level ? across : up,
  };
}

function marginTop(count: number, style: ChartStyle): number {
  return count > 1 && style.legend === 'top' ? 68 : 40;
}

function legend({ series }: ChartData, style: ChartStyle): NonNullable<EChartsOption['legend']> {
  const place = {
    top: { top: 6, left: 'center' },
    bottom: { bottom: 4, left: 'center' },
    right: { right: 8, top: 'middle', orient: 'vertical' as const },
    none: {},
  };
  return {
    show: series.length > 1 && style.legend !== 'none',
    ...place[style.legend],
    itemWidth: 26,
    itemHeight: 12,
    itemGap: 22,
    textStyle: { color: ink, fontSize: 12, fontFamily },
  };
}
