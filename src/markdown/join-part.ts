import type { Root } from 'mdast';
import type { VFile } from 'vfile';
import { movePosition, type Part } from '../report/origin.ts';
import { visit } from '../tree/visit.ts';

/**
 * Puts the text of `part` behind that of `file` and moves all places in its tree there. So every place in a chapter is of
 * one text, whichever file it was written in. Notes get names of their own: two files may use the same.
 */
export function joinPart(tree: Root, part: VFile, file: VFile): void {
  const head = `${String(file)}\n`;
  const parts = file.data.parts ?? [];
  const joined: Part = { file: part, line: head.split(/\r\n|\n|\r/).length - 1, offset: head.length };
  visit(tree, (node) => {
    if (node.position) node.position = movePosition(node.position, joined);
    if (node.type === 'footnoteReference' || node.type === 'footnoteDefinition') {
      node.label ??= node.identifier;
      node.identifier = `${node.identifier} ${joined.line}`;
    }
  });
  const inner = (part.data.parts ?? []).map((each) => ({
    file: each.file,
    line: each.line + joined.line,
    offset: each.offset + joined.offset,
  }));
  file.value = head + String(part);
  file.data.parts = [...parts, joined, ...inner];
}
