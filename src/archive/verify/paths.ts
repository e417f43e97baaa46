import type { Code, Findings } from './finding.ts';

interface Codes {
  elements: Code;
  slashes: Code;
  conflict: Code;
}

export const logicalCodes: Codes = { elements: 'E052', slashes: 'E053', conflict: 'E095' };
export const contentCodes: Codes = { elements: 'E099', slashes: 'E100', conflict: 'E101' };

/** A part that is empty, . or .., a slash at either end among them; most paths of most inventories are not looked at further. */
const suspicious = /(^|\/)\.{0,2}(\/|$)/;

/** Paths of one block: their form, and that none is given twice or is the folder of another (3.5.2, 3.5.3.1). */
export function checkPaths(paths: readonly string[], codes: Codes, where: string, findings: Findings): void {
  const seen = new Set<string>();
  for (const name of paths) {
    if (!seen.has(name) && !suspicious.test(name)) {
      seen.add(name);
      continue;
    }
    const quoted = JSON.stringify(name);
    if (name.startsWith('/') || name.endsWith('/')) {
      findings.add(
        codes.slashes,
        where,
        `路径 ${quoted} 首尾不能是斜线。`,
        `The path ${quoted} must not begin or end with a slash.`,
      );
    }
    const elements = name.replace(/^\/|\/$/g, '').split('/');
    if (elements.some((element) => element === '' || element === '.' || element === '..')) {
      findings.add(
        codes.elements,
        where,
        `路径 ${quoted} 里不能有空的一段、. 或 ..。`,
        `The path ${quoted} must not have empty parts, . or ..`,
      );
    }
    if (seen.has(name))
      findings.add(codes.conflict, where, `路径 ${quoted} 写了两次。`, `The path ${quoted} is given twice.`);
    seen.add(name);
  }
  for (const name of seen) {
    for (let at = name.indexOf('/'); at > 0; at = name.indexOf('/', at + 1)) {
      const folder = name.slice(0, at);
      if (!seen.has(folder)) continue;
      const [zh, en] = [
        `${JSON.stringify(folder)} 既是文件又是文件夹。`,
        `${JSON.stringify(folder)} is both a file and a folder.`,
      ];
      findings.add(codes.conflict, where, zh, en);
    }
  }
}
