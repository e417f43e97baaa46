import { isDigest, isKnownAlgorithm } from './digest-names.ts';
import type { Findings } from './finding.ts';
import { type Block, brief, isBlock, pathLists } from './inventory-block.ts';
import { checkPaths, contentCodes } from './paths.ts';
import { type CheckedVersion, checkVersions } from './versions-block.ts';

/** An inventory that was checked: what of it could be read, lists in place of blocks, digests in lower case. */
export interface CheckedInventory {
  /** Relative to the object. */
  path: string;
  id: string | undefined;
  specification: string | undefined;
  algorithm: 'sha512' | 'sha256' | undefined;
  head: string | undefined;
  contentDirectory: string;
  /** Digest by content path. */
  manifest: Map<string, string>;
  versions: Map<string, CheckedVersion>;
  /** Digests by algorithm and content path. */
  fixity: Map<string, Map<string, string>>;
}

const keys = new Set(['id', 'type', 'digestAlgorithm', 'head', 'contentDirectory', 'manifest', 'versions', 'fixity']);
const typePattern = /^https:\/\/ocfl\.io\/(1\.[01])\/spec\/#inventory$/;

/** Checks the text of one inventory by itself (OCFL 1.1, 3.5). Undefined if it is no JSON object. */
export function checkInventory(text: string, path: string, findings: Findings): CheckedInventory | undefined {
  const value = parse(text);
  if (!isBlock(value)) {
    findings.add('E033', path, '清单不是 JSON 对象。', 'The inventory is no JSON object.');
    return undefined;
  }
  for (const key of Object.keys(value)) {
    if (!keys.has(key))
      findings.add('E102', path, `清单里有不认识的项“${key}”。`, `The inventory has an unknown key "${key}".`);
  }
  for (const key of ['id', 'type', 'digestAlgorithm', 'head']) {
    if (!(key in value)) findings.add('E036', path, `清单缺少“${key}”。`, `The inventory has no "${key}".`);
  }
  const algorithm = algorithmOf(value, path, findings);
  const versions = checkVersions(value, path, findings);
  const contentDirectory = contentDirectoryOf(value, path, findings);
  const manifest = manifestOf(value, algorithm, path, findings);
  checkUse(value, manifest, versions, path, findings);
  return {
    path,
    id: idOf(value, path, findings),
    specification: specificationOf(value, path, findings),
    algorithm,
    head: headOf(value, versions, path, findings),
    contentDirectory,
    manifest: byPath(manifest),
    versions,
    fixity: fixityOf(value, path, findings),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function idOf({ id }: Block, path: string, findings: Findings): string | undefined {
  if (id === undefined) return undefined;
  if (typeof id !== 'string' || id === '') {
    findings.add('E037', path, 'id 应当是非空的文字。', 'The id must be a text that is not empty.');
    return undefined;
  }
  if (!/^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(id))
    findings.add('W005', path, `id “${id}”最好是 URI。`, `The id "${id}" should be a URI.`);
  return id;
}

function specificationOf({ type }: Block, path: string, findings: Findings): string | undefined {
  if (type === undefined) return undefined;
  const version = typeof type === 'string' ? typePattern.exec(type)?.[1] : undefined;
  if (!version)
    findings.add('E038', path, 'type 不是 OCFL 清单的网址。', 'The type is not the address of an OCFL inventory.');
  return version;
}

function algorithmOf(value: Block, path: string, findings: Findings): CheckedInventory['algorithm'] {
  const { digestAlgorithm: name } = value;
  if (name === undefined) return undefined;
  if (name !== 'sha512' && name !== 'sha256') {
    findings.add(
      'E025',
      path,
      `digestAlgorithm 只能是 sha512 或 sha256，不能是 ${JSON.stringify(name)}。`,
      `The digestAlgorithm must be sha512 or sha256, not ${JSON.stringify(name)}.`,
    );
    return undefined;
  }
  if (name === 'sha256') findings.add('W004', path, '最好用 sha512。', 'sha512 should be used.');
  return name;
}

function headOf(
  value: Block,
  versions: ReadonlyMap<string, unknown>,
  path: string,
  findings: Findings,
): string | undefined {
  const { head } = value;
  if (head === undefined) return undefined;
  if (typeof head !== 'string' || !/^v\d+$/.test(head)) {
    findings.add(
      'E040',
      path,
      `head ${JSON.stringify(head)} 不是版本名。`,
      `The head ${JSON.stringify(head)} is no name of a version.`,
    );
    return undefined;
  }
  const highest = [...versions.keys()].sort((a, b) => Number(b.slice(1)) - Number(a.slice(1)))[0];
  if (highest !== undefined && highest !== head) {
    findings.add(
      'E040',
      path,
      `head 是 ${head}，最高的版本却是 ${highest}。`,
      `The head is ${head}, but the highest version is ${highest}.`,
    );
  }
  return head;
}

function contentDirectoryOf({ contentDirectory: name }: Block, path: string, findings: Findings): string {
  if (name === undefined) return 'content';
  if (typeof name === 'string' && name !== '' && name !== '.' && name !== '..' && !name.includes('/')) return name;
  const code = name === '.' || name === '..' ? 'E018' : 'E017';
  findings.add(
    code,
    path,
    `contentDirectory 不能是 ${JSON.stringify(name)}。`,
    `The contentDirectory cannot be ${JSON.stringify(name)}.`,
  );
  return 'content';
}

type Lists = [digest: string, paths: string[]][];

function manifestOf(value: Block, algorithm: string | undefined, path: string, findings: Findings): Lists {
  if (!('manifest' in value)) {
    findings.add('E041', path, '清单缺少“manifest”。', 'The inventory has no "manifest".');
    return [];
  }
  if (!isBlock(value.manifest)) {
    findings.add('E106', path, 'manifest 应当是 JSON 对象。', 'The manifest must be a JSON object.');
    return [];
  }
  const lists = pathLists(value.manifest, 'E092', path, findings);
  for (const [digest, paths] of lists) {
    if (algorithm && !isDigest(algorithm, digest)) {
      findings.add(
        'E025',
        path,
        `manifest 的 ${brief(digest)} 不是 ${algorithm} 摘要。`,
        `${brief(digest)} in the manifest is no ${algorithm} digest.`,
      );
    }
    if (paths.length === 0)
      findings.add(
        'E092',
        path,
        `manifest 的 ${brief(digest)} 没有路径。`,
        `${brief(digest)} in the manifest has no path.`,
      );
    for (const name of paths) {
      if (!/^v\d+\//.test(name))
        findings.add(
          'E042',
          path,
          `内容路径 ${JSON.stringify(name)} 不在版本文件夹里。`,
          `The content path ${JSON.stringify(name)} is in no version folder.`,
        );
    }
  }
  const all = lists.flatMap(([, paths]) => paths);
  checkPaths(all, contentCodes, path, findings);
  twice(lists, 'E096', 'manifest', path, findings);
  return lists;
}

/** JSON takes digests that differ in case for two keys. */
function twice(lists: Lists, code: 'E096' | 'E097', block: string, path: string, findings: Findings): void {
  const seen = new Set<string>();
  for (const [digest] of lists) {
    const lower = digest.toLowerCase();
    if (seen.has(lower))
      findings.add(
        code,
        path,
        `${block} 里摘要 ${brief(lower)} 出现两次。`,
        `The digest ${brief(lower)} stands twice in ${block}.`,
      );
    seen.add(lower);
  }
}

/** Every digest of a state is one of the manifest, and the other way round. */
function checkUse(
  value: Block,
  manifest: Lists,
  versions: ReadonlyMap<string, CheckedVersion>,
  path: string,
  findings: Findings,
): void {
  if (!isBlock(value.manifest) || !isBlock(value.versions)) return;
  const exact = new Set(manifest.map(([digest]) => digest));
  const used = new Set<string>();
  for (const [name, { written }] of versions) {
    for (const digest of written) {
      used.add(digest);
      if (!exact.has(digest))
        findings.add(
          'E050',
          path,
          `${name} 的摘要 ${brief(digest)} 不在 manifest 里。`,
          `The digest ${brief(digest)} of ${name} is not in the manifest.`,
        );
    }
  }
  for (const digest of exact) {
    if (!used.has(digest))
      findings.add(
        'E107',
        path,
        `manifest 的 ${brief(digest)} 没有任何版本用到。`,
        `${brief(digest)} in the manifest is used by no version.`,
      );
  }
}

function fixityOf({ fixity }: Block, path: string, findings: Findings): Map<string, Map<string, string>> {
  const known = new Map<string, Map<string, string>>();
  if (fixity === undefined) return known;
  if (!isBlock(fixity)) {
    findings.add('E111', path, 'fixity 应当是 JSON 对象。', 'The fixity block must be a JSON object.');
    return known;
  }
  for (const [algorithm, block] of Object.entries(fixity)) {
    const where = `fixity ${algorithm}`;
    if (!isBlock(block)) {
      findings.add('E057', path, `${where} 应当是 JSON 对象。`, `${where} must be a JSON object.`);
      continue;
    }
    // A further extension may name others; those are not checked (E028).
    if (!isKnownAlgorithm(algorithm)) continue;
    const lists = pathLists(block, 'E057', path, findings);
    for (const [digest] of lists) {
      if (!isDigest(algorithm, digest))
        findings.add(
          'E056',
          path,
          `${brief(digest)} 不是 ${algorithm} 摘要。`,
          `${brief(digest)} is no ${algorithm} digest.`,
        );
    }
    checkPaths(
      lists.flatMap(([, paths]) => paths),
      contentCodes,
      path,
      findings,
    );
    twice(lists, 'E097', where, path, findings);
    known.set(algorithm, byPath(lists));
  }
  return known;
}

function byPath(lists: Lists): Map<string, string> {
  return new Map(lists.flatMap(([digest, paths]) => paths.map((name) => [name, digest.toLowerCase()] as const)));
}
