import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { diskFailure } from '../failures.ts';
import type { FoundVersion } from '../read-version.ts';
import type { Store } from '../store.ts';
import type { Findings } from '../verify/finding.ts';
import type { AllowedSigner, SigningKey } from './keys.ts';
import { signerOf, signSsh } from './sshsig.ts';

/**
 * Signs the inventory of a version. The signature lies in the object's `logs`, where OCFL lets a store add what is not part of
 * the object: `ssh-keygen -Y verify … -s logs/v2.<key>.sig < v2/inventory.json`. Returns its path. @throws Failure (3)
 */
export async function signVersion(store: Store, { folder, version }: FoundVersion, key: SigningKey): Promise<string> {
  try {
    const inventory = await readFile(path.join(folder, version, 'inventory.json'));
    const logs = path.join(folder, 'logs');
    await mkdir(logs, { recursive: true });
    // One file for each signer: several may sign.
    const name = `${version}.${key.publicBlob.subarray(-32).toString('hex').slice(0, 16)}.sig`;
    const temporary = path.join(logs, `.${name}.${process.pid}.tmp`);
    await writeFile(temporary, signSsh(inventory, key));
    await rename(temporary, path.join(logs, name));
    await store.disk.syncFolder(logs);
    return path.join(logs, name);
  } catch (error) {
    throw diskFailure(error, folder);
  }
}

/**
 * The newest version must be signed by one of the signers; its inventory names every byte, and by the chain every earlier
 * inventory. K003 no signature of theirs holds.
 */
export async function verifySignature(
  folder: string,
  head: string,
  where: string,
  signers: readonly AllowedSigner[],
  findings: Findings,
): Promise<AllowedSigner | undefined> {
  const inventory = await readFile(path.join(folder, head, 'inventory.json')).catch(() => undefined);
  const logs = path.join(folder, 'logs');
  const names = (await readdir(logs).catch(() => [])).filter(
    (name) => name.startsWith(`${head}.`) && name.endsWith('.sig'),
  );
  for (const name of inventory ? names : []) {
    const signer = signerOf(inventory ?? Buffer.alloc(0), await readFile(path.join(logs, name), 'utf8'), signers);
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
