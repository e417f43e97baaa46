import type { VFile } from 'vfile';
import { isAlias, visit, type YAMLError } from 'yaml';
import { type Bilingual, say } from '../report/message.ts';
import type { YamlSource } from './yaml-source.ts';

/** Reports what is wrong with YAML as YAML, the first of each line: the rest of a line follows from it. */
export function reportSyntax(file: VFile, source: YamlSource): boolean {
  const { errors, warnings } = source.document;
  const lines = new Set<number | undefined>();
  for (const problem of [...errors, ...warnings]) {
    const place = source.range(...problem.pos);
    if (lines.has(place?.start.line)) continue;
    lines.add(place?.start.line);
    say(file, 'book:yaml-syntax', problemTexts(problem), { place, severity: 'error' });
  }
  return lines.size > 0;
}

/** The plain data, or undefined and a message if its aliases lead nowhere or multiply beyond reason. */
export function plainData(file: VFile, source: YamlSource): { data: unknown } | undefined {
  try {
    // maxAliasCount bounds "billion laughs".
    return { data: source.document.toJS({ maxAliasCount: 100 }) ?? {} };
  } catch (error) {
    const unresolved = /^Unresolved alias .*: (.*)$/s.exec((error as Error).message)?.[1];
    let at: readonly [number, number] = [0, 0];
    visit(source.document, {
      Alias(_, node) {
        if (!isAlias(node) || !node.range || (unresolved !== undefined && node.source !== unresolved)) return undefined;
        at = [node.range[0], node.range[1]];
        return visit.BREAK;
      },
    });
    const texts =
      unresolved === undefined
        ? {
            zh: 'YAML 的别名（*）展开过多，疑似恶意内容。请把内容直接写出来。',
            en: 'The YAML aliases (*) expand too far. Write the content out.',
          }
        : {
            zh: `YAML 的别名“*${unresolved}”没有定义。以 * 开头的文字请加上引号。`,
            en: `The YAML alias "*${unresolved}" is not defined. Put text that begins with * in quotes.`,
          };
    say(file, 'book:yaml-syntax', texts, { place: source.range(...at), severity: 'error' });
    return undefined;
  }
}

const problems: Record<string, string> = {
  BAD_ALIAS: '以 * 或 & 开头的文字请加上引号',
  BAD_DIRECTIVE: '只支持 YAML 1.2，请删去以 % 开头的行',
  BAD_DQ_ESCAPE: '双引号里的反斜线不对，请写成两条，或改用单引号',
  BAD_INDENT: '缩进不对，请与上面同级的项对齐',
  BAD_SCALAR_START: '值不能以这个字符开头，请加上引号',
  BLOCK_AS_IMPLICIT_KEY: '冒号的位置不对：一行里写了两项，或值里的冒号没有用引号括起来',
  BLOCK_IN_FLOW: '方括号、花括号里不能用缩进的写法',
  DUPLICATE_KEY: '同一项写了两次，请删去一处',
  MISSING_CHAR: '少了一个字符（引号、括号或冒号后的空格）',
  MULTILINE_IMPLICIT_KEY: '项的名字跨了行，多半是少了冒号后的空格或引号',
  MULTIPLE_DOCS: '只能有一段，请删去中间的 --- 和它后面的内容',
  RESOURCE_EXHAUSTION: '括号嵌套太深',
  TAB_AS_INDENT: '缩进用了制表符，请改用空格',
  UNEXPECTED_TOKEN: '这里多了字符',
};

function problemTexts({ code, message }: YAMLError): Bilingual {
  if (code === 'TAG_RESOLVE_FAILED') {
    const tag = message.replace(/^.*?: /, '').replace('tag:yaml.org,2002:', '!!');
    return {
      zh: `这里只能写数据，不能用标签“${tag}”。请删去它；文字以 ! 开头时加上引号。`,
      en: `Only data may stand here, not the tag "${tag}". Delete it; put text that begins with ! in quotes.`,
    };
  }
  return { zh: `YAML 读不懂：${problems[code] ?? message}。`, en: `Broken YAML: ${message}` };
}
