import { createHash, sign, verify } from 'node:crypto';
import { type AllowedSigner, publicKeyOf, type SigningKey } from './keys.ts';
import { WireReader, wireString } from './wire.ts';

/** What the signature is for, so that one made for another purpose does not count. */
export const namespace = 'kanben-archive';

const magic = Buffer.from('SSHSIG');
const hash = 'sha512';

/** Signs bytes in the SSHSIG form (OpenSSH, PROTOCOL.sshsig): `ssh-keygen -Y verify` checks it. Ed25519 gives the same each time. */
export function signSsh(message: Uint8Array, { key, publicBlob }: SigningKey): string {
  const signature = sign(null, signedData(message, hash), key);
  const version = Buffer.from([0, 0, 0, 1]);
  const blob = Buffer.concat([
    magic,
    version,
    wireString(publicBlob),
    wireString(namespace),
    wireString(''),
    wireString(hash),
    wireString(Buffer.concat([wireString('ssh-ed25519'), wireString(signature)])),
  ]);
  const lines = blob.toString('base64').match(/.{1,70}/g) ?? [];
  return `-----BEGIN SSH SIGNATURE-----\n${lines.join('\n')}\n-----END SSH SIGNATURE-----\n`;
}

/** Which of the signers signed the bytes; undefined if none did. */
export function signerOf(
  message: Uint8Array,
  armoured: string,
  signers: readonly AllowedSigner[],
): AllowedSigner | undefined {
  const base64 = /-----BEGIN SSH SIGNATURE-----([\s\S]+?)-----END SSH SIGNATURE-----/.exec(armoured)?.[1];
  if (base64 === undefined) return undefined;
  try {
    const reader = new WireReader(Buffer.from(base64, 'base64'));
    if (!reader.bytes(6).equals(magic) || reader.number() !== 1) return undefined;
    const publicBlob = reader.bytes();
    if (reader.text() !== namespace) return undefined;
    reader.bytes();
    const algorithm = reader.text();
    if (algorithm !== 'sha512' && algorithm !== 'sha256') return undefined;
    const inner = new WireReader(reader.bytes());
    if (inner.text() !== 'ssh-ed25519') return undefined;
    const signature = inner.bytes();
    const signer = signers.find(({ blob }) => blob.equals(publicBlob));
    const key = signer && publicKeyOf(signer.blob);
    return key && verify(null, signedData(message, algorithm), key, signature) ? signer : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function signedData(message: Uint8Array, algorithm: string): Buffer {
  const digest = createHash(algorithm).update(message).digest();
  return Buffer.concat([magic, wireString(namespace), wireString(''), wireString(algorithm), wireString(digest)]);
}
