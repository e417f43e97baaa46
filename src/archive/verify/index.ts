import path from 'node:path';
import { publicationOf } from '../layout.ts';
import { verifySignature } from '../sign/index.ts';
import type { AllowedSigner } from '../sign/keys.ts';
import { type Store, workFolder } from '../store.ts';
import { verifyChain } from './chain.ts';
import { type Finding, Findings } from './finding.ts';
import { verifyObject } from './object.ts';
import { checkPlace, verifyRoot } from './root.ts';
import { noteVerified, oldestVerified } from './sample.ts';

export interface VerifiedObject {
  publication: string | undefined;
  /** Relative to the storage root. */
  path: string;
  head: string | undefined;
  files: number;
  bytes: number;
  signedBy?: string;
  findings: Finding[];
}

export interface StoreReport {
  /** No error; there may be warnings. */
  ok: boolean;
  /** Of the root and what lies between the objects. */
  findings: Finding[];
  objects: VerifiedObject[];
  files: number;
  bytes: number;
}

export interface VerifyOptions {
  /** The folder of the one object to look at. */
  only?: string | undefined;
  /** The newest version of each must be signed by one of them. */
  signers?: readonly AllowedSigner[] | undefined;
  /** Only this share (0–1) of the objects: those verified longest ago. The time is noted in their logs. */
  sample?: { share: number; now: Date } | undefined;
  signal?: AbortSignal | undefined;
}

/** Checks the whole store, or the objects chosen, down to every byte. */
export async function verifyStore(store: Store, options: VerifyOptions = {}): Promise<StoreReport> {
  const { only, sample, signal } = options;
  const inStore = (folder: string) => path.relative(store.root, folder).split(path.sep).join('/');
  // There while somebody writes.
  const root = await verifyRoot(store.root, new Set([inStore(workFolder(store))]));
  const place = only && inStore(only);
  const some = sample && (await oldestVerified(store.root, root.objects, sample.share));
  const chosen = place ? [place] : (some ?? root.objects);
  const objects: VerifiedObject[] = new Array(chosen.length);
  let next = 0;
  // Reading one object's folders leaves time to hash another's files.
  const lane = async () => {
    for (let at = next++; at < chosen.length; at = next++) {
      signal?.throwIfAborted();
      const where = chosen[at] as string;
      const object = await verifyOne(store, where, options.signers);
      objects[at] = object;
      if (!sample) continue;
      const errors = object.findings.filter(({ level }) => level === 'error').length;
      await noteVerified(path.join(store.root, where), sample.now, object.head, errors);
    }
  };
  await Promise.all(Array.from({ length: 4 }, lane));
  const findings = place ? [] : root.findings;
  const all = [...findings, ...objects.flatMap((object) => object.findings)];
  return {
    ok: all.every(({ level }) => level !== 'error'),
    findings,
    objects,
    files: objects.reduce((sum, { files }) => sum + files, 0),
    bytes: objects.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

async function verifyOne(
  store: Store,
  where: string,
  signers: readonly AllowedSigner[] | undefined,
): Promise<VerifiedObject> {
  const folder = path.join(store.root, where);
  const report = await verifyObject(folder, { where });
  const more = new Findings();
  if (report.id !== undefined) await checkPlace(store.root, where, report.id, more);
  await verifyChain(folder, where, more);
  const signer = signers && report.head ? await verifySignature(folder, report.head, where, signers, more) : undefined;
  return {
    publication: report.id === undefined ? undefined : publicationOf(report.id),
    path: where,
    head: report.head,
    files: report.files,
    bytes: report.bytes,
    ...(signer && { signedBy: signer.name }),
    findings: [...report.findings, ...more.list],
  };
}
