import type { Root } from 'mdast';
import type { VFile } from 'vfile';
import { type ChapterOptions, chapterSchema } from '../book/schema.ts';
import { readYaml } from '../book/yaml.ts';
import { say } from '../report/message.ts';

/** Takes the front matter out of a chapter and returns what it says; with errors, the defaults. */
export function readFrontMatter(file: VFile, tree: Root): ChapterOptions {
  const first = tree.children[0];
  if (first?.type !== 'yaml') {
    reportStray(file);
    return chapterSchema.parse({});
  }
  tree.children.shift();
  // The value begins behind the line `---`.
  const offset = String(file).indexOf('\n', first.position?.start.offset ?? 0) + 1;
  return readYaml(file, { text: first.value, offset }, chapterSchema) ?? chapterSchema.parse({});
}

/** What looks like front matter but is none would be printed as text. */
function reportStray(file: VFile): void {
  const text = String(file);
  const place = { start: { line: 1, column: 1 }, end: { line: 1, column: 4 } };
  const language = /^---[ \t]*([A-Za-z]\w*)[ \t]*\r?\n/.exec(text)?.[1];
  if (language) {
    const zh = `文件头只能是数据，不能用“---${language}”。请把第一行改成“---”，下面按 YAML 写。`;
    const en = `Front matter is data only, not "---${language}". Make the first line "---" and write YAML below it.`;
    say(file, 'book:front-matter', { zh, en }, { place, severity: 'error' });
  } else if (/^---[ \t]*\r?\n[\w-]+:/.test(text)) {
    const zh = '文件头没有结束。请在它后面单独写一行“---”。';
    const en = 'The front matter does not end. Write a line "---" behind it.';
    say(file, 'book:front-matter', { zh, en }, { place, severity: 'error' });
  }
}
