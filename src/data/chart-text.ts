import type { ChartData, ChartType } from './series.ts';

const names: Record<ChartType, [simplified: string, traditional: string, en: string]> = {
  bar: ['柱形图', '長條圖', 'Bar chart'],
  line: ['折线图', '折線圖', 'Line chart'],
  pie: ['饼图', '圓餅圖', 'Pie chart'],
  stacked: ['堆积柱形图', '堆疊長條圖', 'Stacked bar chart'],
  scatter: ['散点图', '散布圖', 'Scatter chart'],
};

/** So much can be listened to; the rest is counted. */
const mostPoints = 40;

/** The alternative text of a chart: what it is and the values that it shows. */
export function chartText({ type, caption, x, series }: ChartData, language: string): string {
  const chinese = language.startsWith('zh');
  const count = x.written.length;
  const shown = Math.max(1, Math.floor(mostPoints / series.length));
  const points = x.written.slice(0, shown);
  const single = series.length === 1;
  if (chinese) {
    const values = points.map((point, i) => {
      const each = series.map(({ name, written }) => (single ? written[i] : `${name} ${written[i]}`));
      return `${point}：${each.join('，')}`;
    });
    const traditional = language.startsWith('zh-Hant');
    const rest = count - shown;
    const more = rest <= 0 ? '' : traditional ? `；其餘 ${rest} 項從略` : `；其余 ${rest} 项从略`;
    const axes = `${x.name}${traditional ? '與' : '与'}${series.map(({ name }) => name).join('、')}`;
    return `${names[type][traditional ? 1 : 0]}：${caption}。${axes}。${values.join('；')}${more}。`;
  }
  const values = points.map((point, i) => {
    const each = series.map(({ name, written }) => (single ? written[i] : `${name} ${written[i]}`));
    return `${point}: ${each.join(', ')}`;
  });
  const more = count > shown ? `; ${count - shown} more are left out` : '';
  const axes = `${x.name} and ${series.map(({ name }) => name).join(', ')}`;
  return `${names[type][2]}: ${caption}. ${axes}. ${values.join('; ')}${more}.`;
}
