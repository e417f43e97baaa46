import { expect, it } from 'vitest';
import { equivalentIdeograph } from '../../src/typography/equivalent-ideographs.ts';

it("has Unicode's pairs of sign and ideograph, single and in ranges", () => {
  // Kangxi, CJK radicals supplement, a range of two, beyond the basic plane, strokes.
  const pairs = { '⽤': '用', '⻓': '长', '⺌': '小', '⺍': '小', '⺮': '𥫗', '⼾': '戶', '㇐': '一', '㇞': '𠃑' };
  for (const [sign, ideograph] of Object.entries(pairs)) expect(equivalentIdeograph(sign)).toBe(ideograph);
});

it('has every Kangxi radical, and none for what is no sign or has no equal', () => {
  for (let code = 0x2f00; code <= 0x2fd5; code++)
    expect(equivalentIdeograph(String.fromCodePoint(code))).toMatch(/^\p{Unified_Ideograph}$/u);
  for (const other of ['⺀', '用', 'a', '，']) expect(equivalentIdeograph(other)).toBeUndefined();
});
