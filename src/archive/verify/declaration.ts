import { type Entry, joinPath, type StoreFiles } from '../files.ts';
import type { Code, Findings } from './finding.ts';

interface Kind {
  /** What the name says after `0=`, before the version. */
  dvalue: string;
  codes: { many: Code; name: Code; tag: Code; text: Code };
}

export const objectDeclaration: Kind = {
  dvalue: 'ocfl_object_',
  codes: { many: 'E003', name: 'E006', tag: 'E004', text: 'E007' },
};
export const rootDeclaration: Kind = {
  dvalue: 'ocfl_',
  codes: { many: 'E076', name: 'E079', tag: 'E077', text: 'E080' },
};

/** The OCFL version that a folder declares (NAMASTE, 3.2 and 4.1); undefined after a message. */
export async function readDeclaration(
  files: StoreFiles,
  folder: string,
  entries: readonly Entry[],
  { dvalue, codes }: Kind,
  where: string,
  findings: Findings,
): Promise<{ names: string[]; version: string | undefined }> {
  const names = entries.filter((entry) => /^\d+=/.test(entry.name)).map((entry) => entry.name);
  if (names.length !== 1) {
    findings.add(
      codes.many,
      where,
      `应当正好有一个版本声明文件 0=${dvalue}…，现有 ${names.length} 个。`,
      `There must be exactly one declaration 0=${dvalue}…; there are ${names.length}.`,
    );
  }
  const [name] = names;
  if (name === undefined) return { names, version: undefined };
  if (!name.startsWith('0='))
    findings.add(
      codes.tag,
      `${where}/${name}`,
      '版本声明的文件名应以 0= 开头。',
      'The name of a declaration must begin with 0=.',
    );
  const [, value = ''] = /^\d+=(.*)$/.exec(name) ?? [];
  const version = value.startsWith(dvalue) ? value.slice(dvalue.length) : undefined;
  if (version === undefined || !/^\d+\.\d+$/.test(version)) {
    findings.add(
      codes.name,
      `${where}/${name}`,
      `版本声明的文件名应为 0=${dvalue}1.1 的样子。`,
      `The name of a declaration must look like 0=${dvalue}1.1.`,
    );
    return { names, version: undefined };
  }
  const text = (await files.read(joinPath(folder, name))).toString('utf8');
  if (text !== `${value}\n`)
    findings.add(
      codes.text,
      `${where}/${name}`,
      `文件内容应为“${value}”加换行。`,
      `The content must be "${value}" and a newline.`,
    );
  return { names, version };
}
