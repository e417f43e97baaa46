import type { Root } from 'mdast';
import type { Position } from 'unist';
import type { VFile } from 'vfile';
import type { FigureCaption } from '../markdown/figures.ts';

/** The caption that an attribute holds, after the text rules, at the place of what bears the attribute. */
export function captionOf(
  value: string,
  position: Position | undefined,
  file: VFile,
  applyRules: (tree: Root, file: VFile) => void,
): FigureCaption {
  const place = position && { position };
  const paragraph = { type: 'paragraph' as const, children: [{ type: 'text' as const, value }], ...place };
  applyRules({ type: 'root', children: [paragraph] }, file);
  for (const text of paragraph.children) Object.assign(text, place);
  return { type: 'figureCaption', children: paragraph.children, ...place };
}
