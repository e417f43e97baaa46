import { expect, it } from 'vitest';
import { emphasisCss } from '../../src/template/emphasis.ts';
import { loadTemplate } from '../../src/template/load.ts';

const template = await loadTemplate('report');

it('sets dots unless the template says otherwise, before its own sheets', () => {
  const { print, epub } = emphasisCss(template, 'horizontal');
  expect(template.emphasis).toBe('dots');
  expect(template.printCss.startsWith(print) && template.epubCss.startsWith(epub)).toBe(true);
  expect(print).toContain('.dot::after');
  expect(epub).toContain('text-emphasis-position:under right');
});

it('never slants Han characters', () => {
  for (const emphasis of ['dots', 'bold'] as const) {
    const { print, epub } = emphasisCss({ ...template, emphasis }, 'horizontal');
    for (const css of [print, epub]) {
      expect(css).toContain('em{font-style:normal}');
      expect(css.match(/[^{}]*\{[^{}]*font-style:italic/g)).toEqual([expect.stringMatching(/^em \.latin,em\.latin\{/)]);
    }
  }
});

it('needs a font for Kai type', () => {
  const kai = { ...template, emphasis: 'kai' } as const;
  expect(() => emphasisCss(kai, 'horizontal')).toThrow(expect.objectContaining({ exitCode: 2 }));
  const fonts = {
    ...kai.fonts,
    'Kanben Kai': [{ weight: 400, style: 'normal' as const, scale: 1, file: './kai.ttf' }],
  };
  expect(emphasisCss({ ...kai, fonts }, 'horizontal').print).toContain('em{font-family:"Kanben Kai"');
});
