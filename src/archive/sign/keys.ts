import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { Failure } from '../../report/failure.ts';
import { WireReader, wireString } from './wire.ts';

const algorithm = 'ssh-ed25519';

/** An Ed25519 private key with its public half in the SSH wire format. */
export interface SigningKey {
  key: KeyObject;
  publicBlob: Buffer;
}

/** A public key as in `allowed_signers` or a .pub file. */
export interface AllowedSigner {
  /** Whom the line names; the comment of a .pub file. */
  name: string;
  blob: Buffer;
}

/** Reads a private key as `ssh-keygen -t ed25519` writes it (openssh-key-v1). @throws Failure (2) */
export function readPrivateKey(text: string, file: string): SigningKey {
  const base64 = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]+?)-----END OPENSSH PRIVATE KEY-----/.exec(text)?.[1];
  if (base64 === undefined) throw notAKey(file);
  try {
    const reader = new WireReader(Buffer.from(base64, 'base64'));
    if (reader.bytes(15).toString('latin1') !== 'openssh-key-v1\0') throw notAKey(file);
    const cipher = reader.text();
    if (cipher !== 'none') throw encrypted(file);
    reader.text();
    reader.bytes();
    if (reader.number() !== 1) throw notAKey(file);
    reader.bytes();
    const secret = new WireReader(reader.bytes());
    // The same number twice says that the key was opened.
    const [check, again] = [secret.number(), secret.number()];
    if (check !== again || secret.text() !== algorithm) throw notAKey(file);
    const x = secret.bytes();
    // The seed, then the public key again.
    const d = secret.bytes().subarray(0, 32);
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: x.toString('base64url'), d: d.toString('base64url') };
    return { key: createPrivateKey({ key: jwk, format: 'jwk' }), publicBlob: publicBlob(x) };
  } catch (error) {
    if (error instanceof RangeError) throw notAKey(file);
    throw error;
  }
}

/** The Ed25519 keys of an `allowed_signers` or .pub file. @throws Failure (2) if there is none */
export function readAllowedSigners(text: string, file: string): AllowedSigner[] {
  const signers = text.split(/\r?\n/).flatMap((line) => {
    const match = /^\s*(?!#)(.*?)\s*\bssh-ed25519\s+([A-Za-z0-9+/=]+)\s*(.*)$/.exec(line);
    if (!match?.[2]) return [];
    const name = match[1]?.split(/\s/)[0] || match[3] || '?';
    return [{ name, blob: Buffer.from(match[2], 'base64') }];
  });
  if (signers.length > 0) return signers;
  throw new Failure(2, {
    zh: `${file} 里没有 ssh-ed25519 公钥。`,
    en: `There is no ssh-ed25519 public key in ${file}.`,
  });
}

function publicBlob(x: Uint8Array): Buffer {
  return Buffer.concat([wireString(algorithm), wireString(x)]);
}

/** The key of a public blob; undefined if it is no Ed25519 key. */
export function publicKeyOf(blob: Buffer): KeyObject | undefined {
  const reader = new WireReader(blob);
  if (reader.text() !== algorithm) return undefined;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: reader.bytes().toString('base64url') };
  return createPublicKey({ key: jwk, format: 'jwk' });
}

function notAKey(file: string): Failure {
  return new Failure(2, {
    zh: `${file} 不是 Ed25519 私钥。用 ssh-keygen -t ed25519 生成一把。`,
    en: `${file} is no Ed25519 private key. Make one with ssh-keygen -t ed25519.`,
  });
}

function encrypted(file: string): Failure {
  return new Failure(2, {
    zh: `${file} 有口令，这里打不开。可用 ssh-keygen -Y sign -n kanben-archive 签名，见文档。`,
    en: `${file} has a passphrase and cannot be opened here. Sign with ssh-keygen -Y sign -n kanben-archive; see the docs.`,
  });
}
