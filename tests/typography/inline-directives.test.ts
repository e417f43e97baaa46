import { expect, it } from 'vitest';
import { formatMarkdown } from '../../src/typography/index.ts';

it.each([
  // Marks, quotes and spaces are judged over the borders of a mark, and what it prints is text as all other.
  ['他说":index[太原]很大",真的.', '他说“:index[太原]很大”，真的。'],
  ['在:index[太原(市)],见.', '在:index[太原（市）]，见。'],
  ['这是:index["三个"一],好.', '这是:index[“三个”一]，好。'],
  // A hidden mark is not there.
  ['太原,:index[]{as="太原"}好.', '太原，:index[]{as="太原"}好。'],
  // What an attribute prints is text too, for itself; a reading is not.
  ['见:index[并州]{as="太原(市)" sub="a,古称"}。', '见:index[并州]{as="太原（市）" sub="a，古称"}。'],
  [":term[规上]{as='工业(规上)'}。", ":term[规上]{as='工业（规上）'}。"],
  [':index[长治]{reading="cháng,zhì"}。', ':index[长治]{reading="cháng,zhì"}。'],
])('%s', (source, expected) => {
  expect(formatMarkdown(source).output).toBe(expected);
  expect(formatMarkdown(expected).output).toBe(expected);
});

it('takes typed spaces beside a mark as beside emphasis, in a build', () => {
  const source = '在 :index[太原] 有 :term[GDP] 的数。';
  expect(formatMarkdown(source, { asBuilt: true }).output).toBe('在:index[太原]有:term[GDP]的数。');
});
