import path from 'node:path';
import type { Root, Text } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Position } from 'unist';
import type { VFile } from 'vfile';
import { nearest } from '../book/nearest.ts';
import { type Bilingual, say } from '../report/message.ts';
import { visit } from '../tree/visit.ts';
import { brief } from './brief.ts';
import { type Attributes, formatValue } from './format-value.ts';
import type { ValueFile } from './value-file.ts';

/** The files that book.yaml names under `data`, read; undefined are those that could not be. */
export type ValueFiles = ReadonlyMap<string, ValueFile | undefined>;

/** `:data[key]{…}` where Markdown makes no nodes: in the title of a picture, in an attribute. */
const inPlainText = /:data\[([^[\]\n]+)\](?:\{([^{}\n]*)\})?/g;

/**
 * Writes the value in the place of every `:data[name.key]`, as text at the directive's place. To be run before the text
 * rules: to them the value is a word of the sentence.
 */
export function fillValues(tree: Root, file: VFile, files: ValueFiles): void {
  visit(tree, (node, index, parent) => {
    if (node.type === 'textDirective' && node.name === 'data' && parent && index !== undefined) {
      const place = node.position && { position: node.position };
      const value = lookUp(textOf(node), node.attributes ?? {}, node.position, file, files);
      // Without a value it stays what it is, so that nothing else is said of its sentence.
      if (value === undefined) return;
      parent.children[index] = { type: 'text', value, ...place } satisfies Text;
    } else if (node.type === 'image') {
      node.title &&= plain(node.title, node.position);
      node.alt &&= plain(node.alt, node.position);
    } else if (node.type === 'leafDirective' && node.attributes?.caption) {
      node.attributes.caption = plain(node.attributes.caption, node.position);
    }
  });

  function plain(text: string, position: Position | undefined): string {
    return text.replace(inPlainText, (whole, key: string, written: string | undefined) => {
      const attributes = Object.fromEntries(
        [...(written ?? '').matchAll(/([\w-]+)(?:=(?:"([^"]*)"|([^\s"]+)))?/g)].map(([, name, quoted, bare]) => [
          name,
          quoted ?? bare ?? '',
        ]),
      );
      return lookUp(key, attributes, position, file, files) ?? whole;
    });
  }
}

/** The value of a key as it is shown; undefined after a message. */
function lookUp(
  written: string,
  attributes: Attributes,
  place: Position | undefined,
  file: VFile,
  files: ValueFiles,
): string | undefined {
  const key = written.trim();
  const tell = (rule: string, texts: Bilingual, guess?: string) => {
    say(file, `data:${rule}`, texts, { place, severity: 'error', ...(guess && { expected: [guess] }) });
    return undefined;
  };
  const [name = ''] = key.split('.', 1);
  const names = [...files.keys()];
  if (names.length === 0) {
    const zh = `“:data[${brief(key)}]”要用数据文件，book.yaml 里没有写 data。请写上，如 data: { ${name || '目标'}: data/a.yaml }。`;
    const en = `A ":data[${brief(key)}]" needs a data file, and book.yaml has no data. Write data: { ${name || 'goals'}: data/a.yaml }.`;
    return tell('no-data', { zh, en });
  }
  if (!files.has(name)) {
    const guess = nearest(name, names);
    const zh = `book.yaml 的 data 里没有“${brief(name)}”。${guess ? `是不是“${guess}”？` : `有：${names.join('、')}。`}`;
    const en = `There is no "${brief(name)}" under data in book.yaml. ${guess ? `Did you mean "${guess}"?` : `Known: ${names.join(', ')}.`}`;
    return tell('unknown-key', { zh, en }, guess);
  }
  const values = files.get(name);
  // What is wrong with the file itself has been said.
  if (!values) return undefined;
  const found = values.find(key.slice(name.length + 1));
  const source = path.posix.normalize(values.file.path);
  if ('missing' in found) {
    const { missing, known } = found;
    const guess = nearest(missing, known);
    const shown = known.length > 12 ? [...known.slice(0, 12), '…'] : known;
    const zh = `“${source}”里没有“${brief(key)}”：没有“${brief(missing)}”这一项。${guess ? `是不是“${guess}”？` : known.length > 0 ? `有：${shown.join('、')}。` : '上一级已经是一个值。'}`;
    const en = `There is no "${brief(key)}" in "${source}": no key "${brief(missing)}". ${guess ? `Did you mean "${guess}"?` : known.length > 0 ? `Known: ${shown.join(', ')}.` : 'What stands before it is a value already.'}`;
    return tell('unknown-key', { zh, en }, guess);
  }
  if ('inner' in found) {
    const shown = found.inner.length > 12 ? [...found.inner.slice(0, 12), '…'] : found.inner;
    const zh = `“${brief(key)}”不是一个值。${shown.length > 0 ? `请写到底，下面有：${shown.join('、')}。` : '它是空的。'}`;
    const en = `The key "${brief(key)}" is no single value. ${shown.length > 0 ? `Go on to one of: ${shown.join(', ')}.` : 'It is empty.'}`;
    return tell('not-a-value', { zh, en });
  }
  const made = formatValue(found.value, attributes);
  return typeof made === 'string' ? made : tell('value-format', made);
}
