import { describe, expect, it } from 'vitest';
import { type GridOptions, pageGeometry } from '../../src/template/grid.ts';
import { pageCss } from '../../src/template/page.ts';

const pt = 25.4 / 72;
const options = (grid: Partial<GridOptions['grid']>, rest: Partial<GridOptions> = {}): GridOptions => ({
  paper: '大32开',
  direction: 'horizontal',
  grid: { size: '10pt', leading: '16pt', characters: 28, lines: 26, columns: 1, gap: 2, ...grid },
  ...rest,
});

describe('pageGeometry', () => {
  it('computes margins from the edges of the characters', () => {
    const { width, height, margins } = pageGeometry('t', options({ top: '20mm', inner: '22mm' }));
    expect([width, height]).toEqual([140, 203]);
    // The box of the first line begins half the space between lines above its characters.
    expect(margins.top).toBeCloseTo(20 - 3 * pt, 6);
    expect(margins.inner).toBeCloseTo(22, 6);
    expect(margins.outer).toBeCloseTo(140 - 22 - 280 * pt, 6);
    expect(margins.bottom).toBeCloseTo(203 - 20 - 26 * 16 * pt + 3 * pt, 6);
  });

  it('centres what is not placed', () => {
    const { margins } = pageGeometry('t', options({}));
    expect(margins.top).toBeCloseTo(margins.bottom, 6);
    expect(margins.inner).toBeCloseTo(margins.outer, 6);
  });

  it('stretches lines and characters to a given measure and depth', () => {
    const { grid } = pageGeometry('t', options({ leading: undefined, measure: '100mm', depth: '150mm' }));
    expect((grid.size + grid.tracking) * 28).toBeCloseTo(100 / pt, 6);
    expect(grid.leading * 25 + grid.size).toBeCloseTo(150 / pt, 6);
  });

  it('runs lines down the page in vertical writing, bound on the right', () => {
    const { margins, binding, width, height } = pageGeometry(
      't',
      options({ characters: 40, lines: 16, leading: '17pt', inner: '20mm' }, { direction: 'vertical', paper: 'A5' }),
    );
    expect(binding).toBe('right');
    expect(height - margins.top - margins.bottom).toBeCloseTo(400 * pt, 6);
    expect(width - margins.inner - margins.outer).toBeCloseTo(16 * 17 * pt, 6);
    expect(margins.inner).toBeCloseTo(20 - 3.5 * pt, 6);
  });

  it('makes room for columns', () => {
    const { width, margins } = pageGeometry('t', options({ characters: 18, columns: 2, gap: 2 }, { paper: 'A4' }));
    expect(width - margins.inner - margins.outer).toBeCloseTo(380 * pt, 6);
  });

  it.each([
    [options({ characters: 41 }), /版心 144\.64 × 144\.64 mm 在 140 × 203 mm 的纸上放不下.*切口 -2\.32 mm/],
    [options({ lines: 40, top: '20mm' }), /地脚 -40\.66/],
    [options({ leading: '9pt' }), /行距 9pt/],
    [options({ measure: '70mm' }), /每字 7\.09pt/],
    [options({ depth: '100mm' }), /只写一个/],
  ])('refuses a grid that does not fit: %#', (bad, zh) => {
    expect(() => pageGeometry('试', bad)).toThrow(
      expect.objectContaining({ exitCode: 2, texts: expect.objectContaining({ zh: expect.stringMatching(zh) }) }),
    );
  });
});

it('writes the page of a recto, with the spine where the book is bound', () => {
  const left = pageGeometry('t', options({ top: '20mm', inner: '22mm' }));
  const right = pageGeometry('t', options({ top: '20mm', inner: '22mm' }, { binding: 'right' }));
  expect(pageCss(left)).toContain('margin:18.942mm 19.222mm 37.303mm 22mm}');
  expect(pageCss(right)).toContain('margin:18.942mm 22mm 37.303mm 19.222mm}');
  expect(pageCss(left)).toContain(
    '.furniture.recto{--left:var(--margin-inner);--right:var(--margin-outer);--inside:left;--outside:right}',
  );
  expect(pageCss(right)).toContain(
    '.furniture.recto{--right:var(--margin-inner);--left:var(--margin-outer);--inside:right;--outside:left}',
  );
});
