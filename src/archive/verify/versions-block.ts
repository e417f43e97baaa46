import type { Findings } from './finding.ts';
import { type Block, isBlock, pathLists } from './inventory-block.ts';
import { checkPaths, logicalCodes } from './paths.ts';
import { isTimestamp } from './timestamp.ts';

/** One version of an inventory. */
export interface CheckedVersion {
  /** Digest by logical path, in lower case. */
  state: Map<string, string>;
  /** The digests as they are written. */
  written: string[];
  /** `created`, `message` and `user`, to compare with other inventories (W011). */
  told: string;
}

/** The versions block (OCFL 1.1, 3.5.3). */
export function checkVersions(value: Block, path: string, findings: Findings): Map<string, CheckedVersion> {
  const checked = new Map<string, CheckedVersion>();
  if (!('versions' in value)) {
    findings.add('E043', path, '清单缺少“versions”。', 'The inventory has no "versions".');
    return checked;
  }
  if (!isBlock(value.versions)) {
    findings.add('E044', path, 'versions 应当是 JSON 对象。', 'The versions block must be a JSON object.');
    return checked;
  }
  const names = Object.keys(value.versions);
  if (names.length === 0) findings.add('E008', path, '清单里一个版本也没有。', 'The inventory has no version.');
  checkNames(names, path, findings);
  for (const [name, block] of Object.entries(value.versions)) {
    if (isBlock(block)) checked.set(name, checkVersion(name, block, path, findings));
    else findings.add('E047', path, `${name} 应当是 JSON 对象。`, `${name} must be a JSON object.`);
  }
  return checked;
}

/** Names of versions: one way of writing them, from 1 without gaps (3.3). */
export function checkNames(names: readonly string[], path: string, findings: Findings): void {
  const numbers: number[] = [];
  const padded = new Set<number>();
  let plain = 0;
  for (const name of names) {
    const digits = /^v(\d+)$/.exec(name)?.[1];
    if (digits === undefined) {
      findings.add('E046', path, `“${name}”不是版本名。`, `"${name}" is no name of a version.`);
      if (/^\d+$/.test(name))
        findings.add('E104', path, `版本名“${name}”前面缺 v。`, `The name "${name}" lacks its v.`);
      continue;
    }
    if (Number(digits) === 0) findings.add('E009', path, '版本号从 1 起。', 'The numbers of versions begin at 1.');
    if (digits.startsWith('0')) padded.add(digits.length);
    else plain++;
    numbers.push(Number(digits));
  }
  if (padded.size > 0) {
    const widths = new Set(names.filter((name) => /^v\d+$/.test(name)).map((name) => name.length));
    if (plain > 0 && [...names].some((name) => /^v[1-9]/.test(name))) {
      findings.add('E011', path, '补零的版本名必须都以 v0 开头。', 'Padded names of versions must all begin with v0.');
    }
    if (widths.size > 1 || plain > 0) {
      findings.add('E012', path, '版本名的写法不一致。', 'The names of versions are not written in one way.');
      findings.add(
        'E013',
        path,
        '新版本没有按前面版本的写法命名。',
        'A later version does not follow the naming of the earlier ones.',
      );
    }
    findings.add('W001', path, '版本名最好不补零。', 'The names of versions should not be padded.');
  }
  numbers.sort((a, b) => a - b);
  numbers.forEach((number, i) => {
    if (number > 0 && number !== i + 1) {
      const code = i === 0 ? 'E009' : 'E010';
      findings.add(
        code,
        path,
        `版本号不连续：缺 v${i + 1}。`,
        `The versions are not continuous: v${i + 1} is missing.`,
      );
    }
  });
}

function checkVersion(name: string, block: Block, path: string, findings: Findings): CheckedVersion {
  for (const key of Object.keys(block)) {
    if (!['created', 'state', 'message', 'user'].includes(key)) {
      findings.add('E102', path, `${name} 里有不认识的项“${key}”。`, `${name} has an unknown key "${key}".`);
    }
  }
  for (const key of ['created', 'state']) {
    if (!(key in block)) findings.add('E048', path, `${name} 缺少“${key}”。`, `${name} has no "${key}".`);
  }
  const { created, message, user, state } = block;
  if (created !== undefined && (typeof created !== 'string' || !isTimestamp(created))) {
    findings.add(
      'E049',
      path,
      `${name} 的 created 不是 RFC 3339 的时间：${JSON.stringify(created)}。`,
      `The created of ${name} is no time of RFC 3339: ${JSON.stringify(created)}.`,
    );
  }
  if (message !== undefined && typeof message !== 'string') {
    findings.add('E094', path, `${name} 的 message 应当是文字。`, `The message of ${name} must be a text.`);
  }
  if (message === undefined || user === undefined) {
    findings.add('W007', path, `${name} 最好有 message 和 user。`, `${name} should have a message and a user.`);
  }
  if (user !== undefined) checkUser(name, user, path, findings);
  const told = JSON.stringify([created, message, isBlock(user) ? [user.name, user.address] : user]);
  if (!isBlock(state)) {
    if (state !== undefined)
      findings.add('E050', path, `${name} 的 state 应当是 JSON 对象。`, `The state of ${name} must be a JSON object.`);
    return { state: new Map(), written: [], told };
  }
  const lists = pathLists(state, 'E051', path, findings);
  checkPaths(
    lists.flatMap(([, paths]) => paths),
    logicalCodes,
    `${path} ${name}`,
    findings,
  );
  return {
    state: new Map(lists.flatMap(([digest, paths]) => paths.map((each) => [each, digest.toLowerCase()] as const))),
    written: lists.map(([digest]) => digest),
    told,
  };
}

function checkUser(version: string, user: unknown, path: string, findings: Findings): void {
  if (!isBlock(user) || typeof user.name !== 'string' || user.name === '') {
    findings.add('E054', path, `${version} 的 user 缺少 name。`, `The user of ${version} has no name.`);
    return;
  }
  for (const key of Object.keys(user)) {
    if (key !== 'name' && key !== 'address')
      findings.add(
        'E102',
        path,
        `${version} 的 user 里有不认识的项“${key}”。`,
        `The user of ${version} has an unknown key "${key}".`,
      );
  }
  if (user.address === undefined) {
    findings.add('W008', path, `${version} 的 user 最好有 address。`, `The user of ${version} should have an address.`);
  } else if (typeof user.address !== 'string' || !/^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(user.address)) {
    findings.add(
      'W009',
      path,
      `${version} 的 user.address 最好是 URI，如 mailto:。`,
      `The user.address of ${version} should be a URI such as mailto:.`,
    );
  }
}
