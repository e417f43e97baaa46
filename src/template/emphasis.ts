import { Failure } from '../report/failure.ts';
import type { Fonts } from './fonts.ts';
import type { PageGeometry } from './grid.ts';
import type { TemplateOptions } from './schema.ts';

/** The family that a template must bring for 楷体; none is bundled. */
const kai = 'Kanben Kai';

/** Kai type on reading devices, by the names it has on them. */
const deviceKai = '"Kaiti SC", STKaiti, "Kaiti TC", BiauKai, "AR PL UKai CN", KaiTi, DFKai-SB, serif';

/** Upright Latin letters, if the template has no italic font: a slanted upright is no italic. */
const upright = ':root{font-synthesis-style:none}em{font-style:normal}';
const latin = 'em .latin,em.latin{font-style:italic;font-family:inherit;font-weight:inherit}';

/**
 * In print the dots are drawn, clear of the lines of names. They stand where they would stand in the line, moved by margins:
 * a positioned character would be painted after the rest of its paragraph, and be copied after it. Boxes are laid on whole
 * pixels: drawn ten times too large, the dots are all of one size. Below characters in horizontal lines, on their right in
 * vertical ones (CLREQ 3.5.1), where the lines of names stand on the left.
 */
const drawnDots = {
  horizontal:
    dotAt('calc((1lh + 1em) / 2 - 0.74em)') +
    ':is(.proper-name,.book-title) .dot::after{margin-block-start:calc((1lh + 1em) / 2 - 0.5em)}',
  // Moved by the transform alone: at the head of a page no margin reaches out of it.
  vertical: dotAt('0', 'translateX(calc(1.06em - (1lh - 1em) / 2)) '),
};

function dotAt(margin: string, move = ''): string {
  return `.dot::after{content:"";position:absolute;width:1.8em;height:1.8em;margin-inline:-1.4em 0;margin-block-start:${margin};transform:${move}scale(0.1);border-radius:50%;background:currentColor}:lang(en) .dot::after{content:none}`;
}

const print: Record<Exclude<TemplateOptions['emphasis'], 'dots'>, string> = {
  kai: `em{font-family:"${kai}",serif}`,
  bold: 'em{font-weight:700}',
};

const marks = (prefix: '' | '-webkit-') =>
  `${prefix}text-emphasis:filled dot;${prefix}text-emphasis-position:under${prefix ? '' : ' right'}`;

/** What never has a dot: CLREQ gives one to Han characters only. */
const unmarked =
  'em .latin,em.latin,em sup,em rt,em code,em math,em:lang(en){-webkit-text-emphasis:none;text-emphasis:none}';

const epub: Record<TemplateOptions['emphasis'], string> = {
  // A device without dots shows Kai type.
  dots: `em{font-family:${deviceKai}}@supports (text-emphasis:filled dot) or (-webkit-text-emphasis:filled dot){em{font-family:inherit;${marks('-webkit-')};${marks('')}}}${unmarked}`,
  kai: `em{font-family:${deviceKai}}`,
  bold: 'em{font-weight:bold}',
};

/**
 * The style of `*emphasis*`, to stand before the template's own sheets, which may overrule it. Han characters are never slanted.
 * @throws Failure (2) if Kai type is asked for and the template has no such font.
 */
export function emphasisCss(
  { emphasis, fonts, name }: Pick<TemplateOptions, 'emphasis' | 'name'> & Pick<Fonts, 'fonts'>,
  direction: PageGeometry['direction'],
): {
  print: string;
  epub: string;
} {
  if (emphasis === 'kai' && !fonts[kai]) {
    throw new Failure(2, {
      zh: `模板“${name}”用楷体强调，却没有楷体字体。请在 fonts 里加上“${kai}”，或把 emphasis 改成 dots。`,
      en: `The template "${name}" sets emphasis in Kai type but has no such font. Add "${kai}" to its fonts, or set emphasis to dots.`,
    });
  }
  return {
    print: `${upright}${emphasis === 'dots' ? drawnDots[direction] : print[emphasis]}${latin}\n`,
    epub: `${upright}${epub[emphasis]}${latin}\n`,
  };
}
