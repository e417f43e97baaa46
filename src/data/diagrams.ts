import { createHash } from 'node:crypto';
import type { Code, Image, Paragraph, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Parent } from 'unist';
import type { VFile } from 'vfile';
import { nearest } from '../book/nearest.ts';
import type { Figure } from '../markdown/figures.ts';
import { type Bilingual, say } from '../report/message.ts';
import { visit } from '../tree/visit.ts';
import { brief } from './brief.ts';
import { captionOf } from './caption.ts';
import type { DataOptions, Drawing } from './index.ts';

/** A diagram as a picture. Sizes in CSS px. */
export interface DrawnDiagram {
  svg: Buffer;
  width: number;
  height: number;
  /** What the diagram says of itself (`accDescr`, `accTitle`). */
  description: string | undefined;
  /** The words in it, in the order in which they are drawn. */
  words: string[];
}

/** Why a diagram was not drawn; `line` is counted from 1 in its source. */
export interface DiagramProblem {
  problem: Bilingual;
  line?: number;
}

/** Draws sources of diagrams; undefined if what draws them is not installed. */
export type DrawDiagrams = (sources: string[]) => Promise<(DrawnDiagram | DiagramProblem)[] | undefined>;

const attributeNames = ['title', 'alt'];

/**
 * Replaces every ```` ```mermaid ```` fence by its picture, a figure if it has a title. All chapters at once: the browser
 * that draws is started once, and only if there is something to draw.
 */
export async function fillDiagrams(
  chapters: readonly { tree: Root; file: VFile }[],
  draw: DrawDiagrams,
  drawings: Drawing[],
  options: DataOptions,
): Promise<void> {
  const found: { node: Code; parent: Parent; file: VFile }[] = [];
  for (const { tree, file } of chapters) {
    visit(tree, 'code', (node, _, parent) => {
      if (parent && node.lang?.toLowerCase() === 'mermaid') found.push({ node, parent, file });
    });
  }
  if (found.length === 0) return;
  const results = await draw(found.map(({ node }) => node.value));
  for (const [i, { node, parent, file }] of found.entries()) {
    const result = results?.[i];
    if (!result) tellMissing(node, file);
    else if ('problem' in result) tellProblem(result, node, file);
    else {
      tellUnknown(node, file);
      parent.children.splice(parent.children.indexOf(node), 1, place(result, node, file, drawings, options));
    }
    // What stays code has no alternative text.
    if (node.data?.attributes) delete node.data.attributes.values.alt;
  }
}

function place(
  drawn: DrawnDiagram,
  node: Code,
  file: VFile,
  drawings: Drawing[],
  { language, applyRules }: DataOptions,
): Figure | Paragraph {
  const { svg, width, height } = drawn;
  const path = `diagram:${createHash('sha256').update(svg).digest('hex')}.svg`;
  if (!drawings.some((drawing) => drawing.path === path)) drawings.push({ path, bytes: svg, width, height });
  const { title = '', alt } = node.data?.attributes?.values ?? {};
  const label = node.data?.label;
  const { position } = node;
  const at = position && { position };
  const caption = title ? captionOf(title, position, file, applyRules) : undefined;
  const image: Image = {
    type: 'image',
    url: path,
    alt: alt ?? diagramText(caption ? textOf(caption) : '', drawn, language),
    data: { hProperties: { className: ['diagram'], ...(!caption && label && { id: label }) } },
    ...at,
  };
  if (!caption) {
    if (label) image.data = { ...image.data, label };
    return { type: 'paragraph', children: [image], ...at };
  }
  return { type: 'figure', kind: 'figure', children: [caption, image], ...(label && { data: { label } }), ...at };
}

/** So many words can be listened to; the rest is counted. */
const mostWords = 40;

/** The alternative text: what the author says of the diagram, or the words in it. */
function diagramText(title: string, { description, words }: DrawnDiagram, language: string): string {
  if (description) return description;
  const shown = words.slice(0, mostWords);
  const more = words.length - shown.length;
  if (language.startsWith('zh')) {
    const rest = more > 0 ? `；其余 ${more} 处从略` : '';
    return `${title ? `示意图：${title}。` : '示意图。'}图中文字：${shown.join('；')}${rest}。`;
  }
  const rest = more > 0 ? `; ${more} more are left out` : '';
  return `${title ? `Diagram: ${title}. ` : 'Diagram. '}Words in it: ${shown.join('; ')}${rest}.`;
}

function tellMissing(node: Code, file: VFile): void {
  const zh = '没有装画图的 mermaid，这里照源码排。要画成图，请在书稿所在的项目里运行 npm install mermaid@11。';
  const en =
    'What draws diagrams is not installed; the source is printed instead. To have a picture run npm install mermaid@11 beside kanben.';
  say(file, 'data:diagram-tool', { zh, en }, { place: node.position?.start });
}

function tellProblem({ problem, line }: DiagramProblem, node: Code, file: VFile): void {
  const start = node.position?.start;
  const last = node.value.split('\n').length;
  // The first line of the source stands below the fence.
  const at = start && (line ? { line: start.line + Math.min(Math.max(line, 1), last), column: 1 } : start);
  const zh = `示意图画不出来：${problem.zh}。请改正这里的 mermaid 写法。`;
  const en = `The diagram cannot be drawn: ${problem.en}. Mend its mermaid source here.`;
  say(file, 'data:diagram', { zh, en }, { place: at, severity: 'error' });
}

function tellUnknown(node: Code, file: VFile): void {
  for (const name of Object.keys(node.data?.attributes?.values ?? {})) {
    if (attributeNames.includes(name)) continue;
    const guess = nearest(name, attributeNames);
    const zh = `示意图没有“${brief(name)}”这一项。${guess ? `是不是“${guess}”？` : `可以写：${attributeNames.join('、')} 和 #标识。`}`;
    const en = `A diagram has no attribute "${brief(name)}". ${guess ? `Did you mean "${guess}"?` : `Known: ${attributeNames.join(', ')} and #id.`}`;
    say(
      file,
      'data:diagram-attribute',
      { zh, en },
      { place: node.position?.start, ...(guess && { expected: [guess] }) },
    );
  }
}
