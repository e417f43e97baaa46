import type { Root } from 'mdast';
import { type Processor, unified } from 'unified';
import type { VFile } from 'vfile';
import { parseMarkdown } from '../markdown/index.ts';
import { checkTypography, formatMarkdown } from '../typography/index.ts';
import { settingsFor } from './settings.ts';

/** What the language server runs on a document: parse, check; formatting is `kanben format`. */
export const processor = unified()
  .use(parseAndFormat)
  .use(() => (tree: Root, file: VFile) => checkTypography(tree, file, optionsFor(file)))
  .freeze();

function parseAndFormat(this: Processor): void {
  this.parser = (_text, file) => parseMarkdown(file);
  this.compiler = (_tree, file) => formatMarkdown(String(file), optionsFor(file)).output;
}

function optionsFor(file: VFile) {
  return file.path ? settingsFor(file.path) : {};
}
