import { joinPath, readIfThere, type StoreFiles } from '../files.ts';
import { type FoundVersion, unreadable } from '../read-version.ts';
import type { Store } from '../store.ts';
import type { Findings } from '../verify/finding.ts';
import type { AllowedSigner, SigningKey } from './keys.ts';
import { signerOf, signSsh } from './sshsig.ts';

/**
 * Signs the inventory of a version. The signature lies in the object's `logs`, where OCFL lets a store add what is not part of
 * the object: `ssh-keygen -Y verify … -s logs/v2.<key>.sig < v2/inventory.json`. Returns its path in the store. @throws Failure (3)
 */
export async function signVersion(
  store: Store,
  { publication, folder, version }: FoundVersion,
  key: SigningKey,
): Promise<string> {
  const inventory = await readIfThere(store.files, joinPath(folder, version, 'inventory.json'));
  if (!inventory) throw unreadable(`${publication}@${version}`, 'inventory.json');
  // One file for each signer: several may sign.
  const name = `${version}.${key.publicBlob.subarray(-32).toString('hex').slice(0, 16)}.sig`;
  const file = joinPath(folder, 'logs', name);
  await store.changes.keepLog(file, Buffer.from(signSsh(inventory, key)));
  return file;
}

/**
 * The newest version must be signed by one of the signers; its inventory names every byte, and by the chain every earlier
 * inventory. K003 no signature of theirs holds.
 */
export async function verifySignature(
  files: StoreFiles,
  folder: string,
  head: string,
  where: string,
  signers: readonly AllowedSigner[],
  findings: Findings,
): Promise<AllowedSigner | undefined> {
  const inventory = await readIfThere(files, joinPath(folder, head, 'inventory.json'));
  const logs = joinPath(folder, 'logs');
  const names = (await files.entries(logs))
    .map(({ name }) => name)
    .filter((name) => name.startsWith(`${head}.`) && name.endsWith('.sig'));
  for (const name of inventory ? names : []) {
    const signature = (await files.read(joinPath(logs, name))).toString('utf8');
    const signer = signerOf(inventory ?? Buffer.alloc(0), signature, signers);
    if (signer) return signer;
  }
  findings.add(
    'K003',
    `${where}/${head}`,
    names.length === 0 ? '没有签名。' : '签名不是所给的人签的，或签名之后内容变了。',
    names.length === 0 ? 'It is not signed.' : 'No signature is by the signers given, or what was signed has changed.',
  );
  return undefined;
}
