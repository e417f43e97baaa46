import { oneOf, type ValueRule } from '../markdown/known-attributes.ts';
import { type Separator, separators } from './number-format.ts';

/** What `::chart` may say besides what it must. */
export const chartAttributes: Record<string, ValueRule> = {
  direction: oneOf('vertical', 'horizontal'),
  units: { allowed: /\S/, hint: { zh: '数值的单位，如 亿元', en: 'the unit of the values, as "million tonnes"' } },
  'x-name': { allowed: /\S/, hint: { zh: '横轴的名称', en: 'the name of the x axis' } },
  'y-name': { allowed: /\S/, hint: { zh: '纵轴的名称', en: 'the name of the y axis' } },
  labels: oneOf('auto', 'all', 'none'),
  legend: oneOf('top', 'bottom', 'right', 'none'),
  group: oneOf(...separators.keys()),
  place: oneOf('here', 'page'),
};

/** How a chart is drawn. */
export interface ChartStyle {
  direction: 'vertical' | 'horizontal';
  /** 亿元 */
  units?: string;
  /** How the units are said where there is no name: 单位：{units}. */
  unitsLine: string;
  xName?: string;
  yName?: string;
  labels: 'auto' | 'all' | 'none';
  legend: 'top' | 'bottom' | 'right' | 'none';
  /** Of the numbers at the axes and labels. Default: labels as written, axes with commas. */
  group?: Separator;
  colours: readonly string[];
}

/** The style that checked attributes ask for. */
export function chartStyle(
  values: Record<string, string>,
  colours: readonly string[],
  unitsLine = '单位：{units}',
): ChartStyle {
  return {
    direction: values.direction === 'horizontal' ? 'horizontal' : 'vertical',
    ...(values.units && { units: values.units }),
    ...(values['x-name'] && { xName: values['x-name'] }),
    ...(values['y-name'] && { yName: values['y-name'] }),
    labels: (values.labels ?? 'auto') as ChartStyle['labels'],
    legend: (values.legend ?? 'top') as ChartStyle['legend'],
    ...(values.group && { group: separators.get(values.group) as Separator }),
    unitsLine,
    colours,
  };
}
