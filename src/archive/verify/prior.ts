import type { Findings } from './finding.ts';
import type { FoundInventory } from './sidecar.ts';

/** Compares the inventories of the version folders with the object's own (3.5, 3.6). */
export function comparePrior(
  root: FoundInventory,
  prior: readonly FoundInventory[],
  at: (name: string) => string,
  findings: Findings,
): void {
  let specification: string | undefined;
  for (const inventory of prior) {
    const version = versionOf(inventory);
    const where = inventory.path;
    if (version === root.head) {
      if (inventory.digest !== root.digest) {
        findings.add(
          'E064',
          at('inventory.json'),
          `与 ${version}/inventory.json 不同。`,
          `It differs from ${version}/inventory.json.`,
        );
      }
    } else if (inventory.head !== undefined && inventory.head !== version) {
      findings.add(
        'E040',
        where,
        `head 是 ${inventory.head}，应当是 ${version}。`,
        `The head is ${inventory.head}; it must be ${version}.`,
      );
    }
    if (root.head !== undefined && number(version) > number(root.head)) {
      findings.add(
        'E046',
        at('inventory.json'),
        `根清单比 ${version} 旧。`,
        `The root inventory is older than ${version}.`,
      );
    }
    if (inventory.id !== root.id && inventory.id !== undefined) {
      findings.add('E037', where, '各版本清单的 id 不同。', 'The inventories of the versions have different ids.');
      findings.add('E110', where, '对象的 id 不能改变。', 'The id of an object must not change.');
    }
    if (inventory.contentDirectory !== root.contentDirectory) {
      findings.add(
        'E019',
        where,
        '各版本的 contentDirectory 不同。',
        'The versions have different content directories.',
      );
    }
    if (specification && inventory.specification && inventory.specification < specification) {
      findings.add(
        'E103',
        where,
        '规范版本比前一版本旧。',
        'The version of the specification is earlier than that before.',
      );
    }
    specification = inventory.specification ?? specification;
    compareVersions(root, inventory, findings);
  }
  if (specification && root.specification && root.specification < specification) {
    findings.add(
      'E103',
      at('inventory.json'),
      '规范版本比前一版本旧。',
      'The version of the specification is earlier than that before.',
    );
  }
}

function compareVersions(root: FoundInventory, prior: FoundInventory, findings: Findings): void {
  const sameAlgorithm = root.algorithm === prior.algorithm;
  // Needed only where something differs.
  let files: [root: Map<string, Set<string>>, prior: Map<string, Set<string>>] | undefined;
  for (const [name, { state, told }] of prior.versions) {
    const now = root.versions.get(name);
    if (!now) {
      findings.add('E066', prior.path, `${name} 不在根清单里。`, `${name} is not in the root inventory.`);
      continue;
    }
    if (told !== now.told)
      findings.add(
        'W011',
        prior.path,
        `${name} 的 created、message 或 user 与根清单不同。`,
        `created, message or user of ${name} differ from the root inventory.`,
      );
    if (sameAlgorithm && sameEntries(state, now.state)) continue;
    files ??= [filesByDigest(root), filesByDigest(prior)];
    const after = contentOf(files[0], now.state);
    const before = contentOf(files[1], state);
    const names = new Set([...before.keys(), ...after.keys()]);
    for (const file of names) {
      const [one, other] = [before.get(file), after.get(file)];
      // With another algorithm the digests say nothing; the files that they stand for do.
      const same =
        one &&
        other &&
        (sameAlgorithm ? one.digest === other.digest : [...one.files].some((each) => other.files.has(each)));
      if (same) continue;
      const [zh, en] = [
        `${name} 的“${file}”与根清单里的不同。`,
        `"${file}" of ${name} differs from that in the root inventory.`,
      ];
      findings.add('E066', prior.path, zh, en);
    }
  }
}

function sameEntries(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  if (one.size !== other.size) return false;
  for (const [name, digest] of one) if (other.get(name) !== digest) return false;
  return true;
}

/** The content files that have a digest. */
function filesByDigest({ manifest }: FoundInventory): Map<string, Set<string>> {
  const files = new Map<string, Set<string>>();
  for (const [file, digest] of manifest) {
    const known = files.get(digest) ?? new Set();
    files.set(digest, known.add(file));
  }
  return files;
}

/** What each logical path stands for: its digest, and the content files that have it. */
function contentOf(
  files: ReadonlyMap<string, Set<string>>,
  state: ReadonlyMap<string, string>,
): Map<string, { digest: string; files: Set<string> }> {
  return new Map([...state].map(([name, digest]) => [name, { digest, files: files.get(digest) ?? new Set() }]));
}

function versionOf({ path }: FoundInventory): string {
  return path.split('/').at(-2) ?? '';
}

function number(version: string): number {
  return Number(version.slice(1));
}
