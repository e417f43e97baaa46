import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { findVersion } from '../../src/archive/read-version.ts';
import { signVersion } from '../../src/archive/sign/index.ts';
import { readAllowedSigners, readPrivateKey } from '../../src/archive/sign/keys.ts';
import { signerOf, signSsh } from '../../src/archive/sign/sshsig.ts';
import { verifyStore } from '../../src/archive/verify/index.ts';
import { commitTexts, temporaryFolder, temporaryStore } from './small-store.ts';

const keygen = (...words: string[]) => execFileSync('ssh-keygen', words, { encoding: 'utf8', stdio: 'pipe' });
const hasKeygen = ['/usr/bin/ssh-keygen', '/usr/local/bin/ssh-keygen'].some((file) => existsSync(file));

describe.skipIf(!hasKeygen)('signatures', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await temporaryFolder();
    file = path.join(folder, 'key');
    keygen('-q', '-t', 'ed25519', '-N', '', '-C', 'editor@example.org', '-f', file);
  });

  const key = async () => readPrivateKey(await readFile(file, 'utf8'), file);
  const signers = async () => readAllowedSigners(await readFile(`${file}.pub`, 'utf8'), `${file}.pub`);

  it('of ours are verified by ssh-keygen, and are the same each time', async () => {
    const message = Buffer.from('清单');
    const signature = signSsh(message, await key());
    expect(signSsh(message, await key())).toBe(signature);
    await writeFile(path.join(folder, 'm.sig'), signature);
    await writeFile(path.join(folder, 'allowed'), `editor ${await readFile(`${file}.pub`, 'utf8')}`);
    const words = ['-Y', 'verify', '-f', path.join(folder, 'allowed'), '-I', 'editor', '-n', 'kanben-archive'];
    const verify = (input: string) =>
      execFileSync('ssh-keygen', [...words, '-s', path.join(folder, 'm.sig')], {
        input,
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(verify('清单')).toContain('Good "kanben-archive" signature');
    expect(() => verify('另一份')).toThrow();
  });

  it('of ssh-keygen are verified by us, and no others', async () => {
    const message = path.join(folder, 'm');
    await writeFile(message, '清单');
    keygen('-Y', 'sign', '-f', file, '-n', 'kanben-archive', message);
    const signature = await readFile(`${message}.sig`, 'utf8');
    expect(signerOf(Buffer.from('清单'), signature, await signers())?.name).toBe('editor@example.org');
    expect(signerOf(Buffer.from('清单。'), signature, await signers())).toBeUndefined();
    expect(signerOf(Buffer.from('清单'), signature, [])).toBeUndefined();
    expect(signerOf(Buffer.from('清单'), signature.slice(0, 120), await signers())).toBeUndefined();
    await writeFile(`${message}2`, '清单');
    keygen('-Y', 'sign', '-f', file, '-n', 'file', `${message}2`);
    const other = await readFile(`${message}2.sig`, 'utf8');
    expect(signerOf(Buffer.from('清单'), other, await signers())).toBeUndefined();
  });

  it('are asked of the newest version', async () => {
    const store = await temporaryStore();
    await commitTexts(store, '年报', { 'a.md': '一' });
    const codes = async () =>
      (await verifyStore(store, { signers: await signers() })).objects.flatMap(({ findings }) =>
        findings.map(({ code }) => code),
      );
    expect(await codes()).toEqual(['K003']);
    const found = await findVersion(store, '年报');
    await signVersion(store, found, await key());
    expect(await codes()).toEqual([]);
    // A signature is no part of the object: it stays valid OCFL, and an older version's stays when a new one comes.
    await commitTexts(store, '年报', { 'a.md': '二' });
    expect(await codes()).toEqual(['K003']);
    expect(await readdir(path.join(store.root, found.folder, 'logs'))).toEqual([
      expect.stringMatching(/^v1\.[0-9a-f]{16}\.sig$/),
    ]);
  });

  it('need a key that can be read', async () => {
    expect(() => readPrivateKey('x', 'k')).toThrow('k 不是 Ed25519 私钥');
    expect(() => readAllowedSigners('# none', 'k')).toThrow('k 里没有 ssh-ed25519 公钥');
    const locked = path.join(folder, 'locked');
    keygen('-q', '-t', 'ed25519', '-N', 'secret', '-f', locked);
    expect(() => readPrivateKey(readKey, 'k')).toThrow('不是');
    const text = await readFile(locked, 'utf8');
    expect(() => readPrivateKey(text, locked)).toThrow('有口令');
  });
});

const readKey = '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n';
