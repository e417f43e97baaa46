import { describe, expect, it } from 'vitest';
import { chartSize, drawChart } from '../../src/data/chart.ts';
import { chartStyle } from '../../src/data/chart-options.ts';
import { chartText } from '../../src/data/chart-text.ts';
import { type ChartData, chartTypes } from '../../src/data/series.ts';
import { inspectPicture } from '../../src/html/picture-bytes.ts';

const colours = ['#0f4c5c', '#b23a48', '#c58b2b'];
const style = chartStyle({}, colours);

function chart(type: ChartData['type'], points = 3): ChartData {
  const values = Array.from({ length: points }, (_, i) => i + 1);
  const written = values.map((value) => `<${value}>`);
  const series = ['甲&', '乙'].map((name) => ({ name, values, written }));
  return {
    type,
    caption: '题',
    x: { name: '年', values, written: values.map(String) },
    series: type === 'pie' ? series.slice(0, 1) : series,
    percent: false,
  };
}

describe.each(chartTypes)('%s', (type) => {
  it('is drawn the same each time, whatever was drawn before', async () => {
    const first = await drawChart(chart(type), style);
    await drawChart(chart('bar', 20), style);
    expect(await drawChart(chart(type), style)).toBe(first);
  });

  it('is a plain SVG in our fonts', async () => {
    const svg = await drawChart(chart(type), style);
    expect(inspectPicture(Buffer.from(svg))).toEqual({ mediaType: 'image/svg+xml', width: 640, height: 360 });
    expect(svg).not.toMatch(/<style|ecmeta|class=|zr\d|pointer-events|<1>/);
    expect(svg).toContain('font-family:Kanben Sans, Noto Sans SC, sans-serif');
    for (const [, id] of svg.matchAll(/url\(#([^)]*)\)/g)) expect(svg).toContain(`id="${id}"`);
    // Patterns that survive grey printing.
    if (type !== 'line' && type !== 'scatter') expect(svg).toContain('<pattern');
  });
});

describe('the style of a chart', () => {
  it('takes the colours and groups the numbers as asked', async () => {
    const big = { ...chart('bar', 2), series: [{ name: '甲', values: [12000, 15000], written: ['12000', '15,000'] }] };
    const drawn = async (values: Record<string, string>) => drawChart(big, chartStyle(values, ['#123456', '#654321']));
    expect(await drawn({})).toMatch(/#123456[\s\S]*>12000<[\s\S]*>15,000</);
    expect(await drawn({ group: ',' })).toMatch(/>12,000<[\s\S]*>15,000</);
    expect(await drawn({ group: 'none', units: '亿元' })).toMatch(/>甲（亿元）<[\s\S]*>15000</);
    expect(await drawn({ labels: 'none' })).not.toContain('>12000<');
  });

  it('gives level bars the height that they need', () => {
    const level = chartStyle({ direction: 'horizontal' }, colours);
    expect(chartSize(chart('bar', 3), level).height).toBeLessThan(chartSize(chart('bar', 30), level).height);
    expect(chartSize(chart('line', 30), level)).toEqual({ width: 640, height: 360 });
  });
});

describe('chartText', () => {
  it('tells the values of every series', () => {
    expect(chartText(chart('line', 2), 'zh-Hans')).toBe(
      '折线图：题。年与甲&、乙。1：甲& <1>，乙 <1>；2：甲& <2>，乙 <2>。',
    );
    expect(chartText(chart('pie', 2), 'en')).toBe('Pie chart: 题. 年 and 甲&. 1: <1>; 2: <2>.');
  });

  it('counts what is too much to listen to', () => {
    expect(chartText(chart('bar', 50), 'zh-Hans')).toMatch(/20：甲& <20>，乙 <20>；其余 30 项从略。$/);
    expect(chartText(chart('pie', 50), 'en')).toMatch(/; 40: <40>; 10 more are left out\.$/);
  });
});
