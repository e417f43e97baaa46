import type { Element } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import temml from 'temml';
import type { VFile } from 'vfile';
import { say } from '../report/message.ts';
import { visit } from '../tree/visit.ts';

/** The MathML of a formula; undefined after a message. `node` is where it stands. */
export function renderFormula(tex: string, display: boolean, node: Element, file: VFile): Element | undefined {
  try {
    const html = temml.renderToString(tex, { displayMode: display, throwOnError: true, trust: false, maxExpand: 1000 });
    const math = fromHtml(html, { fragment: true }).children[0];
    if (math?.type !== 'element') return undefined;
    // Places in Temml's HTML are none in the manuscript.
    visit(math, (part) => {
      part.position = undefined as never;
      if (part.type !== 'element') return;
      const { className: _class, style: _style, ...properties } = part.properties;
      part.properties = properties;
    });
    math.properties = { ...math.properties, display: display ? 'block' : 'inline', alttext: tex };
    return math;
  } catch (error) {
    // Without the copy of the formula that Temml underlines with combining marks.
    const reason = plain((error as Error).message);
    say(
      file,
      'html:math',
      {
        zh: `公式读不懂：${reason}。请改正 ${tex.slice(0, 60)}`,
        en: `Cannot read the formula: ${reason}. Mend ${tex.slice(0, 60)}`,
      },
      { place: node, severity: 'error' },
    );
    return undefined;
  }
}

function plain(message: string): string {
  if (/call stack/.test(message)) return 'nested too deeply';
  return message
    .replace(
      /(?: at end of input| at position \d+)?: *\n?[^\n]*$/s,
      (tail) => /^ at position \d+/.exec(tail)?.[0] ?? '',
    )
    .trim();
}
