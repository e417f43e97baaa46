import type { VFile } from 'vfile';
import { isAlias, isScalar, visit, type YAMLError } from 'yaml';
import { type Bilingual, say } from '../report/message.ts';
import type { YamlSource } from './yaml-source.ts';

/** Reports what is wrong with YAML as YAML, the first of each line: the rest of a line follows from it. */
export function reportSyntax(file: VFile, source: YamlSource): boolean {
  const { errors, warnings } = source.document;
  const lines = new Set<number | undefined>();
  for (const problem of [...errors, ...warnings]) {
    const found = source.range(...(unclosedQuote(problem, source) ?? problem.pos));
    // How far the parser got before it gave up differs from machine to machine.
    const place = problem.code === 'RESOURCE_EXHAUSTION' && found ? { line: found.start.line, column: 1 } : found;
    const line = found?.start.line;
    if (lines.has(line)) continue;
    lines.add(line);
    say(file, 'book:yaml-syntax', problemTexts(problem), { place, severity: 'error' });
  }
  return lines.size > 0;
}

/** The parser tells of an open quote where the text ends; the author looks for it where it begins. */
function unclosedQuote({ message, pos }: YAMLError, { document }: YamlSource): [number, number] | undefined {
  if (!/Missing closing .quote/.test(message)) return undefined;
  let at: [number, number] | undefined;
  visit(document, (_, node) => {
    if (isScalar(node) && /^QUOTE/.test(node.type ?? '') && node.range && node.range[0] < pos[0]) {
      at = [node.range[0], node.range[0] + 1];
    }
  });
  return at;
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
  MISSING_CHAR: '少了一个字符（逗号、括号或冒号后的空格）',
  MULTILINE_IMPLICIT_KEY: '项的名字跨了行，多半是少了冒号后的空格或引号',
  MULTIPLE_DOCS: '只能有一段，请删去中间的 --- 和它后面的内容',
  RESOURCE_EXHAUSTION: '括号嵌套太深',
  TAB_AS_INDENT: '缩进用了制表符，请改用空格',
  UNEXPECTED_TOKEN: '这里多了字符',
};

/** Where the parser's own English speaks of its program. */
const plainer: Record<string, string> = {
  MULTIPLE_DOCS: 'Only one document may stand here; delete the line --- and what follows it',
  RESOURCE_EXHAUSTION: 'Brackets are nested too deep',
};

function problemTexts({ code, message }: YAMLError): Bilingual {
  if (code === 'TAG_RESOLVE_FAILED') {
    const tag = message.replace(/^.*?: /, '').replace('tag:yaml.org,2002:', '!!');
    return {
      zh: `这里只能写数据，不能用标签“${tag}”。请删去它；文字以 ! 开头时加上引号。`,
      en: `Only data may stand here, not the tag "${tag}". Delete it; put text that begins with ! in quotes.`,
    };
  }
  const pair = /closing .quote/.test(message) ? '引号' : /end with a [\]}]/.test(message) ? '括号' : undefined;
  const zh = pair ? `${pair}没有配对，请补上或删去` : (problems[code] ?? message);
  const en = pair ? `A ${pair === '引号' ? 'quote' : 'bracket'} has no partner` : (plainer[code] ?? message);
  return { zh: `YAML 读不懂：${zh}。`, en: `Broken YAML: ${en}.` };
}
