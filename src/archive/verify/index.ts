import { publicationOf } from '../layout.ts';
import { verifySignature } from '../sign/index.ts';
import type { AllowedSigner } from '../sign/keys.ts';
import type { Store } from '../store.ts';
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
  /** The folder of the one object to look at, relative to the root. */
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
  const leave = await store.changes.beingWritten();
  const root = only === undefined ? await verifyRoot(store.files, leave) : { findings: [], objects: [only] };
  const chosen = sample ? await oldestVerified(store.files, root.objects, sample.share) : root.objects;
  const objects: VerifiedObject[] = new Array(chosen.length);
  let next = 0;
  // Reading one object's folders leaves time to hash another's files.
  const lane = async () => {
    for (let at = next++; at < chosen.length; at = next++) {
      signal?.throwIfAborted();
      const where = chosen[at] as string;
      const object = await verifyOne(store, where, leave, options.signers);
      objects[at] = object;
      if (!sample) continue;
      const errors = object.findings.filter(({ level }) => level === 'error').length;
      await noteVerified(store, where, sample.now, object.head, errors);
    }
  };
  await Promise.all(Array.from({ length: 4 }, lane));
  const all = [...root.findings, ...objects.flatMap((object) => object.findings)];
  return {
    ok: all.every(({ level }) => level !== 'error'),
    findings: root.findings,
    objects,
    files: objects.reduce((sum, { files }) => sum + files, 0),
    bytes: objects.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

async function verifyOne(
  { files }: Store,
  where: string,
  leave: ReadonlySet<string>,
  signers: readonly AllowedSigner[] | undefined,
): Promise<VerifiedObject> {
  const report = await verifyObject(files, where, { leave });
  const more = new Findings();
  if (report.id !== undefined) await checkPlace(files, where, report.id, more);
  await verifyChain(files, where, report.inventories, more);
  const signer =
    signers && report.head ? await verifySignature(files, where, report.head, where, signers, more) : undefined;
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
